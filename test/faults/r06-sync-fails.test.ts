import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { errorCatalogue } from "../../src/errors.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { startIngestLoad } from "./support/ingest-load.ts"
import { percentile } from "./support/percentile.ts"
import { integrityOf, lostFrom } from "./support/stored.ts"
import { buildSyncShim, shimLacks } from "./support/sync-shim.ts"

const SENDERS = 16
const SYNC_MS = 10
const PROBES = 200

const lacking = shimLacks === null ? "" : ` (needs ${shimLacks})`

test.skipIf(shimLacks !== null)(
  `R6: after one fsync that failed nothing is acknowledged, the relay ends with its code, and nothing is lost${lacking}`,
  async ({ task }) => {
    await using home = await temporaryFolder()
    const failOnce = join(home.path, "fail-once")
    const env = { ...(await buildSyncShim(home.path)), SHIM_FAIL_ONCE: failOnce }
    await using relay = await startFaultRelay({ home: home.path, env })
    await using load = startIngestLoad(await relay.inbox(), { senders: SENDERS })
    await load.more(200)
    await writeFile(failOnce, "")
    const failed = load.said.length
    // A relay that went on would acknowledge more, and not end.
    const exitCode = await Promise.race([relay.process.exited, load.more(1000)])
    await load.stop()
    await relay.process.kill("SIGKILL")

    const after = load.said.slice(failed)
    const firstRefused = after.findIndex(({ status }) => status !== 200)
    const ackedLater = after.filter(
      ({ status, sentAt }) => status === 200 && sentAt > after[firstRefused]!.answeredAt,
    )
    const lost = await lostFrom(relay.data, load.acked)
    figures(task, { acked: load.acked.length, lost: lost.length, exit: String(exitCode) })
    expect(ackedLater).toEqual([])
    expect(exitCode).toBe(errorCatalogue.STORE_FAILED.exit)
    expect(relay.process.stderr()).toContain("The store failed")
    expect(lost).toEqual([])
    expect(await integrityOf(relay.data)).toBe("ok")
  },
)

test.skipIf(shimLacks !== null)(
  `R6: while every fsync takes ${SYNC_MS} ms longer the relay answers other questions at once${lacking}`,
  async ({ task }) => {
    await using home = await temporaryFolder()
    const env = { ...(await buildSyncShim(home.path)), SHIM_SYNC_MS: String(SYNC_MS) }
    await using relay = await startFaultRelay({ home: home.path, env })
    await using load = startIngestLoad(await relay.inbox(), { senders: SENDERS })
    await load.more(SENDERS)
    const waits: number[] = []
    while (waits.length < PROBES) {
      const startedAt = performance.now()
      await (await fetch(`${relay.url}/healthz`)).arrayBuffer()
      waits.push(performance.now() - startedAt)
    }
    await load.stop()
    const commits = load.said.map(({ sentAt, answeredAt }) => answeredAt - sentAt)
    figures(task, {
      "healthz p99": `${percentile(waits, 0.99).toFixed(1)} ms`,
      "ingest p50": `${percentile(commits, 0.5).toFixed(1)} ms`,
    })
    // The fsyncs were really slow, and held up nobody who needs none.
    expect(percentile(commits, 0.5)).toBeGreaterThan(SYNC_MS)
    expect(percentile(waits, 0.5)).toBeLessThan(percentile(commits, 0.5) / 2)
    expect(percentile(waits, 0.99)).toBeLessThan(100)
  },
)
