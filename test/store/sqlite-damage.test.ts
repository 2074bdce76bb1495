import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { DAMAGED_HEAD, INLINE_BODY_BYTES, type Store } from "../../src/store/port.ts"
import { loadDriver } from "../../src/store/sqlite/driver.ts"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { aDelivery, aFanOut, anEvent, bytes, NOON } from "../support/store-rows.ts"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whk-store-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A store whose rows were written, then changed behind its back, and opened again. */
async function changed(
  write: (store: Store) => Promise<void>,
  ...statements: readonly string[]
): Promise<Store> {
  const before = await openSqliteStore({ folder })
  await write(before)
  await before.close()
  const { DatabaseSync } = await loadDriver()
  const database = new DatabaseSync(join(folder, "whk.db"))
  for (const statement of statements) database.exec(statement)
  database.close()
  return openSqliteStore({ folder })
}

const DAMAGED = { code: "DELIVERY_DAMAGED" }
const QUEUE = { inbox: "in_main" }

async function endOf(store: Store, id: string): Promise<unknown[]> {
  const delivery = await store.deliveryById(id)
  const [attempt] = await store.listAttempts(id)
  return [delivery?.status, delivery?.attempts, attempt?.outcome, attempt?.detail]
}

const DEAD = ["failed", 1, "blocked", "the stored request is damaged: its checksum does not match"]

test("a changed body is refused, and its delivery fails with an attempt that says why", async () => {
  const delivery = aDelivery()
  const store = await changed(
    (before) => before.insertDelivery(delivery),
    'UPDATE requests SET body = CAST(\'{"type":"user.deleted"}\' AS BLOB)',
  )
  await expect(store.readChunk(delivery.id, 0)).rejects.toMatchObject(DAMAGED)
  expect(await endOf(store, delivery.id)).toEqual(DEAD)
  await store.close()
})

test("a refused body fails its delivery also where the call shares a batch with writes", async () => {
  const delivery = aDelivery()
  const store = await changed((before) => before.insertDelivery(delivery), "UPDATE requests SET body = x'00'")
  const [read] = await Promise.allSettled([
    store.readChunk(delivery.id, 0),
    store.setMeta("written", "beside it"),
  ])
  expect(read).toMatchObject({ status: "rejected", reason: DAMAGED })
  expect(await store.meta("written")).toBe("beside it")
  expect(await endOf(store, delivery.id)).toEqual(DEAD)
  await store.close()
})

test("a changed head is never due, reads as damaged, and lets the others pass", async () => {
  const broken = aDelivery()
  const sound = aDelivery()
  const store = await changed(async (before) => {
    await before.insertDelivery(broken)
    await before.insertDelivery(sound)
  }, "UPDATE requests SET head = replace(head, 'POST', 'PUT') WHERE number = 1")
  expect((await store.dueDeliveries({ queue: QUEUE, now: NOON, limit: 10 })).map(({ id }) => id)).toEqual([
    sound.id,
  ])
  expect((await store.deliveryById(broken.id))?.request).toEqual(DAMAGED_HEAD)
  expect(await endOf(store, broken.id)).toEqual(DEAD)
  await store.close()
})

test.each([
  {
    what: "a changed chunk",
    statement: "UPDATE chunks SET body = zeroblob(length(body)) WHERE position = 1",
  },
  { what: "a chunk that is gone", statement: "DELETE FROM chunks WHERE position = 1" },
  { what: "a chunk that was moved", statement: "UPDATE chunks SET position = 7 - position" },
])("$what of a large body is refused", async ({ statement }) => {
  const delivery = aDelivery({ body: null, bodyBytes: INLINE_BODY_BYTES + 5 })
  const store = await changed(async (before) => {
    await before.appendChunk(delivery.id, 0, Buffer.alloc(INLINE_BODY_BYTES, "a"))
    await before.appendChunk(delivery.id, 1, bytes("bytes"))
    await before.insertDelivery(delivery)
  }, statement)
  await expect(store.readChunk(delivery.id, 1)).rejects.toMatchObject(DAMAGED)
  await store.close()
})

test("a changed event is refused, and fails all that wait to be delivered with it", async () => {
  const event = anEvent()
  const deliveries = [aFanOut(event, "ep_1"), aFanOut(event, "ep_2")]
  const store = await changed(
    (before) => before.publish(event, deliveries),
    "UPDATE events SET body = x'7b7d'",
  )
  await expect(store.getEvent(event.workspace, event.id)).rejects.toMatchObject(DAMAGED)
  expect(await Promise.all(deliveries.map(({ id }) => endOf(store, id)))).toEqual([DEAD, DEAD])
  await store.close()
})

test("a delivery that had ended stays as it was when its body is found damaged", async () => {
  const delivery = aDelivery()
  const store = await changed(
    (before) => before.insertDelivery(delivery),
    "UPDATE deliveries SET status = 'delivered', next_attempt_at = NULL",
    "UPDATE requests SET body = x'00'",
  )
  await expect(store.readChunk(delivery.id, 0)).rejects.toMatchObject(DAMAGED)
  expect(await endOf(store, delivery.id)).toEqual(["delivered", 0, undefined, undefined])
  await store.close()
})

test("rows from before there were checksums read as they are", async () => {
  const delivery = aDelivery()
  const store = await changed(
    (before) => before.insertDelivery(delivery),
    "UPDATE requests SET head_crc = NULL, body_crc = NULL",
  )
  expect(await store.readChunk(delivery.id, 0)).toEqual(delivery.body)
  expect((await store.deliveryById(delivery.id))?.request).toEqual(delivery.request)
  await store.close()
})
