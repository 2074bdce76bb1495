import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { DedupeKey, NewDelivery, Store } from "../../../src/store/port.ts"
import { aDelivery, bytes, NOON } from "../store-rows.ts"

const HOUR = 3_600_000

/** A delivery that its sender sends again. */
export function specifyRepeats(store: () => Store): void {
  const at = (inbox: string, changes: Partial<NewDelivery> = {}): NewDelivery =>
    aDelivery({ origin: { kind: "inbox", inbox }, ...changes })
  const key = (id: string, changes: Partial<DedupeKey> = {}): DedupeKey => ({
    id,
    bodyHash: bytes("hash"),
    since: NOON - HOUR,
    ...changes,
  })

  test("of many at once under one key exactly one is new, and the others get it", async () => {
    const inbox = newId("in")
    const many = Array.from({ length: 64 }, () => at(inbox))
    const firsts = await Promise.all(many.map((delivery) => store().insertOnce(delivery, key("evt_1"))))
    expect(firsts.filter((first) => first === null)).toHaveLength(1)
    const isNew = many[firsts.indexOf(null)]!
    expect(new Set(firsts.flatMap((first) => first?.id ?? []))).toEqual(new Set([isNew.id]))
    const page = await store().listDeliveries(isNew.workspace, { inbox }, { limit: 10 })
    expect(page.items).toMatchObject([{ id: isNew.id, duplicates: 63 }])
  })

  test("another body, another inbox or another id is another delivery", async () => {
    const inbox = newId("in")
    expect(await store().insertOnce(at(inbox), key("evt_2"))).toBeNull()
    expect(await store().insertOnce(at(inbox), key("evt_2", { bodyHash: bytes("other") }))).toBeNull()
    expect(await store().insertOnce(at(newId("in")), key("evt_2"))).toBeNull()
    expect(await store().insertOnce(at(inbox), key("evt_3"))).toBeNull()
    expect(await store().insertOnce(at(inbox), key("evt_2"))).not.toBeNull()
  })

  test("a key is known for its window only, and then stands for the new delivery", async () => {
    const inbox = newId("in")
    await store().insertOnce(at(inbox, { createdAt: NOON }), key("evt_4"))
    const later = at(inbox, { createdAt: NOON + 2 * HOUR })
    expect(await store().insertOnce(later, key("evt_4", { since: NOON + HOUR }))).toBeNull()
    const again = at(inbox, { createdAt: NOON + 2 * HOUR })
    expect(await store().insertOnce(again, key("evt_4", { since: NOON + HOUR }))).toMatchObject({
      id: later.id,
    })
  })
}
