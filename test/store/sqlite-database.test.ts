import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build } from "esbuild"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { Connection } from "../../src/store/sqlite/connection.ts"
import { openDatabase } from "../../src/store/sqlite/database.ts"
import { isAtLeast, loadDriver } from "../../src/store/sqlite/driver.ts"
import { allTables } from "../../src/store/sqlite/tables/all.ts"
import { aDelivery } from "../support/store-rows.ts"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whk-store-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

function settings(connection: Connection): unknown[] {
  const names = ["synchronous", "journal_mode", "page_size", "foreign_keys", "trusted_schema"]
  return names.map((name) => Object.values(connection.get<object>(`PRAGMA ${name}`)!)[0] as unknown)
}

test("a commit waits for the disk after a write, and still does after the folder is opened again", async () => {
  const driver = await loadDriver()
  const first = openDatabase(driver, folder)
  allTables(first).insertDelivery(aDelivery())
  const afterWrite = settings(first)
  first.close()
  const second = openDatabase(driver, folder)
  allTables(second).insertDelivery(aDelivery())
  const afterReopen = settings(second)
  second.close()
  expect(afterWrite).toEqual([2, "wal", 16384, 1, 0])
  expect(afterReopen).toEqual(afterWrite)
})

test("a database that a later whk made is refused and left alone", async () => {
  const driver = await loadDriver()
  const later = openDatabase(driver, folder)
  later.exec("PRAGMA user_version = 99")
  later.close()
  expect(() => openDatabase(driver, folder)).toThrow(
    expect.objectContaining({
      code: "STORE_FAILED",
      message: expect.stringContaining("version 99") as string,
    }),
  )
})

test.each([
  ["3.51.3", true],
  ["3.51.10", true],
  ["3.53.0", true],
  ["4.0.0", true],
  ["3.51.2", false],
  ["3.9.9", false],
])("SQLite %s is new enough: %s", (version, isEnough) => {
  expect(isAtLeast(version, "3.51.3")).toBe(isEnough)
})

test("a prepared statement keeps its database alive through garbage collection", async () => {
  const program = join(import.meta.dirname, `../../dist/statement-lifetime-${process.pid}.js`)
  await build({
    stdin: {
      resolveDir: import.meta.dirname,
      contents: `
        import { Connection } from "../../src/store/sqlite/connection.ts"
        import { loadDriver } from "../../src/store/sqlite/driver.ts"
        const driver = await loadDriver()
        const open = () => {
          const connection = new Connection(new driver.DatabaseSync(":memory:"))
          connection.exec("CREATE TABLE t (a)")
          return (value) => [connection.run("INSERT INTO t VALUES (?)", value), connection.get("SELECT count(*) AS n FROM t").n]
        }
        const use = Array.from({ length: 50 }, open)
        use.forEach((insert) => insert(1))
        for (let round = 0; round < 5; round += 1) {
          globalThis.gc()
          await new Promise(setImmediate)
        }
        console.log(use.every((insert) => insert(2)[1] === 2))
      `,
    },
    outfile: program,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  })
  const said = execFileSync(process.execPath, ["--expose-gc", program], { encoding: "utf8" })
  rmSync(program)
  expect(said).toBe("true\n")
})
