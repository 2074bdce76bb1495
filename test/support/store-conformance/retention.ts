import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import { INLINE_BODY_BYTES, type NewDelivery, type Store } from "../../../src/store/port.ts"
import { recordHeld } from "../record-held.ts"
import { aDelivery, aFanOut, anAttempt, anEndpoint, anEvent } from "../store-rows.ts"

/** Before the rows of any other test, so that deleting these touches none of those. */
const OLD = Date.UTC(2001, 0, 1)
const DAY = 86_400_000

/** What goes in the end, and when endpoints are switched off. */
export function specifyRetention(store: () => Store): void {
  async function ended(at: number, changes: Partial<NewDelivery> = {}): Promise<string> {
    const delivery = aDelivery({ createdAt: OLD, ...changes })
    await store().insertDelivery(delivery)
    const attempt = anAttempt(delivery.id, { at, elapsedMs: 0 })
    await recordHeld(store(), attempt, { status: "failed", nextAttemptAt: null })
    return delivery.id
  }
  const isThere = async (id: string): Promise<boolean> => (await store().deliveryById(id)) !== null

  test("what ended before the time goes with its attempts and body, oldest first, at most so many at once", async () => {
    const [a, b, recent] = [await ended(OLD + 1), await ended(OLD + 2), await ended(OLD + DAY)]
    expect(await store().deleteEnded(OLD + DAY, 1)).toBe(1)
    expect([await isThere(a), await isThere(b)]).toEqual([false, true])
    expect(await store().deleteEnded(OLD + DAY, 10)).toBe(1)
    expect(await store().deleteEnded(OLD + DAY, 10)).toBe(0)
    expect([await isThere(b), await isThere(recent)]).toEqual([false, true])
    expect(await store().listAttempts(a)).toEqual([])
    expect(await store().readChunk(a, 0)).toBeNull()
    await store().deleteEnded(OLD + 2 * DAY, 10)
  })

  test("time counts from the end, not from the arrival, and what has not ended stays", async () => {
    const long = await ended(OLD + 9 * DAY)
    const pending = aDelivery({ createdAt: OLD })
    await store().insertDelivery(pending)
    expect(await store().deleteEnded(OLD + 8 * DAY, 10)).toBe(0)
    expect(await store().deleteEnded(OLD + 10 * DAY, 10)).toBe(1)
    expect([await isThere(long), await isThere(pending.id)]).toEqual([false, true])
  })

  test("what is in flight again, or was queued again, stays", async () => {
    const [flying, queued] = [await ended(OLD), await ended(OLD)]
    await store().claim([flying], OLD + DAY)
    await store().requeue(queued, OLD + DAY)
    expect(await store().deleteEnded(OLD + DAY, 10)).toBe(0)
    await store().expireLeases(OLD + 2 * DAY)
    expect(await store().deleteEnded(OLD + DAY, 10)).toBe(1)
  })

  test("a large body goes with its delivery", async () => {
    const id = newId("dlv")
    await store().appendChunk(id, 0, new Uint8Array(INLINE_BODY_BYTES))
    await store().appendChunk(id, 1, new Uint8Array(5))
    await ended(OLD, { id, body: null, bodyBytes: INLINE_BODY_BYTES + 5 })
    expect(await store().deleteEnded(OLD + DAY, 10)).toBe(1)
    // Its chunks would be in the way of a body of the same id.
    await store().appendChunk(id, 0, new Uint8Array(1))
    await store().dropChunks(id)
  })

  test("an event goes with the last of its deliveries", async () => {
    const event = anEvent({ createdAt: OLD })
    const [one, two] = [
      aFanOut(event, "ep_x", { createdAt: OLD }),
      aFanOut(event, "ep_y", { createdAt: OLD }),
    ]
    await store().publish(event, [one, two])
    const settle = async (id: string, at: number): Promise<boolean> =>
      recordHeld(store(), anAttempt(id, { at }), { status: "delivered", nextAttemptAt: null })
    await settle(one.id, OLD)
    await settle(two.id, OLD + 3 * DAY)
    await store().deleteEnded(OLD + DAY, 10)
    expect(await store().getEvent(event.workspace, event.id)).not.toBeNull()
    await store().deleteEnded(OLD + 4 * DAY, 10)
    expect(await store().getEvent(event.workspace, event.id)).toBeNull()
  })

  test("an endpoint that has only failed for long enough is switched off once; one success starts anew", async () => {
    const endpoint = anEndpoint()
    await store().insertEndpoint(endpoint)
    const { workspace, id } = endpoint
    const note = (ok: boolean, at: number): Promise<boolean> =>
      store().noteEndpoint(workspace, id, { ok, at, disableAfterMs: DAY, why: "it failed" })
    expect(await note(false, OLD)).toBe(false)
    expect(await note(false, OLD + DAY - 1)).toBe(false)
    await note(true, OLD + DAY - 1)
    expect((await store().getEndpoint(workspace, id))?.failingSince).toBeNull()
    expect(await note(false, OLD + DAY)).toBe(false)
    expect(await note(false, OLD + 2 * DAY)).toBe(true)
    expect(await store().getEndpoint(workspace, id)).toMatchObject({
      active: false,
      disabledWhy: "it failed",
      failingSince: OLD + DAY,
    })
    expect(await note(false, OLD + 3 * DAY)).toBe(false)
  })
}
