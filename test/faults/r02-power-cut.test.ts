import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/run-whk.ts"
import { ext4Lacks, makeExt4 } from "./support/ext4-image.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { freeze, thaw } from "./support/freeze.ts"
import { startIngestLoad } from "./support/ingest-load.ts"
import { integrityOf, lostFrom } from "./support/stored.ts"

const CUTS = 10
const SENDERS = 16
const ACKED_BETWEEN_CUTS = 100

const what = "R2: after 10 power cuts under 16 senders the disk has every acknowledged delivery"

test.skipIf(ext4Lacks !== null)(
  ext4Lacks === null ? what : `${what} (needs ${ext4Lacks})`,
  async ({ task }) => {
    await using home = await temporaryFolder()
    await using disk = await makeExt4({ in: home.path, megabytes: 64 })
    await using relay = await startFaultRelay({
      home: home.path,
      data: join(disk.folder, "data"),
      flags: ["--min-free", "0b"],
    })
    await using load = startIngestLoad(await relay.inbox(), { senders: SENDERS })
    const lost: string[] = []
    const checks: string[] = []
    while (checks.length < CUTS) {
      await load.more(ACKED_BETWEEN_CUTS)
      await freeze(relay.process.pid)
      const ackedBefore = load.acked.length
      await using found = await disk.cutPower()
      // What was on its way to a sender when the relay stopped has arrived by now, and counts.
      const acked = [...load.acked]
      expect(acked.length).toBeGreaterThanOrEqual(ackedBefore)
      thaw(relay.process.pid)
      lost.push(...(await lostFrom(join(found.folder, "data"), acked)))
      checks.push(await integrityOf(join(found.folder, "data")))
    }
    figures(task, { cuts: checks.length, acked: load.acked.length, lost: lost.length })
    expect(lost).toEqual([])
    expect(new Set(checks)).toEqual(new Set(["ok"]))
    await load.stop()
  },
)
