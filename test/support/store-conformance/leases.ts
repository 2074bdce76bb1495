import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { NewDelivery, Settlement, Store } from "../../../src/store/port.ts"
import { aDelivery, anAttempt, NOON } from "../store-rows.ts"

const DELIVERED: Settlement = { status: "delivered", nextAttemptAt: null }
const RETRY: Settlement = { status: "pending", nextAttemptAt: NOON + 60_000, retries: "whk" }
const GIVEN_UP: Settlement = { status: "failed", nextAttemptAt: null }

/** Who holds a delivery while it is tried, and what becomes of it when nobody hears of them again. */
export function specifyLeases(store: () => Store): void {
  async function insert(changes: Partial<NewDelivery> = {}): Promise<string> {
    const delivery = aDelivery({ origin: { kind: "inbox", inbox: newId("in") }, ...changes })
    await store().insertDelivery(delivery)
    return delivery.id
  }

  async function claimed(id: string, until = NOON + 1000): Promise<number> {
    const [held] = await store().claim([id], until)
    return held?.epoch ?? -1
  }

  test("of two that claim a delivery one gets it, and it is in no queue any more", async () => {
    const inbox = newId("in")
    const id = await insert({ origin: { kind: "inbox", inbox } })
    const both = await Promise.all([store().claim([id], NOON + 1), store().claim([id], NOON + 1)])
    expect(both.map((rows) => rows.length).reduce((sum, count) => sum + count)).toBe(1)
    expect(await store().dueDeliveries({ queue: { inbox }, now: NOON, limit: 9 })).toEqual([])
    expect(await store().nextDueAt({ queue: { inbox } })).toBeNull()
    expect(await store().countPending(inbox)).toBe(1)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "pending",
      leaseUntil: NOON + 1,
      epoch: 1,
    })
  })

  test("what is not pending or not due is not claimed as due, but can be claimed by hand", async () => {
    const [late, ended] = [await insert({ nextAttemptAt: NOON + 9 }), await insert()]
    await store().recordAttempt(anAttempt(ended), GIVEN_UP, await claimed(ended))
    expect(await store().claim([late, ended], NOON + 99, NOON)).toEqual([])
    expect(await store().claim([late, ended], NOON + 99)).toMatchObject([
      { id: late, epoch: 1 },
      { id: ended, epoch: 2, status: "failed" },
    ])
  })

  test("a delivery can be stored leased, in its first epoch", async () => {
    const id = await insert({ leaseUntil: NOON + 5 })
    expect(await store().claim([id], NOON + 9)).toEqual([])
    expect(await store().recordAttempt(anAttempt(id), DELIVERED, 1)).toBe(true)
    expect(await store().deliveryById(id)).toMatchObject({ status: "delivered", leaseUntil: null })
  })

  test("a lease that is given back leaves the delivery as it stood, once", async () => {
    const id = await insert()
    const epoch = await claimed(id)
    expect(await store().release(id, epoch)).toBe(true)
    expect(await store().release(id, epoch)).toBe(false)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "pending",
      attempts: 0,
      nextAttemptAt: NOON,
      leaseUntil: null,
    })
    expect(await claimed(id)).toBe(epoch + 1)
    expect(await store().release(id, epoch)).toBe(false)
  })

  test("a lease that runs out is an attempt of which nothing is known, and the delivery is due at once", async () => {
    const id = await insert({ nextAttemptAt: NOON - 60_000 })
    await claimed(id, NOON + 1000)
    await store().expireLeases(NOON + 999)
    expect(await store().listAttempts(id)).toEqual([])
    expect(await store().expireLeases(NOON + 1000)).toBeGreaterThanOrEqual(1)
    expect(await store().listAttempts(id)).toMatchObject([{ number: 1, outcome: "unknown", status: null }])
    expect(await store().deliveryById(id)).toMatchObject({
      status: "pending",
      attempts: 1,
      nextAttemptAt: NOON + 1000,
      leaseUntil: null,
    })
  })

  test("an attempt that goes on keeps its lease; one that has ended gets none back", async () => {
    const [goesOn, over] = [await insert(), await insert()]
    const held = [
      { id: goesOn, epoch: await claimed(goesOn, NOON + 10) },
      { id: over, epoch: await claimed(over, NOON + 10) },
    ]
    await store().release(over, held[1]!.epoch)
    await store().extendLeases(held, NOON + 500)
    await store().expireLeases(NOON + 400)
    expect(await store().deliveryById(goesOn)).toMatchObject({ leaseUntil: NOON + 500, attempts: 0 })
    expect(await store().deliveryById(over)).toMatchObject({ leaseUntil: null, attempts: 0 })
  })

  test("a lease on what had ended runs out without taking it up again", async () => {
    const id = await insert()
    await store().recordAttempt(anAttempt(id), GIVEN_UP, await claimed(id))
    await claimed(id, NOON + 1)
    await store().expireLeases(NOON + 2)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "failed",
      attempts: 2,
      nextAttemptAt: null,
    })
  })

  test("whoever lost the lease moves nothing any more", async () => {
    const id = await insert()
    const stale = await claimed(id, NOON + 1)
    await store().expireLeases(NOON + 2)
    const fresh = await claimed(id)
    expect(await store().recordAttempt(anAttempt(id, { status: 500 }), GIVEN_UP, stale)).toBe(true)
    expect(await store().deliveryById(id)).toMatchObject({ status: "pending", leaseUntil: NOON + 1000 })
    // What came late is what is known of that attempt now.
    expect(await store().listAttempts(id)).toMatchObject([{ number: 1, outcome: "responded", status: 500 }])
    await store().recordAttempt(anAttempt(id, { number: 2, status: 503 }), RETRY, fresh)
    expect(await store().deliveryById(id)).toMatchObject({ attempts: 2, responseStatus: 503, retries: "whk" })
  })

  test("a success that is heard of late delivers, and cancels what waits for the next attempt", async () => {
    const id = await insert()
    const stale = await claimed(id, NOON + 1)
    await store().expireLeases(NOON + 2)
    await store().recordAttempt(anAttempt(id), DELIVERED, stale)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "delivered",
      nextAttemptAt: null,
      responseStatus: 200,
      endedAt: NOON + 13,
    })
  })

  test("a late success while the next attempt is in flight stays, whatever that says", async () => {
    const id = await insert()
    const stale = await claimed(id, NOON + 1)
    await store().expireLeases(NOON + 2)
    const fresh = await claimed(id)
    await store().recordAttempt(anAttempt(id), DELIVERED, stale)
    await store().recordAttempt(anAttempt(id, { number: 2, status: 500 }), RETRY, fresh)
    expect(await store().deliveryById(id)).toMatchObject({
      status: "delivered",
      attempts: 2,
      leaseUntil: null,
      responseStatus: 200,
    })
  })

  test("what is in flight is not queued again", async () => {
    const id = await insert()
    const epoch = await claimed(id)
    expect(await store().requeue(id, NOON)).toBe(false)
    await store().release(id, epoch)
    expect(await store().requeue(id, NOON)).toBe(true)
  })

  test("a delivery can be inserted with the one attempt that settled it", async () => {
    const delivery = aDelivery({ nextAttemptAt: null })
    const attempt = anAttempt(delivery.id)
    await store().insertSettled(delivery, attempt, DELIVERED)
    expect(await store().deliveryById(delivery.id)).toMatchObject({ status: "delivered", leaseUntil: null })
    expect(await store().listAttempts(delivery.id)).toEqual([attempt])
  })
}
