import { afterAll, beforeAll, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

async function rotate(id: string, json: unknown = {}) {
  return await api.call("POST", `/v1/endpoints/${id}/rotate`, { json })
}

const stored = (id: string) => api.store.getEndpoint(api.workspace, id)
const standard = () => api.endpoint({ provider: "standard-webhooks", events: ["*"] })

test("rotate shows the new secret once and the old one is dead at once", async () => {
  const { id, secret: old } = await api.endpoint()
  const { status, json } = await rotate(id)
  expect(status).toBe(200)
  expect(json).toMatchObject({ id, secret: expect.stringMatching(/^[0-9a-f]{64}$/), secrets: 1 })
  expect(json.secret).not.toBe(old)
  expect(await stored(id)).toMatchObject({ secret: json.secret, previousSecret: null })
  expect((await api.call("GET", `/v1/endpoints/${id}`)).text).not.toContain(json.secret)
})

test("rotate needs no body", async () => {
  const { id } = await api.endpoint()
  expect((await api.call("POST", `/v1/endpoints/${id}/rotate`)).status).toBe(200)
})

test("a secret that is given is held to the provider's rule", async () => {
  const { id } = await api.endpoint()
  expect((await rotate(id, { secret: "too-short" })).json).toMatchObject({ code: "RULE_REFUSED" })
  expect((await rotate(id, { secret: "y".repeat(32) })).json).toMatchObject({ secret: "y".repeat(32) })
})

test("the secret in use is no new secret", async () => {
  const { id, secret } = await api.endpoint()
  const { status, json, text } = await rotate(id, { secret })
  expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
  expect(json.detail).toBe("The new secret is the one that is in use.")
  expect(text).not.toContain(secret)
})

test("where the scheme carries two signatures the old secret stays valid for a day", async () => {
  const { id, secret: old } = await standard()
  const { json } = await rotate(id)
  expect(json.secrets).toBe(2)
  expect((await stored(id))?.previousSecret).toEqual({ secret: old, until: api.clock.now() + 86_400_000 })
  api.clock.advance(86_400_000)
  expect((await api.call("GET", `/v1/endpoints/${id}`)).json.secrets).toBe(1)
})

test("the overlap can be chosen", async () => {
  const { id, secret: old } = await standard()
  await rotate(id, { overlapSeconds: 90 })
  expect((await stored(id))?.previousSecret).toEqual({ secret: old, until: api.clock.now() + 90_000 })
})

test("an overlap of 0 ends the old secret at once", async () => {
  const { id } = await standard()
  expect((await rotate(id, { overlapSeconds: 0 })).json.secrets).toBe(1)
  expect((await stored(id))?.previousSecret).toBeNull()
})

test.each(["axiestudio", "axelered", "axcelerate", "accelex", "ainexlayer", "github"])(
  "%s has no overlap to offer",
  async (provider) => {
    const { json: created } = await api.call("POST", "/v1/endpoints", {
      json: { provider, url: "https://example.com/hooks", events: ["*"] },
    })
    const { status, json } = await rotate(created.id, { overlapSeconds: 3600 })
    expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
    expect(json.detail).toMatch(/: the old secret dies at once, it cannot stay valid for 3600 seconds\.$/)
    expect((await stored(created.id))?.secret).toBe(created.secret)
  },
)

test("an endpoint without a key gets one by rotation, and nothing overlaps", async () => {
  const { id } = await api.endpoint({ provider: "axcelerate", events: ["*"] })
  const { json } = await rotate(id)
  expect(json).toMatchObject({ secret: expect.any(String), secrets: 1 })
})
