import { afterAll, beforeAll, expect, test } from "vitest"
import { providers } from "../../../src/providers/catalogue.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { verify } from "../../../src/signing/verify.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

async function preview(fields: Record<string, unknown> = {}) {
  const json = { provider: "axiestudio", type: "user.created", ...fields }
  return await api.call("POST", "/v1/events/preview", { json })
}

test("a preview for an endpoint is the request that it would get, signed with its secret", async () => {
  const { id, secret, url } = await api.endpoint()
  const { status, json } = await preview({ endpoint: id, data: { email: "a@example.com" } })
  expect(status).toBe(200)
  expect(json).toMatchObject({ signedWith: "endpoint", request: { method: "POST", url } })
  expect(json.endpoints).toEqual([{ id, url }])
  const body = Buffer.from(json.request.bodyBase64, "base64")
  expect(JSON.parse(body.toString())).toMatchObject({
    event: "user.created",
    data: { email: "a@example.com" },
  })
  const { scheme } = findProvider("axiestudio")
  const verdict = await verify(scheme, {
    ...json.request,
    body,
    secrets: [secret],
    nowMs: api.clock.now(),
  })
  expect(verdict).toMatchObject({ verified: true })
})

test("without an endpoint it is signed with a secret made up for it", async () => {
  const { json } = await preview()
  expect(json).toMatchObject({
    signedWith: "example",
    request: { url: "https://example.com/webhooks" },
  })
  expect(json.request.headers.map(([name]: [string]) => name)).toContain("X-Webhook-Signature")
})

test("for an endpoint without a secret, or a provider that signs nothing, it says so", async () => {
  const { id } = await api.endpoint({ provider: "axcelerate", events: ["contact.created"] })
  const { json } = await preview({ provider: "axcelerate", type: "contact.created", endpoint: id })
  expect(json.signedWith).toBe("nothing")
})

test.each(providers)("the first event of $id can be seen before it is sent", async ({ id, events }) => {
  const { type } = events.find(({ status }) => status === "live")!
  expect((await preview({ provider: id, type })).status).toBe(200)
})

test("the exact bytes that are given stay as they are", async () => {
  const bodyBase64 = Buffer.from('{ "a": 1.0 }\n').toString("base64")
  expect((await preview({ bodyBase64 })).json.request.bodyBase64).toBe(bodyBase64)
})

test("who would get it are the active endpoints that are subscribed to it", async () => {
  const { key } = await api.anotherWorkspace()
  const make = async (fields: object) =>
    (
      await api.call("POST", "/v1/endpoints", {
        key,
        json: { provider: "axiestudio", url: "https://example.com/h", events: ["user.*"], ...fields },
      })
    ).json.id
  const gets = await make({})
  await make({ active: false })
  await make({ events: ["role.changed"] })
  const json = { provider: "axiestudio", type: "user.created" }
  const { json: previewed } = await api.call("POST", "/v1/events/preview", { key, json })
  expect(previewed.endpoints).toEqual([{ id: gets, url: "https://example.com/h" }])
})

test("nothing is stored or sent", async () => {
  const before = (await api.call("GET", "/v1/stats")).text
  await preview()
  expect((await api.call("GET", "/v1/stats")).text).toBe(before)
})

test.each([
  [{ type: "user.creatd" }, "EVENT_UNKNOWN"],
  [{ data: 7 }, "DATA_INVALID"],
  [{ data: {}, bodyBase64: "" }, "USAGE"],
  [{ bodyBase64: "no base64" }, "DATA_INVALID"],
  [{ provider: "nobody" }, "PROVIDER_UNKNOWN"],
])("what publishing would refuse is refused: %j", async (fields, code) => {
  expect((await preview(fields)).json.code).toBe(code)
})

test("an endpoint of another provider is refused", async () => {
  const { id } = await api.endpoint({ provider: "stripe", events: ["*"] })
  const { json } = await preview({ endpoint: id })
  expect(json).toMatchObject({ code: "RULE_REFUSED", hint: "It is an endpoint of stripe." })
})
