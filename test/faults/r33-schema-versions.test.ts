import { copyFileSync, mkdirSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { build } from "esbuild"
import { execa } from "execa"
import { expect, onTestFinished, test } from "vitest"
import { loadDriver } from "../../src/store/sqlite/driver.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { figures } from "./support/figures.ts"
import { makeOldStore, readOldRows, schemaOf, VERSIONS } from "./support/old-store.ts"

const NEWEST = VERSIONS.length

test("R33: a store of every version of the schema opens with its rows as they were", async ({ task }) => {
  await using home = await temporaryFolder()
  const driver = await loadDriver()
  const found: unknown[] = []
  for (const version of VERSIONS) {
    const folder = join(home.path, `version-${version}`)
    makeOldStore(driver, folder, version)
    found.push(await readOldRows(folder))
    expect(schemaOf(driver, folder)).toEqual(schemaOf(driver, join(home.path, "version-1")))
  }
  figures(task, { versions: found.length })
  expect(found).toEqual(VERSIONS.map(() => found[0]))
  expect(found[0]).toMatchObject({
    instance: "the same instance",
    workspaces: [{ id: "ws_1", name: "default", createdAt: 1 }],
    inbox: { id: "in_1", name: "old", provider: "stripe", offline: "queue", secret: null },
    event: '{"old":1}',
    deliveries: [
      { id: "dlv_1", status: "pending", attempts: 1, request: { method: "POST", target: "/old" } },
      { id: "dlv_2", status: "delivered", bodyBytes: 9 },
      { id: "dlv_3", status: "failed", origin: { kind: "endpoint", event: "evt_1" } },
    ],
    bodies: ["small", "in chunks", '{"old":1}'],
    attempts: [{ number: 1, outcome: "responded", status: 500 }],
  })
})

test("R33: a kill at any step of a migration leaves the old version whole, which then opens", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  const driver = await loadDriver()
  const child = await buildMigratingChild()
  let kills = 0
  for (const version of VERSIONS.slice(0, -1)) {
    const old = join(home.path, `version-${version}`)
    makeOldStore(driver, old, version)
    const before = schemaOf(driver, old)
    for (let step = 1; ; step += 1) {
      const folder = join(home.path, `killed-${version}-${step}`)
      mkdirSync(folder)
      copyFileSync(join(old, "whk.db"), join(folder, "whk.db"))
      const { signal } = await execa(process.execPath, [child, folder, String(step)], { reject: false })
      // It had fewer steps than that.
      if (signal === undefined) break
      expect(signal).toBe("SIGKILL")
      kills += 1
      const after = schemaOf(driver, folder)
      if (after.version !== NEWEST) expect(after).toEqual(before)
      expect(await readOldRows(folder)).toMatchObject({ bodies: ["small", "in chunks", '{"old":1}'] })
    }
  }
  expect(kills).toBeGreaterThan(2 * (NEWEST - 1))
  figures(task, { versions: NEWEST - 1, kills })
})

test("R33: a store of a later version is refused in words and left as it is", async ({ task }) => {
  await using home = await temporaryFolder()
  const driver = await loadDriver()
  const data = join(home.path, "data")
  makeOldStore(driver, data, NEWEST)
  const database = new driver.DatabaseSync(join(data, "whk.db"))
  database.exec(`PRAGMA user_version = ${NEWEST + 1}`)
  database.close()
  const before = readFileSync(join(data, "whk.db"))
  const { exitCode, stderr } = await runWhk(["relay", "--port", "0", "--data", data])
  figures(task, { exit: exitCode })
  expect(exitCode).toBe(70)
  expect(stderr).toBe(
    `error The data folder is of version ${NEWEST + 1}, made by a later whk.\n` +
      `  → Update whk, or pass another folder with --data; this whk knows up to ${NEWEST}.\n`,
  )
  expect(readFileSync(join(data, "whk.db")).equals(before)).toBe(true)
})

/** The program is put where it finds the packages of this one. */
async function buildMigratingChild(): Promise<string> {
  const outfile = resolve(import.meta.dirname, "../../dist/migrating-child.js")
  const entryPoints = [join(import.meta.dirname, "support/migrating-child.ts")]
  await build({ entryPoints, outfile, bundle: true, format: "esm", platform: "node", packages: "external" })
  onTestFinished(() => rm(outfile))
  return outfile
}
