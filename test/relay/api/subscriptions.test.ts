import { afterAll, beforeAll, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

async function subscribe(provider: string, events: unknown) {
  return await api.call("POST", "/v1/endpoints", {
    json: { provider, url: "https://example.com/hooks", events },
  })
}

test("* stands for every live event type, and neither the test event nor those coming soon", async () => {
  const axiestudio = await subscribe("axiestudio", ["*"])
  expect(axiestudio.json.events).toEqual([
    "user.created",
    "user.updated",
    "user.deleted",
    "role.changed",
    "enterprise.created",
    "enterprise.updated",
    "settings.updated",
  ])
  expect((await subscribe("axelered", ["*"])).json.events).toEqual(["process.completed"])
  expect((await subscribe("axcelerate", ["*"])).json.events).toHaveLength(38)
})

test("* stays as it is where any event type is taken", async () => {
  expect((await subscribe("standard-webhooks", ["*"])).json.events).toEqual(["*"])
})

test("an event type named twice is kept once", async () => {
  const { json } = await subscribe("axiestudio", ["user.created", "role.changed", "user.created"])
  expect(json.events).toEqual(["user.created", "role.changed"])
})

test("a pattern is kept as a pattern", async () => {
  expect((await subscribe("axiestudio", ["user.*"])).json.events).toEqual(["user.*"])
})

test("an endpoint has at least one event type", async () => {
  const { status, json } = await subscribe("axiestudio", [])
  expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
  expect(json.detail).toBe("Axie Studio: an endpoint has at least one event type, events is [].")
})

test("webhook.test cannot be subscribed to", async () => {
  const { status, json } = await subscribe("axiestudio", ["user.created", "webhook.test"])
  expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
  expect(json.detail).toBe('Axie Studio: "webhook.test" is sent by a test only.')
})

test("webhook.test cannot be subscribed to through a pattern either", async () => {
  const { json } = await subscribe("axiestudio", ["webhook.*"])
  expect(json).toMatchObject({
    code: "EVENT_UNKNOWN",
    detail: '"webhook.*" fits no event type of Axie Studio.',
  })
})

test("an event that is coming soon is taken with a warning", async () => {
  const { status, json } = await subscribe("axelered", ["document.ready"])
  expect(status).toBe(201)
  expect(json.warnings).toEqual(["document.ready is announced by Axelered as coming soon."])
})

test("an unknown event type is refused with the nearest names", async () => {
  const { status, json } = await subscribe("axiestudio", ["user.craeted"])
  expect([status, json.code]).toEqual([422, "EVENT_UNKNOWN"])
  expect(json.detail).toBe('"user.craeted" is not an event type of Axie Studio.')
  expect(json.hint).toContain("user.created")
})

test("an event of another provider is refused", async () => {
  const { json } = await subscribe("axiestudio", ["document.processed"])
  expect(json).toMatchObject({ code: "EVENT_UNKNOWN" })
})

test("aXcelerate takes any dotted name with a warning", async () => {
  const { status, json } = await subscribe("axcelerate", ["contact.contact_archived"])
  expect(status).toBe(201)
  expect(json.warnings).toEqual([
    "contact.contact_archived is not among the 38 known event types of aXcelerate.",
  ])
  expect((await subscribe("axcelerate", ["archived"])).json).toMatchObject({ code: "EVENT_UNKNOWN" })
})

test("Standard Webhooks takes any name without a word", async () => {
  const { status, json } = await subscribe("standard-webhooks", ["anything.at.all", "billing.*"])
  expect(status).toBe(201)
  expect(json).not.toHaveProperty("warnings")
})

test("an update is held to the same rules and warns the same way", async () => {
  const { json: endpoint } = await subscribe("axelered", ["process.completed"])
  const path = `/v1/endpoints/${endpoint.id}`
  const taken = await api.call("PATCH", path, { json: { events: ["document.ready"] } })
  const refused = await api.call("PATCH", path, { json: { events: ["nothing.such"] } })
  expect(taken.json.warnings).toEqual(["document.ready is announced by Axelered as coming soon."])
  expect(refused.json).toMatchObject({ code: "EVENT_UNKNOWN" })
})

test("an event type that no header could carry is refused", async () => {
  const { json } = await subscribe("standard-webhooks", ["a\r\nx-evil: 1"])
  expect(json.detail).toContain('events[0] is "a\\r\\nx-evil: 1", which is not an event type')
})
