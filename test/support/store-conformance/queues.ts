import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { DueQuery, NewDelivery, Store } from "../../../src/store/port.ts"
import { aDelivery, aFanOut, anAttempt, anEndpoint, anEvent, NOON } from "../store-rows.ts"
import { recordHeld } from "../record-held.ts"

const ALL = 100

/** What is due, and when. */
export function specifyQueues(store: () => Store): void {
  async function insertDue(inbox: string, nextAttemptAt: number | null): Promise<string> {
    const delivery = aDelivery({ origin: { kind: "inbox", inbox }, nextAttemptAt })
    await store().insertDelivery(delivery)
    return delivery.id
  }

  async function dueIds(
    queue: DueQuery["queue"],
    now: number,
    limit: number,
    skip: readonly string[],
    more: Partial<DueQuery> = {},
  ): Promise<string[]> {
    const due = await store().dueDeliveries({ queue, now, limit, skip, ...more })
    return due.map(({ id }) => id)
  }

  const nextDueAt = (queue: DueQuery["queue"], skip: readonly string[]): Promise<number | null> =>
    store().nextDueAt({ queue, skip })

  /** One delivery for each endpoint, due at a time of its own that no other test has. */
  async function fanOut(endpoints: readonly string[], nextAttemptAt: number): Promise<NewDelivery[]> {
    const event = anEvent()
    const deliveries = endpoints.map((endpoint) => aFanOut(event, endpoint, { nextAttemptAt }))
    await store().publish(event, deliveries)
    return deliveries
  }

  test("an inbox's deliveries are due at their time, the longest due first, then in order of arrival", async () => {
    const inbox = newId("in")
    const late = await insertDue(inbox, NOON + 2)
    const early = await insertDue(inbox, NOON)
    const next = await insertDue(inbox, NOON)
    await insertDue(newId("in"), NOON)
    expect(await dueIds({ inbox }, NOON + 1, ALL, [])).toEqual([early, next])
    expect(await dueIds({ inbox }, NOON + 2, ALL, [])).toEqual([early, next, late])
    expect(await dueIds({ inbox }, NOON + 2, 1, [])).toEqual([early])
    expect(await dueIds({ inbox }, NOON - 1, ALL, [])).toEqual([])
  })

  test("what is under way can be skipped", async () => {
    const inbox = newId("in")
    const first = await insertDue(inbox, NOON)
    const second = await insertDue(inbox, NOON + 7)
    expect(await dueIds({ inbox }, NOON + 9, ALL, [first])).toEqual([second])
    expect(await nextDueAt({ inbox }, [first])).toBe(NOON + 7)
    expect(await nextDueAt({ inbox }, [first, second])).toBeNull()
  })

  test("a due delivery carries its head and origin", async () => {
    const inbox = newId("in")
    const delivery = aDelivery({ origin: { kind: "inbox", inbox } })
    await store().insertDelivery(delivery)
    expect(await store().dueDeliveries({ queue: { inbox }, now: NOON, limit: ALL })).toMatchObject([
      { id: delivery.id, origin: delivery.origin, request: delivery.request, status: "pending" },
    ])
  })

  test("a pending delivery without a time is counted, but due only once it is queued again", async () => {
    const inbox = newId("in")
    const id = await insertDue(inbox, null)
    expect(await dueIds({ inbox }, NOON, ALL, [])).toEqual([])
    expect(await nextDueAt({ inbox }, [])).toBeNull()
    expect(await store().countPending(inbox)).toBe(1)
    expect(await store().requeue(id, NOON)).toBe(true)
    expect(await dueIds({ inbox }, NOON, ALL, [])).toEqual([id])
  })

  test("what waits, is leased or has no time is counted in an inbox and in the whole store", async () => {
    const before = await store().countPending()
    const inbox = newId("in")
    await insertDue(inbox, NOON)
    await insertDue(inbox, null)
    const [leased, ended] = [await insertDue(inbox, NOON), await insertDue(inbox, NOON)]
    await store().claim([leased], NOON + 1)
    await recordHeld(store(), anAttempt(ended), { status: "delivered", nextAttemptAt: null })
    await fanOut([newId("ep"), newId("ep")], NOON)
    expect(await store().countPending(inbox)).toBe(3)
    expect((await store().countPending()) - before).toBe(5)
  })

  test("a settled delivery is not due until it is queued again by hand", async () => {
    const inbox = newId("in")
    const id = await insertDue(inbox, NOON)
    await recordHeld(store(), anAttempt(id), { status: "delivered", nextAttemptAt: null })
    expect(await dueIds({ inbox }, NOON, ALL, [])).toEqual([])
    expect(await store().countPending(inbox)).toBe(0)
    await store().requeue(id, NOON + 3)
    expect(await nextDueAt({ inbox }, [])).toBe(NOON + 3)
    expect(await store().deliveryById(id)).toMatchObject({ status: "pending", attempts: 1 })
  })

  test("what is due later in a queue can be moved, and nothing else is", async () => {
    const inbox = newId("in")
    const other = newId("in")
    const due = await insertDue(inbox, NOON)
    const later = await insertDue(inbox, NOON + 5000)
    const settled = await insertDue(inbox, NOON + 5000)
    await recordHeld(store(), anAttempt(settled), { status: "delivered", nextAttemptAt: null })
    const elsewhere = await insertDue(other, NOON + 5000)
    await store().shiftDue({ inbox }, NOON, -4000)
    expect(await dueIds({ inbox }, NOON, ALL, [])).toEqual([due])
    expect(await dueIds({ inbox }, NOON + 1000, ALL, [])).toEqual([due, later])
    expect(await dueIds({ inbox: other }, NOON + 4999, ALL, [])).toEqual([])
    expect(await dueIds({ inbox: other }, NOON + 5000, ALL, [])).toEqual([elsewhere])
  })

  test("a delivery that does not exist is not queued again", async () => {
    expect(await store().requeue(newId("dlv"), NOON)).toBe(false)
  })

  test("endpoints share one queue, apart from the inboxes", async () => {
    const at = NOON - 10_000
    await insertDue(newId("in"), at - 1)
    const [one, two] = await fanOut(["ep_queue_one", "ep_queue_two"], at)
    expect(await dueIds("endpoints", at, ALL, [])).toEqual([one!.id, two!.id])
    expect(await nextDueAt("endpoints", [])).toBe(at)
  })

  test("a whole endpoint can be skipped in the endpoints' queue", async () => {
    const at = NOON - 20_000
    const [, , three] = await fanOut(["ep_skip_one", "ep_skip_one", "ep_skip_two"], at)
    expect(await dueIds("endpoints", at, ALL, ["ep_skip_one"])).toEqual([three!.id])
    expect(await nextDueAt("endpoints", ["ep_skip_one", "ep_skip_two"])).not.toBe(at)
  })

  test("deliveries of a disabled endpoint wait until it is enabled", async () => {
    const at = NOON - 30_000
    const endpoint = anEndpoint({ active: false })
    await store().insertEndpoint(endpoint)
    const [delivery] = await fanOut([endpoint.id], at)
    expect(await dueIds("endpoints", at, ALL, [])).toEqual([])
    expect(await nextDueAt("endpoints", [])).not.toBe(at)
    await store().updateEndpoint({ ...endpoint, active: true })
    expect(await dueIds("endpoints", at, ALL, [])).toEqual([delivery!.id])
  })

  test("what arrived earlier than wanted waits on", async () => {
    const inbox = newId("in")
    const old = aDelivery({ origin: { kind: "inbox", inbox }, createdAt: NOON - 5 })
    await store().insertDelivery(old)
    const recent = await insertDue(inbox, NOON)
    expect(await dueIds({ inbox }, NOON, ALL, [], { since: NOON - 4 })).toEqual([recent])
    expect(await dueIds({ inbox }, NOON, ALL, [])).toHaveLength(2)
  })

  test("in order, only the oldest is due, and nothing while that waits for its time or is in flight", async () => {
    const inbox = newId("in")
    const first = await insertDue(inbox, NOON)
    const second = await insertDue(inbox, NOON)
    const inOrder = { inOrder: true }
    expect(await dueIds({ inbox }, NOON, ALL, [], inOrder)).toEqual([first])
    const [held] = await store().claim([first], NOON + 9)
    expect(await dueIds({ inbox }, NOON, ALL, [], inOrder)).toEqual([])
    const retry = { status: "pending", nextAttemptAt: NOON + 5 } as const
    await store().recordAttempt(anAttempt(first, { status: 500 }), retry, held!.epoch)
    expect(await dueIds({ inbox }, NOON, ALL, [], inOrder)).toEqual([])
    expect(await store().nextDueAt({ queue: { inbox }, inOrder: true })).toBe(NOON + 5)
    await recordHeld(store(), anAttempt(first, { number: 2 }), { status: "delivered", nextAttemptAt: null })
    expect(await dueIds({ inbox }, NOON, ALL, [], inOrder)).toEqual([second])
  })
}
