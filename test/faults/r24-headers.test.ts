import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { postRaw } from "./support/post-raw.ts"

/** The documented list: what belongs to one connection and is never passed on. */
const STRIPPED = [
  "Keep-Alive: timeout=5",
  "Proxy-Authenticate: Basic",
  "Proxy-Authorization: Basic eDp5",
  "Proxy-Connection: keep-alive",
  "TE: trailers",
  "Trailer: X-Late",
  "Connection: X-Named, Stripe-Signature",
  "X-Named: by Connection",
]

const KEPT = [
  "X-CusTom: one",
  "x-custom: two",
  "X-CUSTOM: one",
  "X-Empty: ",
  'CONTENT-TYPE: application/x-thing; q="a,b"',
  "X-Latin: caf\xe9 \xff",
  "x-custom: ",
  "Accept-Encoding: gzip;q=0, br",
  "User-Agent: Odd/1.0 (a; b)",
  "cookie: a=1; b=2",
  "Cookie: c=3",
  "__proto__: polluted",
  "constructor: x",
  "Stripe-Signature: t=1,v1=00",
  "X-Forwarded-For: 192.0.2.1",
  "Authorization: Bearer of-the-app",
  "Date: Thu, 01 Jan 1970 00:00:00 GMT",
  ...Array.from({ length: 60 }, (_, index) => `X-Many-${index % 7}: ${index}`),
]

const ANSWERED = [
  "Set-Cookie: a=1; Path=/",
  "sEt-cookie: b=2",
  "Set-Cookie: a=1; Path=/",
  "X-L: caf\xe9",
  "x-EMPTY: ",
  "Vary: a",
  "vary: b",
  "Date: Thu, 01 Jan 1970 00:00:00 GMT",
  "Content-Length: 0",
]

// Place and case of these three are free; the two of whk's own are added.
const FREE = /^(host|connection|content-length|x-whk-delivery-id|x-whk-attempt):/i

function without(lines: readonly string[], unwanted: RegExp): string[] {
  return lines.filter((line) => !unwanted.test(line))
}

test("R24: headers reach the app and the sender as they stood, minus the documented list", async ({
  task,
}) => {
  const answer = ["HTTP/1.1 200 OK", ...ANSWERED, "Keep-Alive: timeout=1", "Upgrade: x", "", ""].join("\r\n")
  await using app = await startRawServer({ answer: () => answer })
  await using chain = await startChain({ forward: app.port })
  const headers = [...KEPT.slice(0, 5), ...STRIPPED, ...KEPT.slice(5)]
  const reply = await postRaw(chain.inbox, { headers, body: Buffer.from("x") })

  expect(reply.status).toBe(200)
  expect(without(app.requests[0]!.lines.slice(1), FREE)).toEqual(KEPT)
  expect(without(reply.lines, /^(connection|keep-alive):/i)).toEqual(ANSWERED)
  figures(task, { kept: KEPT.length, stripped: STRIPPED.length, "on the way back": ANSWERED.length })
})
