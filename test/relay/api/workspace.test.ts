import { afterAll, beforeAll, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

test("workspace says whose key this is", async () => {
  const { json } = await api.call("GET", "/v1/workspace")
  expect(json).toEqual({ id: api.workspace, name: "default", keyId: expect.stringMatching(/^key_/) })
  const { items } = (await api.call("GET", "/v1/keys")).json
  expect(items.find(({ id }: { id: string }) => id === json.keyId).name).toBe("test")
})

test("a new key is shown once and works", async () => {
  const { status, json } = await api.call("POST", "/v1/keys", { json: { name: "laptop" } })
  expect(status).toBe(201)
  expect(json).toEqual({
    id: expect.stringMatching(/^key_/),
    name: "laptop",
    key: expect.stringMatching(/^whk_[0-9A-Za-z]{49}$/),
    lastFour: json.key.slice(-4),
    createdAt: "2026-01-15T02:03:04.567Z",
    revokedAt: null,
  })
  expect((await api.call("GET", "/v1/workspace", { key: json.key })).json.id).toBe(api.workspace)
  const listed = await api.call("GET", "/v1/keys")
  expect(listed.json.items.map(({ name }: { name: string }) => name)).toContain("laptop")
  expect(listed.text).not.toContain(json.key)
})

test("a revoked key is refused at once and stays in the list", async () => {
  const { id, key } = (await api.call("POST", "/v1/keys", { json: { name: "lost" } })).json
  expect((await api.call("DELETE", `/v1/keys/${id}`)).status).toBe(204)
  const refused = await api.call("GET", "/v1/workspace", { key })
  expect([refused.status, refused.json.code]).toEqual([401, "KEY_REFUSED"])
  const { items } = (await api.call("GET", "/v1/keys")).json
  expect(items.find((item: { id: string }) => item.id === id).revokedAt).toBe("2026-01-15T02:03:04.567Z")
})

test("a key needs a name", async () => {
  const { status, json } = await api.call("POST", "/v1/keys")
  expect([status, json.code, json.detail]).toEqual([422, "VALUE_MISSING", "name is missing."])
})

test("stats count what the workspace has", async () => {
  const { key } = await api.anotherWorkspace()
  const endpoint = { provider: "axiestudio", url: "https://example.com/h", events: ["*"] }
  const on = (await api.call("POST", "/v1/endpoints", { key, json: endpoint })).json
  await api.call("POST", "/v1/endpoints", { key, json: { ...endpoint, active: false } })
  await api.call("POST", `/v1/endpoints/${on.id}/test`, { key })
  await api.call("POST", "/v1/events", { key, json: { provider: "axiestudio", type: "user.created" } })
  expect((await api.call("GET", "/v1/stats", { key })).json).toEqual({
    endpoints: { total: 2, active: 1, inactive: 1 },
    events: 2,
    deliveries: { pending: 1, delivered: 1, answered: 0, failed: 0 },
    latencyMs: { p50: 12, p95: 12 },
  })
})

test("the default target rule of a relay that others reach: public addresses only", async () => {
  const strict = await startApi({ allowPrivateTargets: false })
  const refused = await Promise.all(
    [
      "http://localhost:3000",
      "https://127.0.0.1",
      "https://10.1.2.3/",
      "https://[::1]/",
      "https://[fd00::1]/",
    ].map(
      async (url) =>
        (
          await strict.call("POST", "/v1/endpoints", {
            json: { provider: "axiestudio", url, events: ["*"] },
          })
        ).json.detail,
    ),
  )
  await strict.close()
  expect(refused).toEqual([
    '"http://localhost:3000" is not a public address, and this relay delivers to no other.',
    '"https://127.0.0.1" is not a public address, and this relay delivers to no other.',
    '"https://10.1.2.3/" is not a public address, and this relay delivers to no other.',
    '"https://[::1]/" is not a public address, and this relay delivers to no other.',
    '"https://[fd00::1]/" is not a public address, and this relay delivers to no other.',
  ])
})
