import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/run-whk.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { startIngestLoad } from "./support/ingest-load.ts"
import { straceLacks, tracedCalls, watchCalls } from "./support/strace.ts"

const DELIVERIES = 500
const SENDERS = 16

const WRITES = ["write", "writev", "pwrite64", "pwritev", "sendto", "sendmsg"]
const SYNCS = ["fsync", "fdatasync"]

/** A delivery on its way through the trace. */
type Stage = "written" | "syncing" | "synced" | "answered in order" | "answered too early"

const what =
  "R4: the write-ahead log is synced after each of 500 deliveries was written and before it is answered"

test.skipIf(straceLacks !== null)(
  straceLacks === null ? what : `${what} (needs strace)`,
  async ({ task }) => {
    await using home = await temporaryFolder()
    await using relay = await startFaultRelay({ home: home.path })
    const inbox = await relay.inbox()
    const file = join(home.path, "trace")
    const trace = await watchCalls(relay.process.pid, [...WRITES, ...SYNCS], file)
    await using load = startIngestLoad(inbox, { senders: SENDERS })
    await load.more(DELIVERIES)
    await load.stop()
    await trace.stop()

    const stages = await stagesOf(file)
    const inOrder = load.acked.filter(({ id }) => stages.get(id) === "answered in order")
    figures(task, { acked: load.acked.length, "in order": inOrder.length })
    expect(load.acked.length).toBeGreaterThanOrEqual(DELIVERIES)
    expect(load.acked.filter((acked) => !inOrder.includes(acked)).map(({ id }) => stages.get(id))).toEqual([])
  },
)

/** What became of each delivery that the trace names: an answer counts as in order only behind a whole sync. */
async function stagesOf(file: string): Promise<Map<string, Stage>> {
  const stages = new Map<string, Stage>()
  const advance = (from: Stage, to: Stage): void => {
    for (const [id, stage] of stages) if (stage === from) stages.set(id, to)
  }
  for await (const { call, text, begins, result } of tracedCalls(file)) {
    const isLog = text.includes("whk.db-wal>")
    if (SYNCS.includes(call)) {
      if (isLog && begins) advance("written", "syncing")
      if (isLog && result !== null) advance("syncing", result === 0 ? "synced" : "written")
    } else if (isLog) {
      for (const [id] of text.matchAll(/dlv_[0-9A-Za-z]{26}/g)) if (!stages.has(id)) stages.set(id, "written")
    } else if (begins && text.includes("HTTP/1.1 2")) {
      for (const [id] of text.matchAll(/dlv_[0-9A-Za-z]{26}/g)) {
        stages.set(id, stages.get(id) === "synced" ? "answered in order" : "answered too early")
      }
    }
  }
  return stages
}
