import { request as httpRequest } from "node:http"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { DeliveryDetailJson, DeliveryJson, InboxJson, ListPage } from "../../../src/domain/api-types.ts"
import { type Header, headersFromFlat, headersToFlat } from "../../../src/domain/headers.ts"
import { providers } from "../../../src/providers/catalogue.ts"
import { judgeAnswer } from "../../../src/providers/handshake-answer.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { type BuiltHandshake, buildHandshake } from "../../../src/sender/build-handshake.ts"
import { answerHandshake } from "../../../src/relay/ingest/handshake.ts"
import { secretOf } from "../../support/fixtures.ts"
import { anInbox } from "../../support/store-rows.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"

const VERIFY_TOKEN = "my-verify-token"
let relay: TestRelay

beforeAll(async () => {
  relay = await startTestRelay()
})
afterAll(() => relay[Symbol.asyncDispose]())

const all = providers.flatMap((provider) =>
  (provider.handshakes ?? []).map((handshake) => [provider.id, handshake.id] as const),
)

interface Answered {
  readonly status: number
  readonly headers: readonly Header[]
  readonly body: Buffer
}

function send(url: string, { method, query, headers, body }: BuiltHandshake): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url + query, { method }, (response) => {
      const parts: Buffer[] = []
      response.on("data", (part: Buffer) => parts.push(part))
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: headersFromFlat(response.rawHeaders),
          body: Buffer.concat(parts),
        }),
      )
    })
    sent.on("error", reject)
    const flat = headersToFlat(headers)
    for (let index = 0; index < flat.length; index += 2) sent.setHeader(flat[index]!, flat[index + 1]!)
    sent.end(body)
  })
}

async function inboxOf(provider: string, known: object): Promise<string> {
  const name = `inbox-${provider}-${Object.keys(known).length}`
  const saved: InboxJson = (await relay.api("POST", "/v1/inboxes", { name, provider, ...known })).json
  return saved.url
}

const handshakeOf = (providerId: string, id: string) => {
  const provider = findProvider(providerId)
  const handshake = provider.handshakes!.find((one) => one.id === id)!
  return { provider, handshake }
}

test.each(all)(
  "an inbox of %s answers %s as the provider wants it, with nobody listening",
  async (providerId, id) => {
    const { provider, handshake } = handshakeOf(providerId, id)
    const secret = secretOf(provider)
    const url = await inboxOf(providerId, { verifyToken: VERIFY_TOKEN, ...(secret !== null && { secret }) })
    const built = await buildHandshake({
      provider,
      handshake,
      url,
      secret: secret ?? undefined,
      verifyToken: VERIFY_TOKEN,
      timeMs: Date.now(),
      seed: "1",
    })
    const answer = await send(url, built)
    expect(judgeAnswer(handshake, built.values, { ...answer, secret: secret ?? "" })).toBeUndefined()
  },
)

test("a handshake is stored, settled and never queued for the app", async () => {
  await using own = await startTestRelay()
  const inbox: InboxJson = (await own.api("POST", "/v1/inboxes", { name: "s", provider: "slack" })).json
  const body = JSON.stringify({ token: "t", challenge: "abc", type: "url_verification" })
  const response = await fetch(inbox.url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  })
  expect([response.status, await response.text()]).toEqual([200, "abc"])
  const { items }: ListPage<DeliveryJson> = (await own.api("GET", "/v1/deliveries")).json
  expect(items).toMatchObject([{ event: "handshake/url-verification", status: "delivered", attempts: 1 }])
  const detail: DeliveryDetailJson = (await own.api("GET", `/v1/deliveries/${items[0]!.id}`)).json
  expect(detail.attemptLog).toMatchObject([{ outcome: "responded", status: 200, url: "relay" }])
  const [saved]: InboxJson[] = (await own.api("GET", "/v1/inboxes")).json["items"]
  expect(saved).toMatchObject({ pending: 0, hasSecret: false })
})

test.each([
  ["zoom", "url-validation", "the answer is computed from the secret"],
  ["discord", "ping", "a forged one must be refused"],
  ["xero", "intent-to-receive", "a forged one must be refused"],
  ["meta", "verify", "the verify token is not known"],
])("%s's %s waits for the app where %s and the inbox was not given it", async (providerId, id) => {
  const { provider, handshake } = handshakeOf(providerId, id)
  const built = await buildHandshake({
    provider,
    handshake,
    url: "https://relay.example/in/x",
    secret: secretOf(provider)!,
    verifyToken: VERIFY_TOKEN,
    timeMs: 0,
    seed: "1",
  })
  const request = { method: built.method, target: `/${built.query}`, headers: built.headers }
  const input = { request, body: built.body, url: "https://relay.example/in/x/", now: 0 }
  expect(await answerHandshake(anInbox({ provider: providerId }), input)).toBeNull()
})

test("an ordinary delivery of a provider with handshakes is none", async () => {
  const request = { method: "POST", target: "/", headers: [] }
  const body = Buffer.from('{"type":"event_callback","event":{"type":"message"}}')
  const input = { request, body, url: "", now: 0 }
  expect(await answerHandshake(anInbox({ provider: "slack" }), input)).toBeNull()
  expect(await answerHandshake(anInbox({ provider: null }), input)).toBeNull()
  expect(await answerHandshake(anInbox({ provider: "no such" }), input)).toBeNull()
})

test("a secret given to an inbox is kept, never shown, and can be taken away", async () => {
  const save = async (body: object): Promise<InboxJson> =>
    (await relay.api("POST", "/v1/inboxes", { name: "kept", provider: "zoom", ...body })).json
  expect(await save({ secret: "zoom-secret-token" })).toMatchObject({ hasSecret: true })
  expect(await save({})).toMatchObject({ hasSecret: true })
  expect(JSON.stringify((await relay.api("GET", "/v1/inboxes")).json)).not.toContain("zoom-secret-token")
  expect(await save({ secret: null })).toMatchObject({ hasSecret: false })
})

test.each([
  ["judging a signature", "zoom", "url-validation"],
  ["computing an answer", "x", "crc"],
])("a bug while %s is not taken for an inbox without a secret", async (_, providerId, id) => {
  const { provider, handshake } = handshakeOf(providerId, id)
  const built = await buildHandshake({
    provider,
    handshake,
    url: "https://relay.example/in/x",
    secret: secretOf(provider)!,
    verifyToken: "",
    timeMs: 0,
    seed: "1",
  })
  const request = { method: built.method, target: `/${built.query}`, headers: built.headers }
  const input = { request, body: built.body, url: "https://relay.example/in/x/", now: 0 }
  // No column holds a number for a secret: whoever reads it as text throws a TypeError.
  const broken = anInbox({ provider: providerId, secret: 5 as unknown as string })
  await expect(answerHandshake(broken, input)).rejects.toThrow(TypeError)
})

test.each([
  ["the token", VERIFY_TOKEN, 200],
  ["another token", "other", 401],
  ["the token's beginning", VERIFY_TOKEN.slice(0, -1), 401],
  ["the token and more", `${VERIFY_TOKEN}2`, 401],
])("a verify token is compared whole: %s", async (_, verifyToken, status) => {
  const target = `/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${verifyToken}`
  const input = { request: { method: "GET", target, headers: [] }, body: Buffer.alloc(0), url: "", now: 0 }
  const inbox = anInbox({ provider: "meta", verifyToken: VERIFY_TOKEN })
  expect((await answerHandshake(inbox, input))?.answer.status).toBe(status)
})
