import { expect, test } from "vitest"
import { aFanOut, anAttempt, anEvent } from "../../support/store-rows.ts"
import type { Rig } from "../api/rig.ts"
import { startDialects } from "./rig.ts"
import { recordHeld } from "../../support/record-held.ts"

const FOLDER = "/api/v1/webhooks"
const WEBHOOK = {
  url: "https://example.com/hooks",
  events: ["document.processed", "chat.conversation.started"],
  secret: "ainex_demo_secret",
  active: true,
}

async function create(rig: Rig, fields: object = {}): Promise<string> {
  const { status, json } = await rig.call("POST", FOLDER, { json: { ...WEBHOOK, ...fields } })
  expect(status).toBe(200)
  return json.data.id
}

/** Deliveries of one event each: as many delivered, failed and pending as told. */
async function fill(rig: Rig, endpoint: string, counts: readonly [number, number, number]): Promise<void> {
  const statuses = (["delivered", "failed", "pending"] as const).flatMap((status, index) =>
    Array.from({ length: counts[index]! }, () => status),
  )
  for (const status of statuses) {
    const event = anEvent({ workspace: rig.workspace, provider: "ainexlayer", type: "document.processed" })
    const delivery = aFanOut(event, endpoint, {
      createdAt: rig.clock.now(),
      nextAttemptAt: rig.clock.now() + 2000,
    })
    await rig.store.publish(event, [delivery])
    if (status === "pending") continue
    const attempt = anAttempt(delivery.id, { status: status === "delivered" ? 200 : 500 })
    await recordHeld(rig.store, attempt, { status, nextAttemptAt: null })
  }
}

test("create answers with the webhook and, this once, its secret", async () => {
  const rig = await startDialects()
  const { status, json } = await rig.call("POST", FOLDER, { json: { ...WEBHOOK, workspaceId: "ws_1" } })
  expect(status).toBe(200)
  expect(json).toEqual({
    success: true,
    data: {
      id: expect.stringMatching(/^ep_/),
      name: null,
      description: null,
      url: WEBHOOK.url,
      events: WEBHOOK.events,
      active: true,
      createdAt: "2026-01-15T02:03:04Z",
      updatedAt: "2026-01-15T02:03:04Z",
      secret: WEBHOOK.secret,
    },
    message: "Webhook created",
  })
  const read = await rig.call("GET", `${FOLDER}/${json.data.id}`)
  expect(read.json.data).not.toHaveProperty("secret")
})

test("a webhook without a secret gets one", async () => {
  const rig = await startDialects()
  const { url, events } = WEBHOOK
  const { json } = await rig.call("POST", FOLDER, { json: { url, events } })
  expect(json.data.secret.length).toBeGreaterThanOrEqual(16)
  expect(json.data.active).toBe(true)
})

test("lists are read by page and limit, other providers' endpoints left out", async () => {
  const rig = await startDialects()
  await rig.endpoint()
  const ids = [await create(rig), await create(rig), await create(rig)]
  const first = await rig.call("GET", `${FOLDER}?page=1&limit=2`)
  expect(first.json).toMatchObject({
    success: true,
    pagination: { page: 1, limit: 2, total: 3, totalPages: 2 },
  })
  const second = await rig.call("GET", `${FOLDER}?page=2&limit=2`)
  const found = [...first.json.data, ...second.json.data].map(({ id }) => id)
  expect(found).toEqual(ids.toReversed())
  const beyond = await rig.call("GET", `${FOLDER}?page=9`)
  expect(beyond.json).toEqual({
    success: true,
    data: [],
    pagination: { page: 9, limit: 20, total: 3, totalPages: 1 },
  })
})

test("a list can be held to active or inactive webhooks", async () => {
  const rig = await startDialects()
  const on = await create(rig)
  const off = await create(rig, { active: false })
  const active = await rig.call("GET", `${FOLDER}?active=true`)
  const inactive = await rig.call("GET", `${FOLDER}?active=false`)
  expect(active.json.data.map(({ id }: { id: string }) => id)).toEqual([on])
  expect(inactive.json.data.map(({ id }: { id: string }) => id)).toEqual([off])
})

test("an update changes only what it names", async () => {
  const rig = await startDialects()
  const id = await create(rig, { name: "Index" })
  const change = { active: false, secret: "another_secret_0123", name: null }
  const { status, json } = await rig.call("PUT", `${FOLDER}/${id}`, { json: change })
  expect(status).toBe(200)
  expect(json.data).toMatchObject({ id, url: WEBHOOK.url, events: WEBHOOK.events, active: false, name: null })
  expect(json.data).not.toHaveProperty("secret")
  expect(await rig.store.getEndpoint(rig.workspace, id)).toMatchObject({
    secret: "another_secret_0123",
    previousSecret: null,
  })
})

test("a webhook that is deleted is gone", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  expect((await rig.call("DELETE", `${FOLDER}/${id}`)).json).toEqual({
    success: true,
    data: { id },
    message: "Webhook deleted",
  })
  expect((await rig.call("GET", `${FOLDER}/${id}`)).json).toEqual({
    success: false,
    error: { code: "NOT_FOUND", message: `"${id}" is not an endpoint here.`, details: {} },
  })
})

test("a test sends the first event type's sample and answers with the outcome", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  rig.dispatcher.answer = { status: 500 }
  const { status, json } = await rig.call("POST", `${FOLDER}/${id}/test`, { json: {} })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    success: true,
    data: { event: "document.uploaded", status: "failed", responseStatus: 500, attempts: 1 },
    message: "Test event sent: failed (500)",
  })
})

test("the delivery log is read by page, limit and status", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  await fill(rig, await create(rig), [1, 1, 1])
  await fill(rig, id, [3, 2, 1])
  const all = await rig.call("GET", `${FOLDER}/${id}/deliveries`)
  expect(all.json.pagination).toEqual({ page: 1, limit: 20, total: 6, totalPages: 1 })
  const third = await rig.call("GET", `${FOLDER}/${id}/deliveries?page=2&limit=2&status=success`)
  expect(third.json.pagination).toEqual({ page: 2, limit: 2, total: 3, totalPages: 2 })
  expect(third.json.data).toMatchObject([
    { webhookId: id, event: "document.processed", status: "success", responseStatus: 200, attempts: 1 },
  ])
  const failed = await rig.call("GET", `${FOLDER}/${id}/deliveries?status=failed`)
  expect(failed.json.data.map(({ status }: { status: string }) => status)).toEqual(["failed", "failed"])
  const pending = await rig.call("GET", `${FOLDER}/${id}/deliveries?status=pending`)
  expect(pending.json.data).toMatchObject([
    { status: "pending", attempts: 0, responseStatus: null, nextAttemptAt: "2026-01-15T02:03:06Z" },
  ])
})

test("no key is 401 in the platform's own form", async () => {
  const rig = await startDialects()
  const { status, json } = await rig.call("GET", FOLDER, { key: null })
  expect(status).toBe(401)
  expect(json).toEqual({
    success: false,
    error: { code: "UNAUTHORIZED", message: "The request carries no API key.", details: {} },
  })
})

test("another workspace's and another provider's webhooks are not found", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  const { key } = await rig.anotherWorkspace()
  const { id: foreign } = await rig.endpoint()
  expect((await rig.call("GET", `${FOLDER}/${id}`, { key })).status).toBe(404)
  expect((await rig.call("PUT", `${FOLDER}/${foreign}`, { json: { active: false } })).status).toBe(404)
  expect((await rig.call("GET", `${FOLDER}/${foreign}/deliveries`)).status).toBe(404)
})

test.each([
  ["without a URL", { url: undefined }, "url"],
  ["without an event", { events: [] }, "events"],
  ["for all events at once", { events: ["*"] }, "events.0"],
  ["for Axie Studio's event", { events: ["role.changed"] }, "events"],
  ["with a word for active", { active: "yes" }, "active"],
  ["for a URL that is none", { url: "ftp://example.com" }, "url"],
])("a webhook %s is refused by the field's name", async (_, change, field) => {
  const rig = await startDialects()
  const { status, json } = await rig.call("POST", FOLDER, { json: { ...WEBHOOK, ...change } })
  expect(status).toBe(400)
  expect(json).toEqual({
    success: false,
    error: {
      code: "VALIDATION_ERROR",
      message: expect.any(String),
      details: { field, reason: expect.any(String) },
    },
  })
})

test("a URL that is not https is refused with the platform's rule", async () => {
  const rig = await startDialects()
  const json = { ...WEBHOOK, url: "http://example.com/hooks" }
  const answer = await rig.call("POST", FOLDER, { json })
  expect(answer.status).toBe(400)
  expect(answer.json.error.message).toContain("use HTTPS for webhook endpoints")
})

test.each(["page=0", "limit=0", "limit=101", "active=maybe"])("a list with %s is refused", async (query) => {
  const rig = await startDialects()
  const { status, json } = await rig.call("GET", `${FOLDER}?${query}`)
  expect(status).toBe(400)
  expect(json.error.details.field).toBe(query.split("=")[0])
})

test("a log with a status word of the relay's own is refused", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  const { status, json } = await rig.call("GET", `${FOLDER}/${id}/deliveries?status=delivered`)
  expect(status).toBe(400)
  expect(json.error.details.field).toBe("status")
})
