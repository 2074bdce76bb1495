import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { buildStoreProcess, startStoreProcess } from "../support/store-process.ts"
import { aDelivery } from "../support/store-rows.ts"

let home: string
let folder: string

beforeAll(buildStoreProcess)
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "whk-store-"))
  folder = join(home, "deep", "data")
})
afterEach(() => rmSync(home, { recursive: true }))

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

test("the folder and every file in it are for their owner only", async () => {
  const store = await openSqliteStore({ folder })
  await store.insertDelivery(aDelivery())
  const modes = ["", "whk.db", "whk.db-wal", "whk.db-shm", "lock.db"].map((name) =>
    modeOf(join(folder, name)),
  )
  await store.close()
  expect(modes).toEqual(["700", "600", "600", "600", "600"])
})

test("the instance id stays the same when the folder is opened again, and differs between folders", async () => {
  const first = await openSqliteStore({ folder })
  await first.close()
  const again = await openSqliteStore({ folder })
  await again.close()
  const other = await openSqliteStore({ folder: join(home, "other") })
  await other.close()
  expect(again.instance).toBe(first.instance)
  expect(other.instance).not.toBe(first.instance)
})

test("a folder that another process has open is refused at once, by name", async () => {
  const holder = startStoreProcess(folder, "hold")
  await holder.printed("open")
  await expect(openSqliteStore({ folder })).rejects.toMatchObject({
    code: "DATA_FOLDER_LOCKED",
    message: expect.stringContaining(`"${folder}"`) as string,
  })
  await holder.kill()
})

test("a folder can be opened as soon as the process that had it open was killed", async () => {
  const holder = startStoreProcess(folder, "hold")
  await holder.printed("open")
  await holder.kill()
  const store = await openSqliteStore({ folder })
  await store.close()
})

test("a process that is refused does not loosen the lock of the one that has the folder", async () => {
  const store = await openSqliteStore({ folder })
  await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: "DATA_FOLDER_LOCKED" })
  const second = startStoreProcess(folder, "hold")
  await second.ended
  const third = startStoreProcess(folder, "hold")
  await third.ended
  await store.close()
  expect([second.lines, third.lines].flat()).toEqual([
    expect.stringMatching(/^DATA_FOLDER_LOCKED /),
    expect.stringMatching(/^DATA_FOLDER_LOCKED /),
  ])
})

test("a folder that cannot be made is refused, by name", async () => {
  const inFile = join(process.execPath, "data")
  await expect(openSqliteStore({ folder: inFile })).rejects.toMatchObject({
    code: "FILE_UNWRITABLE",
    message: `The data folder "${inFile}" cannot be made.`,
  })
})

test("a folder below one that takes no folders is refused at once", async () => {
  await expect(openSqliteStore({ folder: "/proc/whk/data" })).rejects.toMatchObject({
    code: "FILE_UNWRITABLE",
  })
})

test("a closed store refuses every call and closes only once", async () => {
  const store = await openSqliteStore({ folder })
  const written = store.setMeta("key", "written before the end")
  await Promise.all([store.close(), store.close()])
  await written
  await expect(store.meta("key")).rejects.toMatchObject({ code: "STORE_FAILED" })
  const again = await openSqliteStore({ folder })
  expect(await again.meta("key")).toBe("written before the end")
  await again.close()
})
