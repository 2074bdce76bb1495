import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { WhkError } from "../../src/errors.ts"
import { runBatch } from "../../src/store/sqlite/batch.ts"
import { CallQueue } from "../../src/store/sqlite/call-queue.ts"
import type { Answer, Call } from "../../src/store/sqlite/calls.ts"
import { openDatabase } from "../../src/store/sqlite/database.ts"
import { loadDriver } from "../../src/store/sqlite/driver.ts"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { allTables } from "../../src/store/sqlite/tables/all.ts"
import { aDelivery, aFanOut, anEvent } from "../support/store-rows.ts"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whk-store-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** How many commits stand in the write-ahead log: frames that carry a database size (sqlite.org/fileformat2, 4.1). */
function commitsIn(log: Buffer): number {
  const frameBytes = 24 + log.readUInt32BE(8)
  const frames = Math.floor((log.length - 32) / frameBytes)
  const sizes = Array.from({ length: frames }, (_frame, index) =>
    log.readUInt32BE(32 + index * frameBytes + 4),
  )
  return sizes.filter((pages) => pages !== 0).length
}

test("calls of one turn share a commit, and those made meanwhile share the next", async () => {
  const store = await openSqliteStore({ folder })
  const log = join(folder, "whk.db-wal")
  const before = commitsIn(readFileSync(log))
  await Promise.all(Array.from({ length: 100 }, () => store.insertDelivery(aDelivery())))
  const together = commitsIn(readFileSync(log)) - before
  await store.insertDelivery(aDelivery())
  const alone = commitsIn(readFileSync(log)) - before - together
  await store.close()
  expect({ together, alone }).toEqual({ together: 1, alone: 1 })
})

test("reading commits nothing", async () => {
  const store = await openSqliteStore({ folder })
  const log = join(folder, "whk.db-wal")
  const before = readFileSync(log)
  await Promise.all([store.deliveryById("dlv_none"), store.stats("ws_main")])
  const after = readFileSync(log)
  await store.close()
  expect(after.equals(before)).toBe(true)
})

test("a wrong call fails alone and leaves nothing; the calls beside it are stored", async () => {
  const store = await openSqliteStore({ folder })
  const [first, second] = [aDelivery(), aDelivery()]
  const event = anEvent()
  const outcomes = await Promise.allSettled([
    store.insertDelivery(first),
    store.publish(event, [aFanOut(event, "ep_any", { id: first.id })]),
    store.insertDelivery(second),
    store.getEvent(event.workspace, event.id),
  ])
  const stored = await Promise.all([store.deliveryById(first.id), store.deliveryById(second.id)])
  await store.close()
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"])
  expect(outcomes).toMatchObject([{}, { reason: { code: "ALREADY_EXISTS" } }, {}, { value: null }])
  expect(stored).toMatchObject([{ origin: { kind: "inbox" } }, { id: second.id }])
})

test("calls take effect in the order they are made, reads between writes", async () => {
  const store = await openSqliteStore({ folder })
  const [before, , between, , after] = await Promise.all([
    store.meta("order"),
    store.setMeta("order", "one"),
    store.meta("order"),
    store.setMeta("order", "two"),
    store.meta("order"),
  ])
  await store.close()
  expect([before, between, after]).toEqual([null, "one", "two"])
})

test("when the disk is full every call of the batch fails, nothing of it is stored, and the next may succeed", async () => {
  const connection = openDatabase(await loadDriver(), folder)
  const tables = allTables(connection)
  const small = aDelivery()
  const large = aDelivery({ body: Buffer.alloc(4 * 1024 * 1024) })
  const insert = (...deliveries: unknown[]): Answer =>
    runBatch(
      connection,
      tables,
      deliveries.map((delivery): Call => ({ method: "insertDelivery", args: [delivery] })),
    )
  connection.exec("PRAGMA max_page_count = 100")
  const full = insert(small, large)
  expect([...full.failures.values()].map(({ code }) => code)).toEqual(["STORE_FAILED", "STORE_FAILED"])
  expect(full.final).toBe(false)
  expect(tables.deliveryById(small.id)).toBeNull()
  expect(insert(small).failures.size).toBe(0)
  expect(tables.deliveryById(small.id)).toMatchObject({ id: small.id })
  connection.close()
})

/** A queue whose batches are kept until the test answers them. */
function heldQueue(): { queue: CallQueue; batches: (readonly Call[])[]; answer: () => void } {
  const batches: (readonly Call[])[] = []
  const queue = new CallQueue((calls) => batches.push(calls))
  return { queue, batches, answer: () => queue.answer({ values: [], failures: new Map(), final: false }) }
}

test("a batch holds at most 256 calls, and one batch is under way at a time", async () => {
  const { queue, batches, answer } = heldQueue()
  const calls = Promise.all(
    Array.from({ length: 300 }, (_call, index) => queue.call("meta", [String(index)])),
  )
  await endOfTurn()
  expect(batches.map(({ length }) => length)).toEqual([256])
  answer()
  await endOfTurn()
  expect(batches.map(({ length }) => length)).toEqual([256, 44])
  answer()
  await calls
  expect(batches[1]![0]!.args).toEqual(["256"])
})

test("a batch holds at most 1 MiB of bodies, or one call that is larger", async () => {
  const { queue, batches, answer } = heldQueue()
  const append = (bytes: number): Promise<unknown> =>
    queue.call("appendChunk", ["dlv_any", 0, new Uint8Array(bytes)])
  const calls = Promise.all([append(700_000), append(300_000), append(100_000), append(2_000_000), append(1)])
  await endOfTurn()
  answer()
  await endOfTurn()
  answer()
  await endOfTurn()
  answer()
  await endOfTurn()
  answer()
  await calls
  expect(batches.map((batch) => batch.map(({ args }) => (args[2] as Uint8Array).length))).toEqual([
    [700_000, 300_000],
    [100_000],
    [2_000_000],
    [1],
  ])
})

test("a queue that is refused drops what waits and what is under way", async () => {
  const { queue } = heldQueue()
  const underWay = queue.call("meta", ["a"])
  await endOfTurn()
  const waiting = queue.call("meta", ["b"])
  queue.refuse(new WhkError("STORE_FAILED", "gone"), "now")
  const later = queue.call("meta", ["c"])
  const reasons = await Promise.allSettled([underWay, waiting, later])
  expect(reasons.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"])
  await queue.idle()
})

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
