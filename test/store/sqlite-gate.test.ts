import { Worker } from "node:worker_threads"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { leaveGate, makeGate, passGate, shutGate } from "../../src/store/sqlite/gate.ts"

function openGate(): Int32Array {
  const gate = makeGate()
  leaveGate(gate)
  return gate
}

function countPasses(gate: Int32Array, attempts: number): number {
  const passes: number[] = []
  Array.from({ length: attempts }, (_attempt, index) => passGate(gate, () => passes.push(index)))
  return passes.length
}

test("work passes the gate until it is shut", () => {
  const gate = openGate()
  expect(countPasses(gate, 3)).toBe(3)
  shutGate(gate)
  expect(countPasses(gate, 3)).toBe(0)
})

test("work that throws leaves the gate as well", () => {
  const gate = openGate()
  const fail = (): never => {
    throw new Error("no")
  }
  expect(() => passGate(gate, fail)).toThrow("no")
  expect(countPasses(gate, 1)).toBe(1)
})

test("shutting waits for the work that another thread is at", async () => {
  const gate = makeGate()
  const done = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(
    `const { gate, done } = require("node:worker_threads").workerData
     Atomics.wait(done, 0, 0, 100)
     Atomics.store(done, 0, 1)
     Atomics.store(gate, 0, 0)
     Atomics.notify(gate, 0)`,
    { eval: true, workerData: { gate, done } },
  )
  shutGate(gate)
  const wasDone = Atomics.load(done, 0)
  await worker.terminate()
  expect(wasDone).toBe(1)
})

test("an exit of the process waits for an open store, and for a closed one no more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "whk-store-"))
  const waiting = process.listeners("exit")
  const store = await openSqliteStore({ folder })
  const added = process.listeners("exit").filter((listener) => !waiting.includes(listener))
  await store.close()
  rmSync(folder, { recursive: true })
  expect(added).toHaveLength(1)
  expect(process.listeners("exit")).toEqual(waiting)
})
