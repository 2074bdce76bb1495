import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import { INLINE_BODY_BYTES } from "../../../src/store/port.ts"
import { aDelivery, anInbox } from "../../support/store-rows.ts"
import { type Reply, type Rig, startApi } from "./rig.ts"

let api: Rig
let workspace: string
let key: string
beforeAll(async () => void (api = await startApi()))
beforeEach(async () => {
  ;({ workspace, key } = await api.anotherWorkspace())
  api.dispatcher.answer = { status: 200 }
})
afterAll(() => api.close())

const call: Rig["call"] = (method, path, options) => api.call(method, path, { key, ...options })
const base64 = (body: string | Uint8Array): string => Buffer.from(body).toString("base64")

async function replay(id: string, json: Record<string, unknown>): Promise<Reply> {
  return await call("POST", `/v1/deliveries/${id}/replay`, { json })
}

async function live(headers: [string, string][] = [["X-Signature", "old"]]) {
  const inbox = anInbox({ workspace, name: newId("in").slice(3), provider: "github" })
  await api.store.insertInbox(inbox)
  const delivery = aDelivery({
    workspace,
    origin: { kind: "inbox", inbox: inbox.id },
    provider: "github",
    eventType: "push",
    request: { method: "PUT", target: "/hooks?a&a=1", headers },
    body: Buffer.from("live"),
  })
  await api.store.insertDelivery(delivery)
  return { inbox: inbox.id, id: delivery.id }
}

async function sent(fields: Record<string, unknown> = {}) {
  const made = { provider: "axiestudio", url: "https://example.com/h", events: ["*"] }
  const endpoint = (await call("POST", "/v1/endpoints", { json: made })).json.id as string
  const json = { provider: "axiestudio", type: "user.created", ...fields }
  const id = (await call("POST", "/v1/events", { json })).json.deliveries[0].id as string
  return { endpoint, id }
}

test("other bytes at an inbox are a new delivery of it, which names the one it came from", async () => {
  const { inbox, id } = await live()
  api.listeners.listening.add(inbox)
  const headers = [
    ["X-Signature", "new"],
    ["Content-Length", "4"],
  ]
  const { status, json } = await replay(id, { headers, bodyBase64: base64("changed") })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    delivery: { inbox, replayOf: id, event: "push", provider: "github", status: "delivered", attempts: 1 },
    attempt: { attempt: 1, status: 200 },
  })
  const made = json.delivery.id as string
  expect(made).not.toBe(id)
  expect((await call("GET", `/v1/deliveries/${made}`)).json.request).toMatchObject({
    method: "PUT",
    url: expect.stringMatching(/\/hooks\?a&a=1$/),
    bodyBase64: base64("changed"),
  })
  expect((await api.store.getDelivery(workspace, made))?.request.headers).toEqual([["X-Signature", "new"]])
  expect((await call("GET", `/v1/deliveries/${id}`)).json).toMatchObject({
    status: "pending",
    request: { bodyBase64: base64("live"), headers: [["X-Signature", "old"]] },
  })
})

test("without a listener it is stored and due, whatever becomes of the relay", async () => {
  const { id } = await live()
  const { json } = await replay(id, { bodyBase64: base64("changed") })
  expect(json).toMatchObject({ delivery: { status: "pending", replayOf: id, attempts: 0 }, attempt: null })
  expect(json.delivery.nextAttemptAt).not.toBeNull()
})

test("other headers alone keep the bytes", async () => {
  const { id } = await live()
  const { json } = await replay(id, { headers: [["X-Signature", "new"]] })
  expect((await call("GET", `/v1/deliveries/${json.delivery.id}`)).json.request).toMatchObject({
    bodyBase64: base64("live"),
    headers: [["X-Signature", "new"]],
  })
})

test.each([INLINE_BODY_BYTES, INLINE_BODY_BYTES + 1, 3 * 1024 * 1024])(
  "a body of %d bytes is kept whole, and shown whole when asked for",
  async (size) => {
    const { id } = await live()
    const body = Buffer.alloc(size, "abcdefg")
    const { json } = await replay(id, { bodyBase64: base64(body) })
    const whole = (await call("GET", `/v1/deliveries/${json.delivery.id}?body=whole`)).json
    expect(whole.request.bodyBytes).toBe(size)
    expect(Buffer.from(whole.request.bodyBase64, "base64").equals(body)).toBe(true)
  },
)

test("other bytes to an endpoint are a new event of the same type, for that endpoint alone", async () => {
  const { id, endpoint } = await sent()
  // A second subscriber, which hears nothing of it.
  await call("POST", "/v1/endpoints", {
    json: { provider: "axiestudio", url: "https://example.com/other", events: ["*"] },
  })
  const { status, json } = await replay(id, { bodyBase64: base64('{"changed":true}') })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    delivery: { endpoint, replayOf: id, event: "user.created", status: "delivered" },
    attempt: { attempt: 1, status: 200 },
  })
  const list = (await call("GET", "/v1/deliveries")).json
  expect(list.total).toBe(2)
  const detail = (await call("GET", `/v1/deliveries/${json.delivery.id}`)).json
  expect(detail.request.bodyBase64).toBe(base64('{"changed":true}'))
})

test("an attempt that fails is the only one: the new delivery is given up, and can be replayed", async () => {
  const { id } = await sent()
  api.dispatcher.answer = { status: 500 }
  const { json } = await replay(id, { bodyBase64: base64("{}") })
  expect(json.delivery).toMatchObject({ status: "failed", nextAttemptAt: null })
})

test("an empty body is a body; an empty object asks for the same bytes", async () => {
  const { inbox, id } = await live()
  expect((await replay(id, { bodyBase64: "" })).json.delivery.replayOf).toBe(id)
  api.listeners.listening.add(inbox)
  expect((await replay(id, {})).json.delivery).toMatchObject({ id, replayOf: null })
})

test("what cannot be sent is refused, and nothing is made of it", async () => {
  const { id } = await live()
  const endpointDelivery = (await sent()).id
  const refused = [
    await replay(id, { bodyBase64: "?" }),
    await replay(id, { headers: [["X-Bad", "a\nb"]] }),
    await replay(id, { headers: [["X-Long", "a".repeat(17 * 1024)]] }),
    await replay(id, { bodyBase64: base64(Buffer.alloc(25 * 1024 * 1024 + 1)) }),
    await replay(id, { body: "x" }),
    await replay(endpointDelivery, { headers: [["X-Signature", "mine"]] }),
  ]
  expect(refused.map(({ json }) => json.code)).toEqual([
    "DATA_INVALID",
    "HEADER_INVALID",
    "SIZE_INVALID",
    "SIZE_INVALID",
    "USAGE",
    "USAGE",
  ])
  expect((await call("GET", "/v1/deliveries")).json.total).toBe(2)
})

test("nothing of another workspace can be replayed with changes", async () => {
  const { id } = await live()
  const other = await api.anotherWorkspace()
  const { status } = await api.call("POST", `/v1/deliveries/${id}/replay`, {
    key: other.key,
    json: { bodyBase64: "" },
  })
  expect(status).toBe(404)
})
