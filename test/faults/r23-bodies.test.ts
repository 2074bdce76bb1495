import { createHash, randomBytes } from "node:crypto"
import { gzipSync } from "node:zlib"
import { sign, verify } from "@octokit/webhooks-methods"
import { Stripe } from "stripe"
import { Webhook } from "svix"
import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { postRaw } from "./support/post-raw.ts"

// Key order, an escaped slash, a number beyond doubles, odd spaces: all of it is lost when JSON is printed again.
const JSON_BODY = Buffer.from('{"b":1, "a":"x\\/y",\r\n"n":1e400,"u":"\\u00e9","z":1.0}\n')

const BODIES: Readonly<Record<string, Buffer>> = {
  "0 B": Buffer.alloc(0),
  "1 B": Buffer.from([0]),
  "1 MiB": randomBytes(1024 * 1024),
  "25 MiB": randomBytes(25 * 1024 * 1024),
  "64 KiB": randomBytes(64 * 1024),
  "64 KiB and a byte": randomBytes(64 * 1024 + 1),
  NULs: Buffer.alloc(1000),
  "invalid UTF-8": Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0x00, 0xed, 0xa0, 0x80]),
  BOM: Buffer.from("\ufeff{}"),
  CRLF: Buffer.from("a\r\nb\nc\r\r\n\r\n"),
  gzip: gzipSync(JSON_BODY),
  JSON: JSON_BODY,
  "JSON beyond 64 KiB": Buffer.concat([JSON_BODY, Buffer.alloc(70_000, 0x20), JSON_BODY]),
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex")
}

test("R23: big and odd bodies reach the app byte for byte, and the providers' own packages verify them", async ({
  task,
}) => {
  await using app = await startRawServer()
  await using chain = await startChain({ forward: app.port })
  const arrived = async (
    body: Buffer,
    headers: readonly string[] = [],
    isChunked = false,
  ): Promise<Buffer> => {
    const before = app.requests.length
    const { status } = await postRaw(chain.inbox, { body, headers, isChunked })
    expect(status).toBe(200)
    expect(app.requests).toHaveLength(before + 1)
    return app.requests[before]!.body
  }

  let bytes = 0
  for (const [name, body] of Object.entries(BODIES)) {
    bytes += body.length
    expect(sha256(await arrived(body)), name).toBe(sha256(body))
    if (body.length <= 1024 * 1024)
      expect(sha256(await arrived(body, [], true)), `${name} in chunks`).toBe(sha256(body))
  }

  const secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
  const text = JSON_BODY.toString()
  const stripe = new Stripe("sk_test_1")
  const stripeHeader = stripe.webhooks.generateTestHeaderString({ payload: text, secret })
  const toStripe = await arrived(JSON_BODY, [`Stripe-Signature: ${stripeHeader}`])
  expect(stripe.webhooks.constructEvent(toStripe, stripeHeader, secret)).toMatchObject({ b: 1 })

  const githubHeader = await sign(secret, text)
  const toGithub = await arrived(JSON_BODY, [`X-Hub-Signature-256: ${githubHeader}`])
  expect(await verify(secret, toGithub.toString(), githubHeader)).toBe(true)

  const svix = new Webhook(secret)
  const now = new Date()
  const svixHeaders = {
    "svix-id": "msg_1",
    "svix-timestamp": String(Math.floor(now.getTime() / 1000)),
    "svix-signature": svix.sign("msg_1", now, text),
  }
  const toSvix = await arrived(
    JSON_BODY,
    Object.entries(svixHeaders).map(([name, value]) => `${name}: ${value}`),
  )
  expect(svix.verify(toSvix, svixHeaders)).toMatchObject({ b: 1 })

  figures(task, { bodies: app.requests.length, MiB: Math.round(bytes / 1024 / 1024), packages: 3 })
})
