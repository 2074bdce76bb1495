import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
let workspace: string
let key: string
beforeAll(async () => {
  api = await startApi()
})
beforeEach(async () => {
  ;({ workspace, key } = await api.anotherWorkspace())
})
afterAll(() => api.close())

const call: Rig["call"] = (method, path, options) => api.call(method, path, { key, ...options })

async function subscribe(fields: Record<string, unknown> = {}): Promise<string> {
  const json = { provider: "axiestudio", url: "https://example.com/h", events: ["user.created"], ...fields }
  return (await call("POST", "/v1/endpoints", { json })).json.id
}

async function publish(fields: Record<string, unknown> = {}) {
  return await call("POST", "/v1/events", {
    json: { provider: "axiestudio", type: "user.created", ...fields },
  })
}

async function storedEvent(id: string) {
  const event = await api.store.getEvent(workspace, id)
  if (!event) throw new Error(`no event ${id}`)
  return { ...event, text: Buffer.from(event.body).toString() }
}

test("an event reaches the active endpoints of its provider that are subscribed to its type", async () => {
  const exact = await subscribe()
  const byPattern = await subscribe({ events: ["user.*"], url: "https://example.com/pattern" })
  const off = await subscribe({ active: false, url: "https://example.com/off" })
  const other = await subscribe({ events: ["role.changed"], url: "https://example.com/role" })
  await subscribe({ provider: "ainexlayer", events: ["user.created"] })

  const { status, json } = await publish()
  expect(status).toBe(201)
  expect(json.event).toEqual({
    id: expect.any(String),
    provider: "axiestudio",
    type: "user.created",
    createdAt: "2026-01-15T02:03:04.567Z",
  })
  expect(json.deliveries.map(({ endpoint }: { endpoint: string }) => endpoint).toSorted()).toEqual([
    exact,
    byPattern,
  ])
  expect(json.deliveries[0]).toEqual({
    id: expect.stringMatching(/^dlv_/),
    event: "user.created",
    provider: "axiestudio",
    endpoint: expect.any(String),
    createdAt: "2026-01-15T02:03:04.567Z",
    status: "pending",
    responseStatus: null,
    elapsedMs: null,
    attempts: 0,
    nextAttemptAt: "2026-01-15T02:03:04.567Z",
    replayOf: null,
    method: "POST",
    path: "/pattern",
    bytes: expect.any(Number),
  })
  expect(
    json.skipped.toSorted((a: { why: string }, b: { why: string }) => a.why.localeCompare(b.why)),
  ).toEqual([
    { endpoint: off, url: "https://example.com/off", why: "inactive" },
    { endpoint: other, url: "https://example.com/role", why: "not-subscribed" },
  ])
})

test("the answer shows the deliveries as they are stored, and the dispatcher was woken", async () => {
  await subscribe()
  const pokes = api.dispatcher.pokes
  const { event, deliveries } = (await publish()).json
  expect(api.dispatcher.pokes).toBe(pokes + 1)
  const listed = (await call("GET", `/v1/events/${event.id}/deliveries`)).json
  expect(listed).toEqual({ items: deliveries, next: null, total: 1 })
})

test("an event that nobody is subscribed to is stored all the same", async () => {
  const { status, json } = await publish()
  expect([status, json.deliveries, json.skipped]).toEqual([201, [], []])
  expect((await storedEvent(json.event.id)).type).toBe("user.created")
})

test("an event reaches more endpoints than one page of them", async () => {
  await Promise.all(Array.from({ length: 201 }, () => subscribe()))
  expect((await publish()).json.deliveries).toHaveLength(201)
})

test("without data the provider's own sample is sent in its envelope", async () => {
  const { json } = await publish()
  const { text } = await storedEvent(json.event.id)
  expect(JSON.parse(text)).toMatchObject({ event: "user.created", version: "v1", data: { role: "user" } })
  expect(JSON.stringify(JSON.parse(text))).toBe(text)
})

test("data goes into the provider's envelope", async () => {
  const { json } = await publish({ data: { userId: "user_1" } })
  expect(JSON.parse((await storedEvent(json.event.id)).text)).toMatchObject({ data: { userId: "user_1" } })
})

test("exact bytes are stored as they are, text or not", async () => {
  const body = Buffer.from([0, 0xff, 0xfe, 0x7b, 0x0d, 0x0a])
  const { json } = await publish({
    bodyBase64: body.toString("base64"),
    contentType: "application/octet-stream",
  })
  const stored = await storedEvent(json.event.id)
  expect(Buffer.from(stored.body)).toEqual(body)
  expect(stored.contentType).toBe("application/octet-stream")
})

test("an empty body is a body", async () => {
  const { json } = await publish({ bodyBase64: "" })
  expect((await storedEvent(json.event.id)).body).toHaveLength(0)
})

test("a body of 25 MiB is taken, one byte more is not", async () => {
  const most = Buffer.alloc(25 * 1024 * 1024, 7)
  const taken = await publish({ bodyBase64: most.toString("base64") })
  const refused = await publish({ bodyBase64: Buffer.concat([most, Buffer.alloc(1)]).toString("base64") })
  expect(taken.status).toBe(201)
  expect(refused.status).toBe(413)
  expect(refused.json).toMatchObject({
    code: "SIZE_INVALID",
    detail: "The event's body has 26214401 bytes; this relay takes 26214400 (25 MB).",
  })
})

test("an id that is given is the event's, in the envelope too, and can be used once", async () => {
  const fields = { provider: "accelex", type: "case.closed", id: "evt_ORDER00000000001" }
  const first = await publish(fields)
  const again = await publish(fields)
  expect(first.json.event.id).toBe("evt_ORDER00000000001")
  expect(JSON.parse((await storedEvent("evt_ORDER00000000001")).text).event_id).toBe("evt_ORDER00000000001")
  expect([again.status, again.json.code]).toEqual([409, "ALREADY_EXISTS"])
  expect(again.json.detail).toBe('"evt_ORDER00000000001" is the id of an event that was published before.')
})

test("of two events with one id at one time one is taken", async () => {
  const both = await Promise.all([publish({ id: "twin" }), publish({ id: "twin" })])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
})

test("two workspaces may use the same event id", async () => {
  const other = await api.anotherWorkspace()
  await publish({ id: "shared" })
  const json = { provider: "axiestudio", type: "user.created", id: "shared" }
  expect((await api.call("POST", "/v1/events", { key: other.key, json })).status).toBe(201)
})

test.each([
  [{ type: "webhook.test" }, "RULE_REFUSED", 'Axie Studio: "webhook.test" is sent by a test only.'],
  [{ type: "user.craeted" }, "EVENT_UNKNOWN", '"user.craeted" is not an event type of Axie Studio.'],
  [{ type: "user.craeted", bodyBase64: "e30=" }, "EVENT_UNKNOWN", expect.any(String)],
  [{ provider: "axiestudo" }, "PROVIDER_UNKNOWN", '"axiestudo" is not a provider.'],
  [{ data: [1] }, "DATA_INVALID", "[1] is not a JSON object."],
  [{ bodyBase64: "e30" }, "DATA_INVALID", "bodyBase64 is not base64."],
  [{ data: {}, bodyBase64: "e30=" }, "USAGE", "data and bodyBase64 are both given."],
  [{ id: "dlv_1" }, "USAGE", expect.stringContaining('id is "dlv_1", which is not an event id')],
  [{ bodyBase64: "e30=", contentType: "a\nb" }, "HEADER_INVALID", '"a\\nb" cannot be a content type.'],
])("%j is refused", async (fields, code, detail) => {
  const { status, json } = await publish(fields)
  expect({ status, code: json.code, detail: json.detail }).toEqual({ status: 422, code, detail })
})

test("a coming-soon event can be published, for receivers that get ready", async () => {
  await subscribe({ provider: "axelered", events: ["document.ready"] })
  const { json } = await publish({ provider: "axelered", type: "document.ready" })
  expect(json.deliveries).toHaveLength(1)
})

test("the deliveries of an event that does not exist are 404", async () => {
  expect((await call("GET", "/v1/events/evt_nothing/deliveries")).json).toMatchObject({
    status: 404,
    code: "NOT_FOUND",
    detail: '"evt_nothing" is not an event here.',
  })
})
