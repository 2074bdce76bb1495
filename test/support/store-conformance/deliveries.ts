import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { DeliveryFilter, NewDelivery, Settlement, Store } from "../../../src/store/port.ts"
import { aDelivery, aFanOut, anAttempt, anEndpoint, anEvent, anInbox, aKey, NOON } from "../store-rows.ts"
import { recordHeld } from "../record-held.ts"

const DELIVERED: Settlement = { status: "delivered", nextAttemptAt: null }
const RETRY: Settlement = { status: "pending", nextAttemptAt: NOON + 60_000 }
const GIVEN_UP: Settlement = { status: "failed", nextAttemptAt: null }

/** Deliveries, their attempts, and what is told about them. */
export function specifyDeliveries(store: () => Store): void {
  async function insert(changes: Partial<NewDelivery> = {}): Promise<NewDelivery> {
    const delivery = aDelivery(changes)
    await store().insertDelivery(delivery)
    return delivery
  }

  test("a delivery comes back as it was written, pending, header for header", async () => {
    const { body, ...written } = await insert({ replayOf: "dlv_first", provider: null, eventType: null })
    expect(body).not.toBeNull()
    expect(await store().getDelivery(written.workspace, written.id)).toEqual({
      ...written,
      status: "pending",
      attempts: 0,
      responseStatus: null,
      elapsedMs: null,
      leaseUntil: null,
      epoch: 0,
      retries: null,
      duplicates: 0,
      endedAt: null,
    })
  })

  test("a delivery of another workspace is not found, nor listed", async () => {
    const delivery = await insert({ workspace: "ws_their_deliveries" })
    expect(await store().getDelivery("ws_ours", delivery.id)).toBeNull()
    expect(await store().listDeliveries("ws_ours", {}, { limit: 10 })).toMatchObject({ items: [], total: 0 })
  })

  test("the same delivery twice is refused as existing and changes nothing", async () => {
    const delivery = await insert()
    await expect(store().insertDelivery({ ...delivery, eventType: "other" })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    })
    expect(await store().deliveryById(delivery.id)).toMatchObject({ eventType: "user.created" })
  })

  test("an event and its deliveries come back as published", async () => {
    const event = anEvent()
    const delivery = aFanOut(event, "ep_any")
    await store().publish(event, [delivery])
    expect(await store().getEvent(event.workspace, event.id)).toEqual(event)
    expect(await store().deliveryById(delivery.id)).toMatchObject({
      origin: { kind: "endpoint", endpoint: "ep_any", event: event.id },
      status: "pending",
    })
  })

  test("several deliveries are found by their ids at once, without those that are gone", async () => {
    const [one, other] = [aDelivery(), aDelivery({ workspace: "ws_other" })]
    await Promise.all([store().insertDelivery(one), store().insertDelivery(other)])
    const found = await store().deliveriesById([other.id, "dlv_none", one.id])
    const each = await Promise.all([one, other].map(({ id }) => store().deliveryById(id)))
    expect(found.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(each)
    expect(await store().deliveriesById([])).toEqual([])
  })

  test("the time of the newest delivery is known for each endpoint of the workspace", async () => {
    const event = anEvent({ workspace: "ws_newest" })
    await store().publish(event, [
      aFanOut(event, "ep_busy", { createdAt: NOON }),
      aFanOut(event, "ep_busy", { createdAt: NOON + 1 }),
      aFanOut(event, "ep_quiet", { createdAt: NOON + 2 }),
    ])
    const endpoints = ["ep_never", "ep_busy", "ep_quiet"]
    expect(await store().lastDeliveryTimes("ws_newest", endpoints)).toEqual([null, NOON + 1, NOON + 2])
    expect(await store().lastDeliveryTimes("ws_other", endpoints)).toEqual([null, null, null])
  })

  test("an event with a delivery that exists already is not stored either", async () => {
    const event = anEvent()
    const delivery = aFanOut(event, "ep_any")
    await expect(store().publish(event, [delivery, delivery])).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    })
    expect(await store().getEvent(event.workspace, event.id)).toBeNull()
    expect(await store().deliveryById(delivery.id)).toBeNull()
  })

  test("two workspaces can publish an event with the same id and see each their own", async () => {
    const ours = anEvent({ workspace: "ws_ours", type: "ours" })
    const theirs = anEvent({ workspace: "ws_theirs", type: "theirs", id: ours.id })
    await store().publish(ours, [])
    await store().publish(theirs, [])
    expect(await store().getEvent("ws_ours", ours.id)).toEqual(ours)
    expect(await store().getEvent("ws_theirs", ours.id)).toEqual(theirs)
    expect(await store().getEvent("ws_nobody", ours.id)).toBeNull()
  })

  test("deliveries are listed newest first, page by page, with the total on each", async () => {
    const workspace = "ws_delivery_pages"
    const ids = [await insert({ workspace }), await insert({ workspace }), await insert({ workspace })]
      .map(({ id }) => id)
      .toReversed()
    const first = await store().listDeliveries(workspace, {}, { limit: 2 })
    expect(first).toMatchObject({ items: [{ id: ids[0] }, { id: ids[1] }], next: ids[1], total: 3 })
    const rest = await store().listDeliveries(workspace, {}, { limit: 2, after: ids[1]! })
    expect(rest).toMatchObject({ items: [{ id: ids[2] }], next: null, total: 3 })
  })

  test.each<[string, DeliveryFilter, readonly string[]]>([
    ["an inbox", { inbox: "in_filter" }, ["live"]],
    ["an endpoint", { endpoint: "ep_filter" }, ["fan-out"]],
    ["an event", { event: "evt_filter" }, ["fan-out"]],
    ["an event type", { eventType: "live" }, ["live"]],
    ["a status", { status: "pending" }, ["fan-out", "live"]],
    ["another status", { status: "delivered" }, []],
    ["a time", { since: NOON + 1 }, ["fan-out"]],
    ["several at once", { status: "pending", inbox: "in_filter", since: NOON }, ["live"]],
    ["what does not go together", { endpoint: "ep_filter", inbox: "in_filter" }, []],
  ])("deliveries can be filtered by %s", async (what, filter, types) => {
    const workspace = `ws_filter_${what}`
    await insert({ workspace, origin: { kind: "inbox", inbox: "in_filter" }, eventType: "live" })
    const event = anEvent({ workspace, id: "evt_filter", type: "fan-out" })
    await store().publish(event, [aFanOut(event, "ep_filter", { createdAt: NOON + 1 })])
    const page = await store().listDeliveries(workspace, filter, { limit: 10 })
    expect(page.items.map(({ eventType }) => eventType)).toEqual(types)
    expect(page.total).toBe(types.length)
  })

  test("an attempt is written down with what was sent and answered, and settles its delivery", async () => {
    const { id } = await insert()
    const attempt = anAttempt(id, {
      requestHeaders: [["webhook-signature", "v1,abc"]],
      responseHeaders: [
        ["X-Odd", "caf\u{e9}\u{ff}"],
        ["x-odd", "twice"],
      ],
      responseBody: new Uint8Array([0, 255, 10]),
    })
    expect(await recordHeld(store(), attempt, DELIVERED)).toBe(true)
    expect(await store().listAttempts(id)).toEqual([attempt])
    expect(await store().deliveryById(id)).toMatchObject({
      status: "delivered",
      nextAttemptAt: null,
      attempts: 1,
      responseStatus: 200,
      elapsedMs: 12.5,
    })
  })

  test("a failed attempt leaves its delivery pending for the next one, until it is given up", async () => {
    const { id } = await insert()
    await recordHeld(store(), anAttempt(id, { outcome: "refused", status: null, detail: "nobody" }), RETRY)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "pending",
      nextAttemptAt: NOON + 60_000,
      attempts: 1,
      responseStatus: null,
    })
    await recordHeld(store(), anAttempt(id, { number: 2, status: 500 }), GIVEN_UP)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "failed",
      attempts: 2,
      responseStatus: 500,
    })
    expect((await store().listAttempts(id)).map(({ number }) => number)).toEqual([1, 2])
  })

  test("the same attempt number twice is written once and settles once", async () => {
    const { id } = await insert()
    const first = anAttempt(id)
    await recordHeld(store(), first, DELIVERED)
    expect(await recordHeld(store(), anAttempt(id, { status: 500 }), GIVEN_UP)).toBe(true)
    expect(await store().listAttempts(id)).toEqual([first])
    expect(await store().deliveryById(id)).toMatchObject({ status: "delivered", responseStatus: 200 })
  })

  test("a delivered delivery stays delivered whatever a later attempt says", async () => {
    const { id } = await insert()
    await recordHeld(store(), anAttempt(id), DELIVERED)
    await recordHeld(store(), anAttempt(id, { number: 2, status: 503 }), RETRY)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "delivered",
      nextAttemptAt: null,
      attempts: 2,
      responseStatus: 200,
    })
    expect(await store().listAttempts(id)).toHaveLength(2)
  })

  test("an attempt of a delivery that is gone is not written down", async () => {
    const gone = newId("dlv")
    expect(await recordHeld(store(), anAttempt(gone), DELIVERED)).toBe(false)
    expect(await store().listAttempts(gone)).toEqual([])
  })

  test("ids of any kind are found by their beginning, in this workspace only", async () => {
    const workspace = "ws_ids"
    const endpoint = anEndpoint({ workspace, id: "ep_same" })
    const rows = [endpoint.id, "in_same", "key_same", "evt_same", "dlv_same"]
    await store().insertEndpoint(endpoint)
    await store().insertInbox(anInbox({ workspace, id: "in_same" }))
    await store().insertKey(aKey({ workspace, id: "key_same" }))
    const event = anEvent({ workspace, id: "evt_same" })
    await store().publish(event, [aFanOut(event, endpoint.id, { id: "dlv_same" })])
    await insert({ workspace: "ws_other_ids", id: "dlv_same_but_theirs" })
    expect((await store().idsWithPrefix(workspace, "", 10)).toSorted()).toEqual(rows.toSorted())
    expect(await store().idsWithPrefix(workspace, "dlv_s", 10)).toEqual(["dlv_same"])
    expect(await store().idsWithPrefix(workspace, "dlv_x", 10)).toEqual([])
    expect(await store().idsWithPrefix(workspace, "", 2)).toHaveLength(2)
  })

  test("statistics count one workspace and take latencies of answered attempts", async () => {
    const workspace = "ws_stats"
    const empty = await store().stats(workspace)
    expect(empty).toEqual({
      endpoints: { total: 0, active: 0, inactive: 0 },
      events: 0,
      deliveries: { pending: 0, delivered: 0, answered: 0, failed: 0 },
      latencyMs: { p50: null, p95: null },
    })
    await store().insertEndpoint(anEndpoint({ workspace }))
    await store().insertEndpoint(anEndpoint({ workspace, active: false }))
    await store().publish(anEvent({ workspace }), [])
    const [a, b, c] = [await insert({ workspace }), await insert({ workspace }), await insert({ workspace })]
    await recordHeld(store(), anAttempt(a.id, { elapsedMs: 10 }), DELIVERED)
    await recordHeld(store(), anAttempt(b.id, { elapsedMs: 30, status: 404 }), {
      status: "answered",
      nextAttemptAt: null,
    })
    await recordHeld(store(), anAttempt(c.id, { elapsedMs: 20, status: 500 }), RETRY)
    await recordHeld(
      store(),
      anAttempt(c.id, { number: 2, outcome: "timeout", status: null, elapsedMs: 30_000 }),
      RETRY,
    )
    expect(await store().stats(workspace)).toEqual({
      endpoints: { total: 2, active: 1, inactive: 1 },
      events: 1,
      deliveries: { pending: 1, delivered: 1, answered: 1, failed: 0 },
      latencyMs: { p50: 20, p95: 30 },
    })
  })
}
