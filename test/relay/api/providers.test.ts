import { afterAll, beforeAll, expect, test } from "vitest"
import { providers } from "../../../src/providers/catalogue.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

test("every provider is listed, in the order of precedence, with what a form has to know of it", async () => {
  const { json } = await api.call("GET", "/v1/providers")
  expect(json.total).toBe(providers.length)
  expect(json.items.map(({ id }: { id: string }) => id)).toEqual(providers.map(({ id }) => id))
  expect(json.items[0]).toEqual({
    id: "axiestudio",
    name: "Axie Studio",
    scheme: "axiestudio",
    managed: "dashboard",
    schedule: "5 at 0s, 2s, 6s, 14s, 30s",
    success: "exactly 200",
    timeoutSeconds: 30,
  })
})

test("a provider is shown with its event types, each with an example of its data", async () => {
  const { json } = await api.call("GET", "/v1/providers/axiestudio")
  expect(json.events.map(({ type }: { type: string }) => type)).toContain("user.created")
  expect(json.events.find(({ type }: { type: string }) => type === "user.created")).toMatchObject({
    title: expect.stringMatching(/\w/),
    status: "live",
    sample: { email: expect.stringContaining("@") },
  })
})

test("the rules of a provider are sentences", async () => {
  const { json } = await api.call("GET", "/v1/providers/axiestudio")
  expect([...json.rules, json.secretRule]).toMatchInlineSnapshot(`
    [
      "Axie Studio: the webhook URL must start with https://.",
      "An endpoint has at least one event type; "*" stands for all that are live.",
      "Event types that Axie Studio does not list are refused.",
      "A secret has at least 32 characters.",
      "The secret cannot be edited after the endpoint was made, only rotated.",
      "After a rotation the old secret stops at once.",
      "An endpoint can be switched off.",
      "A delivery is accepted with exactly 200 within 30s.",
      "A secret has at least 32 characters.",
    ]
  `)
})

test.each(providers)("the rules of $id read as sentences", async ({ id }) => {
  const { status, json } = await api.call("GET", `/v1/providers/${id}`)
  expect(status).toBe(200)
  for (const rule of json.rules) expect(rule).toMatch(/^[\p{L}"][^\n]*[^.\s]\.$/u)
})

test("what a provider lets an endpoint be is told apart", async () => {
  const of = async (id: string) => (await api.call("GET", `/v1/providers/${id}`)).json
  expect(await of("axelered")).toMatchObject({ canBeInactive: false, canOverlap: false })
  expect(await of("stripe")).toMatchObject({ canBeInactive: true, canOverlap: true })
  expect(await of("github")).toMatchObject({ secretRule: null })
})

test("a provider that there is not is not found", async () => {
  const { status, json } = await api.call("GET", "/v1/providers/nobody")
  expect([status, json.code, json.detail]).toEqual([404, "NOT_FOUND", '"nobody" is not a provider.'])
})
