import { setTimeout } from "node:timers/promises"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/run-whk.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { startIngestLoad } from "./support/ingest-load.ts"
import { integrityOf, lostFrom } from "./support/stored.ts"

const KILLS = 50
const SENDERS = 32
const LONGEST_LIFE_MS = 200

test("R1: a relay killed 50 times under 32 senders has everything it acknowledged and starts within 2 s", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  await using relay = await startFaultRelay({ home: home.path })
  await using load = startIngestLoad(await relay.inbox(), { senders: SENDERS })
  const restarts: number[] = []
  while (restarts.length < KILLS) {
    // At least one delivery in each life, so that every kill interrupts work.
    await load.more(1)
    await setTimeout(Math.random() * LONGEST_LIFE_MS)
    await relay.process.kill("SIGKILL")
    restarts.push(await relay.start())
  }
  await load.stop()
  await relay.process.kill("SIGKILL")

  const lost = await lostFrom(relay.data, load.acked)
  const slowest = Math.max(...restarts)
  figures(task, {
    kills: restarts.length,
    acked: load.acked.length,
    lost: lost.length,
    "slowest restart": `${Math.round(slowest)} ms`,
  })
  expect(lost).toEqual([])
  expect(await integrityOf(relay.data)).toBe("ok")
  expect(slowest).toBeLessThan(2000)
  expect(load.acked.length).toBeGreaterThan(KILLS * SENDERS)
})
