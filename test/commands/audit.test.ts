import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { type Relay, startRelay } from "../../src/relay/server.ts"
import { loadDriver } from "../../src/store/sqlite/driver.ts"
import { runWhk, type WhkResult } from "../support/run-whk.ts"

let folder: string
let relay: Relay
let key: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "whk-audit-"))
  await start()
  key = (await relay.access.createKey(relay.workspace.id, "test")).key
  for (const name of ["one", "two", "three"])
    await whk("create", "https://example.com/hooks", "--events", "user.created", "--name", name)
})
afterEach(async () => {
  await relay.close(0)
  rmSync(folder, { recursive: true })
})

async function start(): Promise<void> {
  relay = await startRelay({
    dataFolder: folder,
    host: "127.0.0.1",
    port: 0,
    clock: systemClock,
    maxBodyBytes: 1024,
    timeScale: 1,
    allowPrivateTargets: true,
  })
}

function whk(...args: readonly string[]): Promise<WhkResult> {
  return runWhk(args, { env: { WHK_RELAY: relay.url, WHK_API_KEY: key } })
}

/** Changes the database behind the relay's back, past the triggers that would refuse it. */
async function tamper(sql: string): Promise<void> {
  await relay.close(0)
  const driver = await loadDriver()
  const database = new driver.DatabaseSync(join(folder, "whk.db"))
  database.exec("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_removed")
  database.exec(sql)
  database.close()
  await start()
}

test("audit lists what was changed, the newest first, and says how to go on", async () => {
  const { exitCode, stdout, stderr } = await whk("audit", "--limit", "2")
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/#.*WHEN.*KEY.*ACTION.*OBJECT.*FROM\n3 .*POST \/v1\/endpoints.*\n2 /)
  expect(stdout).toContain("Total 3")
  expect(stderr).toMatch(/More: add --after aud_/)
})

test("audit --verify finds nothing wrong with a log that nobody touched", async () => {
  const { exitCode, stdout } = await whk("audit", "--verify", "--json")
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    verified: true,
    entries: 3,
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
    problem: null,
  })
})

test.each([
  ["UPDATE audit SET actor = 'key_other' WHERE number = 2", "entry 2 was changed"],
  ["DELETE FROM audit WHERE number = 2", "entry 2 is missing"],
  ["DELETE FROM audit WHERE number = 3", "entry 3 is missing"],
  ["DELETE FROM audit WHERE number = 1", "entry 1 is missing"],
])("audit --verify finds %s", async (sql, problem) => {
  await tamper(sql)
  const { exitCode, stdout } = await whk("audit", "--verify")
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining(`tampered with: ${problem}.`)])
})

test("the database itself refuses to change or remove an entry", async () => {
  const driver = await loadDriver()
  const database = new driver.DatabaseSync(join(folder, "whk.db"))
  expect(() => database.exec("UPDATE audit SET actor = NULL")).toThrow("only added to")
  expect(() => database.exec("DELETE FROM audit")).toThrow("only added to")
  database.close()
})

test("--verify with a page is refused", async () => {
  const { exitCode, stderr } = await whk("audit", "--verify", "--limit", "5")
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--verify reads the whole log")])
})
