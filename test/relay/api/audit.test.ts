import { afterAll, beforeAll, expect, test } from "vitest"
import type { AuditEntryJson } from "../../../src/domain/api-types.ts"
import { ChainCheck } from "../../../src/domain/audit.ts"
import { openDialects } from "../dialects/rig.ts"
import { makeOneOfEach, pathOf, ROUTE_CALLS } from "../../support/route-calls.ts"
import type { Rig } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await openDialects()
})
afterAll(() => api.close())

async function entries(): Promise<readonly AuditEntryJson[]> {
  return (await api.call("GET", "/v1/audit?limit=1000")).json.items
}

/** Calls a route as `ROUTE_CALLS` says, on objects of its own. */
async function call(route: string) {
  const made = await makeOneOfEach(api, api.workspace)
  const { kind, json } = ROUTE_CALLS[route]!
  const id = kind ? made[kind] : ""
  const [method = "", path = ""] = route.split(" ")
  const body = json === undefined ? {} : { json: json(made) }
  return { id, ...(await api.call(method, pathOf(path, { id, workspace: api.workspace }), body)) }
}

const MUTATING = Object.keys(ROUTE_CALLS).filter((route) => !route.startsWith("GET "))

test("the routes to be called are all that the router has", () => {
  const routes = api.routes.map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(ROUTE_CALLS).toSorted()).toEqual(routes.toSorted())
})

/** Routes that need a code or a session; their entries are in `inspector.test.ts`. */
const OF_SESSIONS = ["POST /v1/inspector/sessions", "DELETE /v1/inspector/sessions"]
const BY_KEY = MUTATING.filter((route) => !OF_SESSIONS.includes(route))

test.each(BY_KEY)("%s leaves exactly one entry that says who, what and to what", async (route) => {
  const before = await entries()
  const { status, id } = await call(route)
  const after = await entries()
  const [entry] = after
  expect(status).toBeLessThan(300)
  expect(after.length - before.length).toBe(1)
  expect(entry).toMatchObject({ action: route, address: "127.0.0.1", detail: null })
  expect(entry!.actor).toMatch(/^key_/)
  expect(entry!.object ?? "").toContain(id)
})

test.each(MUTATING)("%s that is refused leaves none", async (route) => {
  const before = await entries()
  const [method = "", path = ""] = route.split(" ")
  const { status } = await api.call(method, pathOf(path, { id: "ep_none", workspace: "none" }), {
    json: { provider: 7, events: 7, endpoint: "ep_none", bodyBase64: 7, workspace: 7 },
  })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(await entries()).toHaveLength(before.length)
})

test("what only reads leaves none", async () => {
  const before = await entries()
  for (const route of Object.keys(ROUTE_CALLS)) if (route.startsWith("GET ")) await call(route)
  expect(await entries()).toHaveLength(before.length)
})

test("a delivery that was named by the beginning of its id is written down by its whole id", async () => {
  const { endpoint } = await makeOneOfEach(api, api.workspace)
  await api.call("DELETE", `/v1/endpoints/${endpoint.slice(0, -1)}`)
  expect((await entries())[0]).toMatchObject({ object: endpoint })
})

test("an inbox that was named by its name is written down by its id", async () => {
  const { id, name } = await api.services.inboxes.save(api.workspace, { name: "by-name" })
  await api.call("DELETE", `/v1/inboxes/${name}`)
  expect((await entries())[0]).toMatchObject({ object: id })
})

test("the log holds none of the secrets that passed", async () => {
  const secret = "canary-0123456789-0123456789-0123456789"
  await api.call("POST", "/v1/endpoints", {
    json: {
      provider: "axiestudio",
      url: "https://example.com/hooks",
      events: ["user.created"],
      secret: `whsec_${secret}`,
    },
  })
  const key = (await api.call("POST", "/v1/keys", { json: { name: "laptop" } })).json.key as string
  const log = JSON.stringify(await entries())
  expect([log.includes(secret), log.includes(key)]).toEqual([false, false])
})

test("another workspace's key reads its own log only", async () => {
  const other = await api.anotherWorkspace()
  await api.call("POST", "/v1/inboxes", { key: other.key, json: { name: "theirs" } })
  const { items, total } = (await api.call("GET", "/v1/audit", { key: other.key })).json
  expect([items.length, total, items[0].workspace]).toEqual([1, 1, other.workspace])
})

test("the entries are a chain that leads from the end to the first", async () => {
  await call("POST /v1/inboxes")
  const { items, head } = (await api.call("GET", "/v1/audit?limit=1000")).json
  const check = new ChainCheck(head)
  const problems = items.map((entry: AuditEntryJson) => check.next({ ...entry, at: Date.parse(entry.at) }))
  expect(new Set([...problems, check.end()])).toEqual(new Set([undefined]))
})
