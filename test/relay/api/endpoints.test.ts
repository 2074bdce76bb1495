import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
let key: string
beforeAll(async () => {
  api = await startApi()
})
// A workspace per test: lists and totals are its own.
beforeEach(async () => {
  key = (await api.anotherWorkspace()).key
})
afterAll(() => api.close())

const URL = "https://example.com/hooks"

async function create(fields: Record<string, unknown> = {}) {
  const json = { provider: "axiestudio", url: URL, events: ["user.created"], ...fields }
  return (await api.call("POST", "/v1/endpoints", { key, json })).json
}

const call: Rig["call"] = (method, path, options) => api.call(method, path, { key, ...options })

test("create answers 201 with the endpoint and its secret", async () => {
  const { status, json } = await call("POST", "/v1/endpoints", {
    json: { provider: "axiestudio", url: URL, events: ["user.created"], name: "Billing" },
  })
  expect(status).toBe(201)
  expect(json).toEqual({
    id: expect.stringMatching(/^ep_/),
    provider: "axiestudio",
    url: URL,
    name: "Billing",
    description: null,
    events: ["user.created"],
    active: true,
    secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    secrets: 1,
    lastDeliveryAt: null,
    createdAt: "2026-01-15T02:03:04.567Z",
    updatedAt: "2026-01-15T02:03:04.567Z",
  })
})

test("a secret that was given is taken as it is", async () => {
  const secret = "0123456789abcdef0123456789abcdef"
  expect(await create({ secret })).toMatchObject({ secret })
})

test("get, list, update and test never show the secret", async () => {
  const { id, secret } = await create()
  const answers = await Promise.all([
    call("GET", `/v1/endpoints/${id}`),
    call("GET", "/v1/endpoints"),
    call("PATCH", `/v1/endpoints/${id}`, { json: { name: "New" } }),
    call("POST", `/v1/endpoints/${id}/test`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(answers.filter(({ text }) => text.includes(secret) || text.includes('"secret"'))).toEqual([])
})

test("lists go newest first, page by page, with the total", async () => {
  const ids = [(await create()).id, (await create()).id, (await create()).id]
  const first = (await call("GET", "/v1/endpoints?limit=2")).json
  const second = (await call("GET", `/v1/endpoints?limit=2&after=${first.next}`)).json
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed())
  expect(first.total).toBe(3)
  expect(second).toMatchObject({ next: null, total: 3 })
})

test("lists can be narrowed to a provider, a state and a text", async () => {
  const off = await create({ active: false, name: "Old billing" })
  await create({ provider: "stripe", events: ["*"] })
  const { json: inactive } = await call("GET", "/v1/endpoints?active=false")
  const { json: stripe } = await call("GET", "/v1/endpoints?provider=stripe")
  const { json: found } = await call(
    "GET",
    "/v1/endpoints?search=OLD%20bill&active=false&provider=axiestudio",
  )
  expect(inactive.items.map(({ id }: { id: string }) => id)).toEqual([off.id])
  expect(stripe.items.map(({ provider }: { provider: string }) => provider)).toEqual(["stripe"])
  expect(found.total).toBe(1)
})

test("an id may be shortened as long as it fits one endpoint, with or without its kind", async () => {
  const { id } = await create()
  expect((await call("GET", `/v1/endpoints/${id.slice(0, -4)}`)).json.id).toBe(id)
  expect((await call("GET", `/v1/endpoints/${id.slice(3)}`)).json.id).toBe(id)
})

test("an id that fits several endpoints is refused with two of them", async () => {
  const ids = [(await create()).id, (await create()).id]
  const { status, json } = await call("GET", "/v1/endpoints/ep_")
  expect(status).toBe(409)
  expect(json).toMatchObject({
    code: "ID_AMBIGUOUS",
    detail: `"ep_" fits several: ${ids[0]}, ${ids[1]} …`,
    hint: "Give more characters of the id.",
  })
})

test("update changes what is given and keeps the rest", async () => {
  const { id, secret: _, ...before } = await create({ name: "Billing", description: "Invoices" })
  api.clock.advance(1000)
  const { json } = await call("PATCH", `/v1/endpoints/${id}`, {
    json: { url: "https://example.com/new", events: ["user.*"], name: null, active: false },
  })
  const after = {
    ...before,
    url: "https://example.com/new",
    events: ["user.*"],
    name: null,
    active: false,
    updatedAt: new Date(api.clock.now()).toISOString(),
  }
  expect(json).toEqual({ id, ...after })
  expect((await call("GET", `/v1/endpoints/${id}`)).json).toEqual({ id, ...after })
})

test("switching an endpoint on wakes the dispatcher, because its deliveries were waiting", async () => {
  const { id } = await create({ active: false })
  const before = api.dispatcher.pokes
  await call("PATCH", `/v1/endpoints/${id}`, { json: { active: true } })
  expect(api.dispatcher.pokes).toBeGreaterThan(before)
})

test("of a rotation and updates at one time none undoes another", async () => {
  const { endpoints } = api.services
  const { id } = await api.endpoint()
  const [rotated] = await Promise.all([
    endpoints.rotate(api.workspace, id, {}),
    endpoints.update(api.workspace, id, { name: "Renamed" }),
    endpoints.update(api.workspace, id, { url: "https://example.com/moved" }),
  ])
  expect(await api.store.getEndpoint(api.workspace, id)).toMatchObject({
    secret: rotated.secret,
    name: "Renamed",
    url: "https://example.com/moved",
  })
})

test("a change that is refused does not hold up the next one", async () => {
  const { endpoints } = api.services
  const { id } = await api.endpoint()
  const refused = endpoints.update(api.workspace, id, { events: [] })
  const taken = endpoints.update(api.workspace, id, { name: "Taken" })
  await expect(refused).rejects.toMatchObject({ code: "RULE_REFUSED" })
  await expect(taken).resolves.toMatchObject({ name: "Taken" })
})

test("delete answers 204 and the endpoint is gone", async () => {
  const { id } = await create()
  const deleted = await call("DELETE", `/v1/endpoints/${id}`)
  expect([deleted.status, deleted.text]).toEqual([204, ""])
  expect((await call("GET", `/v1/endpoints/${id}`)).status).toBe(404)
  expect((await call("DELETE", `/v1/endpoints/${id}`)).status).toBe(404)
})

test("test sends the provider's test event once, outside every schedule", async () => {
  const { id } = await create()
  const { status, json } = await call("POST", `/v1/endpoints/${id}/test`)
  expect(status).toBe(200)
  expect(json).toMatchObject({
    delivery: {
      event: "webhook.test",
      provider: "axiestudio",
      endpoint: id,
      status: "delivered",
      responseStatus: 200,
      attempts: 1,
      nextAttemptAt: null,
    },
    attempt: { attempt: 1, outcome: "responded", status: 200 },
  })
  const detail = (await call("GET", `/v1/deliveries/${json.delivery.id}`)).json
  const body = Buffer.from(detail.request.bodyBase64, "base64").toString()
  expect(JSON.parse(body)).toMatchObject({
    event: "webhook.test",
    data: { message: "This is a test webhook" },
  })
  expect((await call("GET", `/v1/endpoints/${id}`)).json.lastDeliveryAt).toBe(json.delivery.createdAt)
})

test("a provider without a test event gets its first sample", async () => {
  const { id } = await create({ provider: "accelex", events: ["case.closed"] })
  const { json } = await call("POST", `/v1/endpoints/${id}/test`)
  expect(json.delivery).toMatchObject({ event: "invoice.resolved", provider: "accelex" })
})

test("an endpoint that is switched off can be tested", async () => {
  const { id } = await create({ active: false })
  expect((await call("POST", `/v1/endpoints/${id}/test`)).json.attempt).toMatchObject({ status: 200 })
})
