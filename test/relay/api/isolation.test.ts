import { afterAll, beforeAll, expect, test } from "vitest"
import { aDelivery } from "../../support/store-rows.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
/** Ids of the first workspace, as a stranger with a key of another one may have got hold of them. */
const ids: Record<string, string> = {}
let stranger: string
beforeAll(async () => {
  api = await startApi()
  stranger = (await api.anotherWorkspace()).key
  ids["ep"] = (await api.endpoint()).id
  const json = { provider: "axiestudio", type: "user.created" }
  const published = (await api.call("POST", "/v1/events", { json })).json
  ids["evt"] = published.event.id
  ids["dlv"] = published.deliveries[0].id
  ids["in"] = (await api.call("POST", "/v1/inboxes", { json: { name: "shop" } })).json.id
  ids["key"] = (await api.call("POST", "/v1/keys", { json: { name: "mine" } })).json.id
  const origin = { kind: "inbox", inbox: ids["in"]! } as const
  await api.store.insertDelivery(aDelivery({ workspace: api.workspace, origin }))
})
afterAll(() => api.close())

interface Case {
  readonly method: string
  readonly path: string
  readonly query?: string
  readonly kind: string
  readonly json?: unknown
}

/** Every route that takes an id. A new one fails the last test until it stands here. */
const BY_ID: readonly Case[] = [
  { method: "GET", path: "/v1/endpoints/{id}", kind: "ep" },
  { method: "PATCH", path: "/v1/endpoints/{id}", kind: "ep", json: { name: "x" } },
  { method: "DELETE", path: "/v1/endpoints/{id}", kind: "ep" },
  { method: "POST", path: "/v1/endpoints/{id}/rotate", kind: "ep" },
  { method: "POST", path: "/v1/endpoints/{id}/test", kind: "ep" },
  { method: "GET", path: "/v1/events/{id}/deliveries", kind: "evt" },
  { method: "GET", path: "/v1/deliveries/{id}", kind: "dlv" },
  { method: "POST", path: "/v1/deliveries/{id}/replay", kind: "dlv" },
  { method: "GET", path: "/v1/deliveries/{id}/export", query: "?format=http", kind: "dlv" },
  { method: "POST", path: "/v1/deliveries/{id}/verify", kind: "dlv" },
  { method: "DELETE", path: "/v1/inboxes/{id}", kind: "in" },
  { method: "POST", path: "/v1/inboxes/{id}/rotate", kind: "in" },
  { method: "DELETE", path: "/v1/keys/{id}", kind: "key" },
]

/** The other ways to name something: in a query or a body. */
const BY_FIELD: readonly Case[] = [
  { method: "GET", path: "/v1/deliveries?endpoint={id}", kind: "ep" },
  { method: "GET", path: "/v1/stats/series?endpoint={id}", kind: "ep" },
  { method: "GET", path: "/v1/deliveries?inbox={id}", kind: "in" },
  {
    method: "POST",
    path: "/v1/events/preview",
    kind: "ep",
    json: { provider: "axiestudio", type: "user.created", endpoint: "{id}" },
  },
  { method: "POST", path: "/v1/replay", kind: "ep", json: { endpoint: "{id}" } },
  { method: "POST", path: "/v1/replay", kind: "in", json: { inbox: "{id}" } },
]

/** The answer to the stranger, the id itself taken out. */
async function ask({ method, path, query = "", json }: Case, id: string) {
  const put = (text: string) => text.replaceAll("{id}", id)
  const body = json === undefined ? {} : { body: put(JSON.stringify(json)) }
  const { status, text } = await api.call(method, put(path + query), { key: stranger, ...body })
  return { status, text: text.replaceAll(id, "{id}") }
}

test.each([...BY_ID, ...BY_FIELD])(
  "$method $path of another workspace is the same 404 as of none",
  async (route) => {
    const foreign = ids[route.kind]!
    const unknown = `${foreign.slice(0, -6)}zzzzzz`
    const answer = await ask(route, foreign)
    expect(answer.status).toBe(404)
    expect(answer).toEqual(await ask(route, unknown))
  },
)

test("nothing of another workspace was changed by asking", async () => {
  const answers = await Promise.all([
    api.call("GET", `/v1/endpoints/${ids["ep"]}`),
    api.call("GET", `/v1/deliveries/${ids["dlv"]}`),
    api.call("GET", "/v1/inboxes"),
    api.call("GET", "/v1/keys"),
  ])
  const [endpoint, delivery, inboxes, keys] = answers.map(({ json }) => json)
  expect(endpoint).toMatchObject({ name: null, secrets: 1, lastDeliveryAt: expect.any(String) })
  expect(delivery).toMatchObject({ status: "pending", attempts: 0 })
  expect(inboxes.items).toMatchObject([{ name: "shop" }])
  expect(keys.items.every(({ revokedAt }: { revokedAt: unknown }) => revokedAt === null)).toBe(true)
})

test.each(["/v1/endpoints", "/v1/deliveries", "/v1/inboxes"])("%s lists nothing of others", async (path) => {
  const { json } = await api.call("GET", path, { key: stranger })
  expect(json).toEqual({ items: [], next: null, total: 0 })
})

test("keys of others are not listed, and others are not counted", async () => {
  const keys = (await api.call("GET", "/v1/keys", { key: stranger })).json
  const stats = (await api.call("GET", "/v1/stats", { key: stranger })).json
  expect(keys.items.map(({ name }: { name: string }) => name)).toEqual(["other"])
  expect(stats).toMatchObject({ endpoints: { total: 0 }, events: 0, deliveries: { pending: 0 } })
})

test("an event reaches no endpoint of another workspace, and none is named", async () => {
  const json = { provider: "axiestudio", type: "user.created" }
  const published = (await api.call("POST", "/v1/events", { key: stranger, json })).json
  expect(published).toMatchObject({ deliveries: [], skipped: [] })
})

test("a prefix that fits only another workspace's id finds nothing", async () => {
  const { status } = await api.call("GET", `/v1/endpoints/${ids["ep"]!.slice(0, -3)}`, { key: stranger })
  expect(status).toBe(404)
})

test("the table holds every route that takes an id", async () => {
  const { paths } = (await api.call("GET", "/v1/openapi.json")).json
  const routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  // Providers are the same for every workspace.
  const withId = routes.filter((route) => route.includes("{") && !route.includes("/providers/"))
  expect(withId.toSorted()).toEqual(BY_ID.map(({ method, path }) => `${method} ${path}`).toSorted())
})
