// Loaded into a relay by `--import`: measures how late its event loop runs, and what it holds in memory once everything
// that can be collected is. At every SIGUSR2 it writes what it has measured since the last one to the file that
// WHK_LOOP_FIGURES names.
import { renameSync, writeFileSync } from "node:fs"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { isMainThread } from "node:worker_threads"

const EVERY_MS = 10
const file = process.env.WHK_LOOP_FIGURES

if (isMainThread && file) {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc")
  let lateMs = []
  let dueAt = performance.now() + EVERY_MS
  setInterval(() => {
    const now = performance.now()
    lateMs.push(Math.max(0, now - dueAt))
    dueAt = now + EVERY_MS
  }, EVERY_MS).unref()
  process.on("SIGUSR2", () => {
    const sorted = lateMs.toSorted((a, b) => a - b)
    lateMs = []
    collect()
    const { heapUsed, external } = process.memoryUsage()
    // What collecting takes is not the relay's doing.
    dueAt = performance.now() + EVERY_MS
    const figures = {
      p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
      mostMs: sorted.at(-1) ?? 0,
      heldMiB: Math.round((heapUsed + external) / (1024 * 1024)),
    }
    writeFileSync(`${file}.new`, JSON.stringify(figures))
    renameSync(`${file}.new`, file)
  })
}
