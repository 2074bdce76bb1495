import { afterAll, beforeAll, expect, test } from "vitest"
import { createAccess } from "../../../src/relay/access/access.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

test("a new workspace comes with a key that opens it, and it alone", async () => {
  const { status, json } = await api.call("POST", "/v1/workspaces", { json: { name: "billing" } })
  const seen = await api.call("GET", "/v1/workspace", { key: json.key })
  expect(status).toBe(201)
  expect(json).toEqual({ id: expect.any(String), name: "billing", key: expect.stringMatching(/^whk_/) })
  expect(seen.json).toMatchObject({ id: json.id, name: "billing" })
})

test("the first workspace's key lists all of them, without keys", async () => {
  await api.call("POST", "/v1/workspaces", { json: { name: "listed" } })
  const { json } = await api.call("GET", "/v1/workspaces")
  expect(json.items).toContainEqual({ id: api.workspace, name: "default" })
  expect(json.items).toContainEqual({ id: expect.any(String), name: "listed" })
  expect(JSON.stringify(json)).not.toContain("whk_")
})

test.each(["GET", "POST"])("a key of another workspace may not %s workspaces", async (method) => {
  const { key } = await api.anotherWorkspace()
  const json = method === "POST" ? { json: { name: "mine" } } : {}
  const before = (await api.store.listWorkspaces()).length
  const { status, json: problem } = await api.call(method, "/v1/workspaces", { key, ...json })
  expect(status).toBe(403)
  expect(problem).toMatchObject({ code: "KEY_REFUSED", detail: "This key may not see or make workspaces." })
  expect(await api.store.listWorkspaces()).toHaveLength(before)
})

test("of ten calls with one name at the same time one makes it and the others are refused", async () => {
  const calls = await Promise.all(
    Array.from({ length: 10 }, () => api.call("POST", "/v1/workspaces", { json: { name: "wanted" } })),
  )
  expect(calls.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: 9 }, () => 409),
  ])
})

test.each(["", " ", "a\u001b[31m", "x".repeat(101), "-x"])("%j is no name of a workspace", async (name) => {
  expect((await api.call("POST", "/v1/workspaces", { json: { name } })).status).toBe(422)
})

test("the first workspace stays the first, whatever ids the later ones have and whatever the clock says", async () => {
  await api.store.insertWorkspace({ id: "00000000-early", name: "early", createdAt: 0 })
  const again = createAccess({ store: api.store, clock: api.clock })
  expect((await again.bootstrap()).workspace.id).toBe(api.workspace)
})
