import { copyFile, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { startIngestLoad } from "./support/ingest-load.ts"
import { integrityOf, lostFrom } from "./support/stored.ts"

const SENDERS = 16
const BACKUPS = 5

test("R34: a backup taken while 16 senders write restores to what was acknowledged until one moment", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  await using relay = await startFaultRelay({ home: home.path })
  await using load = startIngestLoad(await relay.inbox(), { senders: SENDERS })
  const env = { WHK_HOME: home.path }
  const lost: string[] = []
  const checks: string[] = []
  const gaps: string[] = []
  let restored = 0
  while (checks.length < BACKUPS) {
    await load.more(100)
    const ackedBefore = [...load.acked]
    const folder = join(home.path, `restored-${checks.length}`)
    await mkdir(folder)
    const file = join(home.path, `backup-${checks.length}.db`)
    const { exitCode, stderr } = await runWhk(["backup", file, "--data", relay.data], { env })
    expect([exitCode, stderr]).toEqual([0, expect.any(String)])
    await copyFile(file, join(folder, "whk.db"))
    checks.push(await integrityOf(folder))
    lost.push(...(await lostFrom(folder, ackedBefore)))
    const numbers = await numbersIn(folder)
    for (const [lane, found] of numbers) {
      restored += found.length
      if (found.some((number, index) => number !== index)) gaps.push(`${lane}: ${found.join(" ")}`)
    }
  }
  const refused = load.said.filter(({ status }) => status !== 200).length
  await load.stop()
  figures(task, { backups: checks.length, restored, lost: lost.length, gaps: gaps.length, refused })
  expect(lost).toEqual([])
  expect(gaps).toEqual([])
  expect(new Set(checks)).toEqual(new Set(["ok"]))
  expect(refused).toBe(0)
})

/** The numbers of the deliveries of each sender in a store, in their order: each sender sends one after the other. */
async function numbersIn(folder: string): Promise<ReadonlyMap<number, readonly number[]>> {
  const store = await openSqliteStore({ folder })
  const numbers = new Map<number, number[]>()
  const [workspace] = await store.listWorkspaces()
  let after: string | undefined
  do {
    const page = await store.listDeliveries(
      workspace!.id,
      {},
      { limit: 500, ...(after !== undefined && { after }) },
    )
    const bodies = await Promise.all(page.items.map(({ id }) => store.readChunk(id, 0)))
    for (const body of bodies) {
      const { lane, number } = JSON.parse(Buffer.from(body!).toString()) as { lane: number; number: number }
      numbers.set(lane, [...(numbers.get(lane) ?? []), number])
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  await store.close()
  for (const found of numbers.values()) found.sort((a, b) => a - b)
  return numbers
}
