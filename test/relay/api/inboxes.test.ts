import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { aDelivery } from "../../support/store-rows.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
let workspace: string
let key: string
beforeAll(async () => {
  api = await startApi()
})
beforeEach(async () => {
  ;({ workspace, key } = await api.anotherWorkspace())
  api.listeners.changed.length = 0
})
afterAll(() => api.close())

const call: Rig["call"] = (method, path, options) => api.call(method, path, { key, ...options })
const save = async (json: unknown) => await call("POST", "/v1/inboxes", { json })

test("an inbox has an address that cannot be guessed", async () => {
  const { status, json } = await save({ name: "shop", provider: "axiestudio" })
  expect(status).toBe(200)
  expect(json).toEqual({
    id: expect.stringMatching(/^in_/),
    name: "shop",
    url: expect.stringMatching(/^https:\/\/relay\.example\/in\/[A-Za-z0-9_-]{22,}$/),
    provider: "axiestudio",
    hasSecret: false,
    listening: false,
    pending: 0,
    createdAt: "2026-01-15T02:03:04.567Z",
  })
})

test("saving the same name again changes that inbox and keeps its address", async () => {
  const first = (await save({ name: "shop" })).json
  const second = (await save({ name: "shop", provider: "stripe", offline: "reject" })).json
  expect(second).toEqual({ ...first, provider: "stripe" })
  expect(await api.store.getInbox(workspace, "shop")).toMatchObject({ offline: "reject" })
  expect(api.listeners.changed).toEqual([first.id])
})

test("saving an inbox as it is disturbs no listener", async () => {
  await save({ name: "shop", provider: "stripe" })
  await save({ name: "shop" })
  expect(api.listeners.changed).toEqual([])
})

test("two callers that make the same inbox at one time get the same one", async () => {
  const [one, two] = await Promise.all([save({ name: "shop" }), save({ name: "shop" })])
  expect(one.json.id).toBe(two.json.id)
})

test("the list says who listens and what waits", async () => {
  const { id } = (await save({ name: "shop" })).json
  api.listeners.listening.add(id)
  await api.store.insertDelivery(aDelivery({ workspace, origin: { kind: "inbox", inbox: id } }))
  const { json } = await call("GET", "/v1/inboxes")
  expect(json).toMatchObject({ items: [{ id, listening: true, pending: 1 }], next: null, total: 1 })
})

test("rotate gives a new address and tells the listener", async () => {
  const before = (await save({ name: "shop" })).json
  const { status, json } = await call("POST", "/v1/inboxes/shop/rotate")
  expect([status, json.id]).toEqual([200, before.id])
  expect(json.url).not.toBe(before.url)
  expect(await api.store.inboxByToken(before.url.split("/").at(-1))).toBeNull()
  expect(api.listeners.changed).toEqual([before.id])
})

test("an inbox is deleted by its name, its id or the beginning of its id", async () => {
  await save({ name: "one" })
  const two = (await save({ name: "two" })).json
  const deleted = [
    await call("DELETE", "/v1/inboxes/one"),
    await call("DELETE", `/v1/inboxes/${two.id.slice(0, -1)}`),
    await call("DELETE", "/v1/inboxes/two"),
  ]
  expect(deleted.map(({ status }) => status)).toEqual([204, 204, 404])
  expect(api.listeners.changed).toContain(two.id)
})

test.each(["", "in_01", "a/b", "a b", "ümlaut", ".hidden"])("%j is no name for an inbox", async (name) => {
  const { status, json } = await save({ name })
  expect([status, json.code]).toEqual([422, "USAGE"])
  expect(json.detail).toBe(
    `name is ${JSON.stringify(name)}, which is not a name of letters, digits and . _ - (100 at most).`,
  )
})

test("an inbox of an unknown provider is refused", async () => {
  expect((await save({ name: "shop", provider: "nobody" })).json).toMatchObject({ code: "PROVIDER_UNKNOWN" })
})
