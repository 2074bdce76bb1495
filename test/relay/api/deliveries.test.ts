import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { DeliveryStatus } from "../../../src/domain/delivery.ts"
import { aDelivery, anInbox } from "../../support/store-rows.ts"
import { nextAttempt } from "./doubles.ts"
import { type Rig, startApi } from "./rig.ts"
import { recordHeld } from "../../support/record-held.ts"

let api: Rig
let workspace: string
let key: string
beforeAll(async () => {
  api = await startApi()
})
beforeEach(async () => {
  ;({ workspace, key } = await api.anotherWorkspace())
  api.dispatcher.answer = { status: 200 }
})
afterAll(() => api.close())

const call: Rig["call"] = (method, path, options) => api.call(method, path, { key, ...options })
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

async function endpoint(fields: Record<string, unknown> = {}): Promise<string> {
  const json = { provider: "axiestudio", url: "https://example.com/h", events: ["*"], ...fields }
  return (await call("POST", "/v1/endpoints", { json })).json.id
}

/** Publishes one event and returns its only delivery's id. */
async function publish(type = "user.created", fields: Record<string, unknown> = {}): Promise<string> {
  const json = { provider: "axiestudio", type, ...fields }
  return (await call("POST", "/v1/events", { json })).json.deliveries[0].id
}

/** A live delivery at an inbox of its own. */
async function live(body = Buffer.from("live")) {
  const inbox = anInbox({ workspace, name: newId("in").slice(3) })
  await api.store.insertInbox(inbox)
  const delivery = aDelivery({ workspace, origin: { kind: "inbox", inbox: inbox.id }, body })
  await api.store.insertDelivery(delivery)
  return { inbox, id: delivery.id }
}

async function end(delivery: string, status: DeliveryStatus) {
  const attempt = await nextAttempt(api.store, delivery, status === "delivered" ? 200 : 500)
  await recordHeld(api.store, attempt, { status, nextAttemptAt: null })
}

test("deliveries are listed newest first, page by page", async () => {
  await endpoint()
  const made = [await publish(), await publish(), await publish()]
  const first = (await call("GET", "/v1/deliveries?limit=2")).json
  const second = (await call("GET", `/v1/deliveries?limit=2&after=${first.next}`)).json
  expect([...ids(first.items), ...ids(second.items)]).toEqual(made.toReversed())
  expect([first.total, second.next]).toEqual([3, null])
})

test("deliveries can be narrowed to an endpoint, a type, a state and a time", async () => {
  const target = await endpoint({ events: ["user.created", "role.changed"] })
  const created = await publish("user.created")
  const changed = await publish("role.changed")
  const { inbox, id: received } = await live()
  await end(changed, "failed")
  const listed = async (query: string) => ids((await call("GET", `/v1/deliveries?${query}`)).json.items)

  expect(await listed(`endpoint=${target}`)).toEqual([changed, created])
  expect(await listed(`endpoint=${target.slice(0, -2)}&event=user.created`)).toEqual([created])
  expect(await listed("status=failed")).toEqual([changed])
  expect(await listed(`inbox=${inbox.name}`)).toEqual([received])
  expect(await listed(`inbox=${inbox.id}`)).toEqual([received])
  expect(await listed(`endpoint=${target}&since=2026-01-15T03:03:04.567%2B01:00`)).toEqual([changed, created])
  expect(await listed(`endpoint=${target}&since=2026-01-15T02:03:04.568Z`)).toEqual([])
})

test("an endpoint or inbox that does not exist is 404, not an empty list", async () => {
  expect((await call("GET", "/v1/deliveries?endpoint=ep_nothing")).json).toMatchObject({ code: "NOT_FOUND" })
  expect((await call("GET", "/v1/deliveries?inbox=nothing")).json).toMatchObject({ code: "NOT_FOUND" })
})

test("a delivery shows the request as sent last, its exact bytes and every attempt", async () => {
  await endpoint()
  const id = await publish("user.created", { bodyBase64: "AP/+" })
  await end(id, "pending")
  await end(id, "delivered")
  const { status, json } = await call("GET", `/v1/deliveries/${id.slice(0, -1)}`)
  expect(status).toBe(200)
  expect(json).toMatchObject({ id, status: "delivered", responseStatus: 200, attempts: 2 })
  expect(json.request).toEqual({
    method: "POST",
    url: "https://example.com/hooks",
    headers: [["X-Webhook-Signature", "sha256=attempt-2"]],
    bodyBase64: "AP/+",
    bodyBytes: 3,
  })
  expect(json.attemptLog).toMatchObject([
    { attempt: 1, outcome: "responded", status: 500, at: "2026-01-15T02:03:05.000Z" },
    { attempt: 2, outcome: "responded", status: 200, elapsedMs: 12 },
  ])
  expect(json.attemptLog[0].response).toEqual({
    headers: [["Content-Type", "text/plain"]],
    bodyBase64: Buffer.from("thanks").toString("base64"),
  })
})

test("a delivery that was not tried yet shows where it will go", async () => {
  await endpoint({ url: "https://example.com/later?a&a=1" })
  const { json } = await call("GET", `/v1/deliveries/${await publish()}`)
  expect(json.request).toMatchObject({
    url: "https://example.com/later?a&a=1",
    headers: [["Content-Type", "application/json"]],
  })
  expect(json.attemptLog).toEqual([])
})

test("a live delivery shows its headers as they came and the address it came to", async () => {
  const { inbox, id } = await live()
  const { json } = await call("GET", `/v1/deliveries/${id}`)
  expect(json).toMatchObject({ inbox: inbox.id })
  expect(json.request).toMatchObject({
    url: `https://relay.example/in/${inbox.token}/hooks?a&a=1&b=%2F`,
    headers: [
      ["Host", "relay.example"],
      ["X-Twice", "1"],
      ["x-TWICE", "2"],
    ],
  })
})

test("of a large body the first MiB is shown, with its whole size", async () => {
  await endpoint()
  const body = Buffer.alloc(1024 * 1024 + 100_000, "0123456789")
  const id = await publish("user.created", { bodyBase64: body.toString("base64") })
  const { request } = (await call("GET", `/v1/deliveries/${id}`)).json
  expect(request.bodyBytes).toBe(body.length)
  expect(Buffer.from(request.bodyBase64, "base64").equals(body.subarray(0, 1024 * 1024))).toBe(true)
})

test("a replay to an endpoint is one more attempt of the same delivery", async () => {
  await endpoint()
  const id = await publish()
  await end(id, "failed")
  const { status, json } = await call("POST", `/v1/deliveries/${id}/replay`)
  expect(status).toBe(200)
  expect(json).toMatchObject({
    delivery: { id, status: "delivered", attempts: 2, replayOf: null },
    attempt: { attempt: 2, status: 200 },
  })
})

test("a replay that fails says so", async () => {
  await endpoint()
  const id = await publish()
  await end(id, "failed")
  api.dispatcher.answer = { status: 503 }
  const { json } = await call("POST", `/v1/deliveries/${id}/replay`)
  expect(json).toMatchObject({ delivery: { status: "failed" }, attempt: { status: 503 } })
})

test("a replay while the relay stops has no attempt", async () => {
  await endpoint()
  api.dispatcher.answer = "stopped"
  expect((await call("POST", `/v1/deliveries/${await publish()}/replay`)).json.attempt).toBeNull()
})

test("a replay to an endpoint that is switched off is refused", async () => {
  const target = await endpoint()
  const id = await publish()
  await call("PATCH", `/v1/endpoints/${target}`, { json: { active: false } })
  const { status, json } = await call("POST", `/v1/deliveries/${id}/replay`)
  expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
  expect(json.detail).toBe(`${target} is switched off and gets nothing.`)
  expect(json.hint).toBe(`Run \`whk enable ${target}\` first.`)
})

test("a replay to an endpoint that was deleted is refused", async () => {
  const target = await endpoint()
  const id = await publish()
  await call("DELETE", `/v1/endpoints/${target}`)
  const { json } = await call("POST", `/v1/deliveries/${id}/replay`)
  expect(json).toMatchObject({ code: "RULE_REFUSED", detail: `The endpoint of ${id} was deleted.` })
})

test("a live delivery is replayed to whoever listens", async () => {
  const { inbox, id } = await live()
  api.listeners.listening.add(inbox.id)
  const { json } = await call("POST", `/v1/deliveries/${id}/replay`)
  expect(json).toMatchObject({ delivery: { status: "delivered" }, attempt: { status: 200 } })
})

test("without a listener a replayed live delivery has no attempt yet", async () => {
  const { id } = await live()
  const { json } = await call("POST", `/v1/deliveries/${id}/replay`)
  expect(json).toMatchObject({ delivery: { id, status: "pending" }, attempt: null })
})
