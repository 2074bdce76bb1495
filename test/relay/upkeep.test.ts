import { expect, test } from "vitest"
import { startUpkeep, type UpkeepOptions } from "../../src/relay/upkeep.ts"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { recordHeld } from "../support/record-held.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { aDelivery, aKey, anAttempt, aSession } from "../support/store-rows.ts"

const DAY = 86_400_000

async function start(options: Partial<UpkeepOptions> = {}) {
  const folder = await temporaryFolder()
  const store = await openSqliteStore({ folder: folder.path })
  const clock = new FakeClock()
  let pokes = 0
  const upkeep = startUpkeep({
    store,
    clock,
    retentionMs: 7 * DAY,
    leasesBefore: () => [],
    onDue: () => void (pokes += 1),
    onError(error) {
      throw error
    },
    ...options,
  })
  return {
    store,
    clock,
    upkeep,
    pokes: () => pokes,
    async [Symbol.asyncDispose]() {
      await upkeep.stop()
      await store.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test("deliveries are kept as long as was said after their end, and then all of them go, however many", async () => {
  await using rig = await start()
  const ids = await Promise.all(
    Array.from({ length: 450 }, async () => {
      const delivery = aDelivery({ createdAt: rig.clock.now() })
      await rig.store.insertDelivery(delivery)
      const attempt = anAttempt(delivery.id, { at: rig.clock.now(), elapsedMs: 0 })
      await recordHeld(rig.store, attempt, { status: "delivered", nextAttemptAt: null })
      return delivery.id
    }),
  )
  const left = async (): Promise<number> =>
    (await Promise.all(ids.map((id) => rig.store.deliveryById(id)))).filter(Boolean).length
  rig.clock.advance(7 * DAY)
  await rig.upkeep.deleteEnded()
  expect(await left()).toBe(450)
  rig.clock.advance(1)
  await rig.upkeep.deleteEnded()
  expect(await left()).toBe(0)
})

test("without a limit nothing is ever deleted", async () => {
  await using rig = await start({ retentionMs: Infinity })
  const delivery = aDelivery({ createdAt: 0 })
  await rig.store.insertDelivery(delivery)
  await recordHeld(rig.store, anAttempt(delivery.id, { at: 0 }), { status: "failed", nextAttemptAt: null })
  await rig.upkeep.deleteEnded()
  expect(await rig.store.deliveryById(delivery.id)).not.toBeNull()
})

test("an attempt that goes on keeps its lease, one that nobody knows of loses it and is due again", async () => {
  const flight = { delivery: aDelivery(), epoch: 1, leaseUntil: 0 }
  await using rig = await start({ leasesBefore: () => [flight as never] })
  const leaseUntil = rig.clock.now() + 10_000
  const forgotten = aDelivery({ leaseUntil })
  await rig.store.insertDelivery({ ...flight.delivery, leaseUntil })
  await rig.store.insertDelivery(forgotten)
  await rig.upkeep.keepLeases()
  expect(rig.pokes()).toBe(0)
  rig.clock.advance(10_000)
  await rig.upkeep.keepLeases()
  expect(rig.pokes()).toBe(1)
  expect(await rig.store.deliveryById(flight.delivery.id)).toMatchObject({ attempts: 0 })
  expect((await rig.store.deliveryById(flight.delivery.id))!.leaseUntil).toBeGreaterThan(leaseUntil)
  expect(await rig.store.deliveryById(forgotten.id)).toMatchObject({ attempts: 1, leaseUntil: null })
})

test("sessions of the inspector that are over are forgotten, whatever is kept of deliveries", async () => {
  await using rig = await start({ retentionMs: Infinity })
  const key = aKey()
  const now = rig.clock.now()
  const [over, open] = [aSession(key, { expiresAt: now - 1 }), aSession(key, { expiresAt: now + 1 })]
  await rig.store.insertKey(key)
  for (const session of [over, open]) await rig.store.insertSession(session)
  await rig.upkeep.deleteEnded()
  expect([await rig.store.findKey(over.hash), await rig.store.findKey(open.hash)]).toEqual([null, open])
})
