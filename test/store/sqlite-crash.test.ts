import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { buildStoreProcess, startStoreProcess, type StoreProcess } from "../support/store-process.ts"
import { bytes } from "../support/store-rows.ts"

let folder: string

beforeAll(buildStoreProcess)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whk-store-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

function ackedBy({ lines }: StoreProcess): string[] {
  return lines.filter((line) => line.startsWith("acked ")).map((line) => line.slice("acked ".length))
}

/** The acknowledged ids whose delivery or body is not there. */
async function lost(acked: readonly string[]): Promise<string[]> {
  const store = await openSqliteStore({ folder })
  const isStored = async (id: string): Promise<boolean> => {
    const body = await store.readChunk(id, 0)
    return (await store.deliveryById(id)) !== null && body !== null && Buffer.alloc(2048, id).equals(body)
  }
  const found = await Promise.all(acked.map(isStored))
  await store.close()
  return acked.filter((_id, index) => !found[index])
}

test("kill -9 in the middle of inserting, round after round, loses nothing that was acknowledged", async () => {
  const acked: string[] = []
  const round = async (atLeast: number): Promise<void> => {
    const writer = startStoreProcess(folder, "insert")
    await writer.printed("acked", atLeast)
    await writer.kill()
    acked.push(...ackedBy(writer))
  }
  await round(1)
  await round(500)
  await round(37)
  await round(1200)
  expect(acked.length).toBeGreaterThan(1700)
  expect(await lost(acked)).toEqual([])
})

test("a disk that fails refuses all that follows, says so once, and loses nothing acknowledged", async () => {
  const writer = startStoreProcess(folder, "insert", { largestFileKiB: 2048 })
  await writer.printed("refused", 16)
  await writer.kill()
  expect(new Set(writer.lines.filter((line) => line.startsWith("refused")))).toEqual(
    new Set(["refused STORE_FAILED"]),
  )
  expect(writer.lines.filter((line) => line.startsWith("failure"))).toEqual(["failure STORE_FAILED"])
  const acked = ackedBy(writer)
  expect(acked.length).toBeGreaterThan(10)
  expect(await lost(acked)).toEqual([])
})

test("chunks of a body that never became a delivery are gone after a restart", async () => {
  const before = await openSqliteStore({ folder })
  await before.appendChunk("dlv_unfinished", 0, bytes("half a body"))
  await before.close()
  const after = await openSqliteStore({ folder })
  await after.appendChunk("dlv_unfinished", 0, bytes("a new start"))
  await after.close()
})
