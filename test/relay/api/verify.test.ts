import { afterAll, beforeAll, expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { Headers } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { signRequest } from "../../../src/sender/sign-request.ts"
import { aDelivery } from "../../support/store-rows.ts"
import { type Rig, startApi } from "./rig.ts"
import { storeLarge } from "./store-large.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const SECRET = "canary-0123456789-0123456789-0123456789"
const BODY = '{"event":"user.created",  "data":{"n":1.0}}'

interface Sent {
  readonly provider?: string
  readonly secret?: string
  readonly signedBody?: string
  readonly body?: string
  readonly inboxSecret?: string | null
  readonly inboxProvider?: string | null
  readonly headers?: Headers
}

/** A delivery of an inbox, signed over one body and received with another. */
async function received(sent: Sent = {}): Promise<string> {
  const { provider: id = "axiestudio", secret = SECRET, body = BODY, inboxSecret = SECRET } = sent
  const inbox = await api.services.inboxes.save(api.workspace, {
    name: newId("in"),
    provider: sent.inboxProvider === undefined ? id : sent.inboxProvider,
    secret: inboxSecret,
  })
  const provider = findProvider(id)
  const signed = await signRequest({
    provider,
    type: "user.created",
    id: "evt_1",
    timeMs: api.clock.now(),
    method: "POST",
    url: `${inbox.url}/hooks`,
    body: Buffer.from(sent.signedBody ?? body),
    secrets: [secret],
  })
  const delivery = aDelivery({
    workspace: api.workspace,
    origin: { kind: "inbox", inbox: inbox.id },
    provider: sent.inboxProvider === null ? null : id,
    createdAt: api.clock.now(),
    request: { method: "POST", target: "/hooks", headers: sent.headers ?? signed.headers },
    body: Buffer.from(body),
  })
  await api.store.insertDelivery(delivery)
  return delivery.id
}

async function verify(id: string, json: Record<string, unknown> = {}) {
  return await api.call("POST", `/v1/deliveries/${id}/verify`, { json })
}

test("a delivery is judged with the secret that its inbox was given", async () => {
  const { status, json } = await verify(await received())
  expect(status).toBe(200)
  expect(json).toEqual({
    verified: true,
    reason: "ok",
    provider: "axiestudio",
    scheme: "axiestudio",
    timestamp: { value: expect.stringMatching(/^\d{10}$/), ageSeconds: expect.any(Number), fresh: null },
    causes: [],
    excluded: null,
    judgedWith: "inbox",
    rule: expect.stringContaining("Axie Studio"),
  })
})

test("why it does not verify is proven, in the words of `whk verify`", async () => {
  const id = await received({ provider: "github", signedBody: JSON.stringify(JSON.parse(BODY)) })
  const { json } = await verify(id)
  expect(json).toMatchObject({ verified: false, reason: "no-match", judgedWith: "inbox", excluded: null })
  expect(json.causes).toEqual([
    {
      id: "body-reserialised-javascript",
      title: expect.stringMatching(/\.$/),
      proof: expect.stringMatching(/\.$/),
      fix: expect.stringMatching(/\.$/),
    },
  ])
})

test("what was tried without a proof is counted", async () => {
  const { json } = await verify(await received({ secret: "another-secret-another-secret-another-0" }))
  expect(json).toMatchObject({ verified: false, reason: "no-match", causes: [] })
  expect(json.excluded).toBeGreaterThan(100)
})

test("a secret that is given beats the stored one, and is neither kept nor said again", async () => {
  const other = "canary-of-somebody-else-0123456789-012345"
  const id = await received({ secret: other, inboxSecret: null })
  const before = (await api.call("GET", `/v1/deliveries/${id}`)).text
  const { json, text } = await verify(id, { secret: other })
  expect(json).toMatchObject({ verified: true, judgedWith: "given" })
  expect(text).not.toContain(other)
  expect((await verify(id)).json).toMatchObject({ verified: false, judgedWith: "none", excluded: null })
  expect((await api.call("GET", `/v1/deliveries/${id}`)).text).toBe(before)
})

test("where the stored secret signed instead of the one given, that is the cause", async () => {
  const { json } = await verify(await received(), { secret: "wrong-wrong-wrong-wrong-wrong-wrong-0" })
  expect(json).toMatchObject({ verified: false, judgedWith: "given" })
  expect(json.causes[0].title).toContain("the inbox's secret")
})

test("it is judged as of its arrival, however long ago that was", async () => {
  const id = await received({ provider: "stripe" })
  api.clock.advance(86_400_000)
  expect((await verify(id)).json).toMatchObject({
    verified: true,
    timestamp: { ageSeconds: 0, fresh: true },
  })
})

test("without a provider it is judged as the one whose signature it carries", async () => {
  const { json } = await verify(await received({ provider: "github", inboxProvider: null }))
  expect(json).toMatchObject({ verified: true, provider: "github" })
})

test("a provider that is named beats the delivery's", async () => {
  const { json } = await verify(await received(), { provider: "github" })
  expect(json).toMatchObject({ verified: false, reason: "header-missing", provider: "github" })
})

test("a request without a known signature says so", async () => {
  const { json } = await verify(await received({ inboxProvider: null, headers: [["X-A", "b"]] }))
  expect(json).toMatchObject({ verified: false, reason: "header-missing", provider: null, rule: null })
})

test("a delivery to an endpoint is judged as it was sent last, with the endpoint's secret", async () => {
  const { id: endpoint } = await api.endpoint()
  const published = await api.call("POST", "/v1/events", {
    json: { provider: "axiestudio", type: "user.created" },
  })
  const delivery = published.json.deliveries.find((one: { endpoint: string }) => one.endpoint === endpoint)
  expect((await verify(delivery.id)).json).toMatchObject({
    reason: "header-missing",
    judgedWith: "endpoint",
  })
})

test("a body that is too large to be judged says so", async () => {
  const body = Buffer.alloc(16 * 1024 * 1024 + 1)
  const id = await storeLarge(api, body)
  expect((await verify(id)).json).toMatchObject({
    verified: false,
    reason: "too-large",
    causes: [],
    excluded: null,
  })
})

test("a secret that its scheme cannot read is refused without being shown", async () => {
  const id = await received({
    provider: "standard-webhooks",
    secret: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
  })
  const { status, json, text } = await verify(id, { secret: "whsec_canary!" })
  expect([status, json.code]).toEqual([422, "SECRET_INVALID"])
  expect(text).not.toContain("canary")
})

test.each([
  [{ secret: "" }, "USAGE"],
  [{ secret: "canary".repeat(3000) }, "USAGE"],
  [{ provider: "nobody" }, "PROVIDER_UNKNOWN"],
])("%j is refused", async (json, code) => {
  const { json: problem, text } = await verify(await received(), json)
  expect(problem.code).toBe(code)
  expect(text).not.toContain("canary")
})

test("many at once are judged one after the other, and too many are asked to come back", async () => {
  const id = await received()
  const replies = await Promise.all(Array.from({ length: 30 }, () => verify(id)))
  const statuses = new Set(replies.map(({ status }) => status))
  expect(statuses).toEqual(new Set([200, 429]))
  expect((await verify(id)).status).toBe(200)
})
