import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { startRelayProcess } from "../support/relay-process.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../support/run-whk.ts"

/** A data folder with one text in its store, and whk in the folder around it. */
async function aStore() {
  const folder = await temporaryFolder()
  const data = join(folder.path, "data")
  const store = await openSqliteStore({ folder: data })
  await store.setMeta("kept", "before the backup")
  await store.close()
  const whk = (...args: readonly string[]): Promise<WhkResult> => runWhk(args, { cwd: folder.path })
  return { path: folder.path, data, whk, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

async function keptIn(folder: string): Promise<string | null> {
  const store = await openSqliteStore({ folder })
  const kept = await store.meta("kept")
  await store.close()
  return kept
}

test("a backup is one file for its owner only, and a store again in an empty folder", async () => {
  await using home = await aStore()
  const restored = join(home.path, "restored")
  await mkdir(restored)
  const { stdout, exitCode } = await home.whk("backup", "restored/whk.db", "--data", "data", "--json")
  const file = join(restored, "whk.db")
  const { size, mode } = await stat(file)
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, { file, bytes: size, data: home.data }])
  expect(mode & 0o777).toBe(0o600)
  expect(await readdir(restored)).toEqual(["whk.db"])
  expect(await keptIn(restored)).toBe("before the backup")
})

test("without --data the store of this machine's relay is copied while that runs", async () => {
  await using relay = await startRelayProcess()
  await relay.whk("inboxes", "list")
  const { exitCode } = await relay.whk("backup", join(relay.home, "copy.db"))
  const { size } = await stat(join(relay.home, "copy.db"))
  expect([exitCode, size > 0]).toEqual([0, true])
  expect((await fetch(`${relay.url}/healthz`)).status).toBe(200)
})

test("a file that is there is replaced only with --force", async () => {
  await using home = await aStore()
  const file = join(home.path, "copy.db")
  await writeFile(file, "something else")
  const refused = await home.whk("backup", "copy.db", "--data", "data")
  expect([refused.exitCode, refused.stderr]).toEqual([
    6,
    `error "${file}" exists already.\n  → Name another file, or replace it with --force.\n`,
  ])
  expect(await readFile(file, "utf8")).toBe("something else")
  expect((await home.whk("backup", "copy.db", "--data", "data", "--force")).exitCode).toBe(0)
  expect((await readFile(file)).subarray(0, 15).toString()).toBe("SQLite format 3")
})

test.each([
  {
    what: "a data folder without a store",
    args: ["copy.db", "--data", "nowhere"],
    exit: 4,
    says: "no store",
  },
  { what: "a folder that is not there", args: ["no/copy.db", "--data", "data"], exit: 2, says: "no/copy.db" },
  { what: "no file", args: ["", "--data", "data"], exit: 2, says: "<file> is missing" },
  { what: "an empty data folder", args: ["copy.db", "--data", ""], exit: 2, says: "--data is empty" },
])("$what is refused and leaves no file behind", async ({ args, exit, says }) => {
  await using home = await aStore()
  const { exitCode, stderr } = await home.whk("backup", ...args)
  expect([exitCode, stderr]).toEqual([exit, expect.stringContaining(says)])
  expect(await readdir(home.path)).toEqual(["data"])
})

test("a store that cannot be read is refused, and what was there before stays", async () => {
  await using home = await aStore()
  await writeFile(
    join(home.data, "whk.db"),
    "not a database, but long enough to be taken for one ".repeat(50),
  )
  await writeFile(join(home.path, "copy.db"), "the last good one")
  const { exitCode, stderr } = await home.whk("backup", "copy.db", "--data", "data", "--force")
  expect([exitCode, stderr]).toEqual([70, expect.stringContaining("could not be copied")])
  expect(await readFile(join(home.path, "copy.db"), "utf8")).toBe("the last good one")
  expect(await readdir(home.path)).toEqual(["copy.db", "data"])
})
