import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAccess } from "../../../src/relay/access/access.ts"
import { isApiKey, newApiKey } from "../../../src/relay/access/api-key.ts"
import type { Store } from "../../../src/store/port.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import { FakeClock } from "../../support/fake-clock.ts"

const WORKSPACE = "00000000-0000-4000-8000-000000000001"

let folder: string
let store: Store
let clock: FakeClock
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "whk-access-"))
  store = await openSqliteStore({ folder })
  clock = new FakeClock()
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

/** The same store, counting how often a key is looked up in it. */
function counting(): { store: Store; lookups: () => number } {
  let lookups = 0
  const findKey: Store["findKey"] = (hash) => {
    lookups += 1
    return store.findKey(hash)
  }
  return { store: { ...store, findKey }, lookups: () => lookups }
}

test("the first workspace is made once, with a UUID for its id", async () => {
  const access = createAccess({ store, clock })
  const [one, two] = await Promise.all([access.bootstrap(), access.bootstrap()])
  const { workspace: afterRestart } = await createAccess({ store, clock }).bootstrap()
  expect(one.workspace.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(two.workspace).toEqual(one.workspace)
  expect(afterRestart).toEqual(one.workspace)
  expect(await store.listWorkspaces()).toHaveLength(1)
})

test("bootstrap works again after the store failed once", async () => {
  let failing = true
  const listWorkspaces: Store["listWorkspaces"] = async () => {
    if (failing) throw new Error("disk")
    return await store.listWorkspaces()
  }
  const access = createAccess({ store: { ...store, listWorkspaces }, clock })
  await expect(access.bootstrap()).rejects.toThrow("disk")
  failing = false
  await expect(access.bootstrap()).resolves.toHaveProperty("workspace.name", "default")
})

test("a key has the form that secret scanners look for, and no two are alike", () => {
  const keys = Array.from({ length: 2000 }, newApiKey)
  expect(keys.filter((key) => !/^whk_[0-9A-Za-z]{49}$/.test(key) || !isApiKey(key))).toEqual([])
  expect(new Set(keys).size).toBe(2000)
})

test("one wrong character anywhere in a key is seen by its checksum", () => {
  const key = newApiKey()
  const changed = Array.from(key, (character, at) => {
    const other = character === "a" ? "b" : "a"
    return `${key.slice(0, at)}${other}${key.slice(at + 1)}`
  })
  expect(changed.filter(isApiKey)).toEqual([])
})

test("a key opens its own workspace", async () => {
  const access = createAccess({ store, clock })
  const { key, row } = await access.createKey(WORKSPACE, "laptop")
  expect(await access.authenticate(`Bearer ${key}`)).toEqual({ workspace: WORKSPACE, keyId: row.id })
  expect(await access.authenticate(`bearer  ${key} `)).toEqual({ workspace: WORKSPACE, keyId: row.id })
})

test("only the hash and the last four characters of a key are stored", async () => {
  const access = createAccess({ store, clock })
  const { key, row } = await access.createKey(WORKSPACE, "stored")
  const stored = (await store.listKeys(WORKSPACE)).find(({ id }) => id === row.id)
  expect(stored).toMatchObject({ name: "stored", lastFour: key.slice(-4), revokedAt: null })
  expect(stored?.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(stored)).not.toContain(key.slice(4, 20))
})

test.each([
  ["no header", undefined],
  ["an empty one", ""],
  ["another scheme", `Basic ${newApiKey()}`],
  ["the key alone", newApiKey()],
  ["two keys", `Bearer ${newApiKey()} ${newApiKey()}`],
  ["a provider's key", "Bearer ax_live_0123456789"],
  ["a key of another relay", `Bearer ${newApiKey()}`],
])("%s opens nothing", async (_, authorization) => {
  const access = createAccess({ store, clock })
  expect(await access.authenticate(authorization)).toBeNull()
})

test("what cannot be a key is not even looked up", async () => {
  const counted = counting()
  const access = createAccess({ store: counted.store, clock })
  const key = newApiKey()
  const other = key.endsWith("x") ? "y" : "x"
  await access.authenticate(`Bearer ${key.slice(0, -1)}${other}`)
  expect(counted.lookups()).toBe(0)
})

test("a key in use is looked up once in ten seconds", async () => {
  const counted = counting()
  const access = createAccess({ store: counted.store, clock })
  const { key } = await access.createKey(WORKSPACE, "busy")
  await access.authenticate(`Bearer ${key}`)
  await access.authenticate(`Bearer ${key}`)
  expect(counted.lookups()).toBe(1)
  clock.advance(10_000)
  await access.authenticate(`Bearer ${key}`)
  expect(counted.lookups()).toBe(2)
})

test("a revoked key is dead at once, also where it was remembered", async () => {
  const access = createAccess({ store, clock })
  const { key, row } = await access.createKey(WORKSPACE, "lost")
  await access.authenticate(`Bearer ${key}`)
  expect(await access.revoke(WORKSPACE, row.id)).toBe(true)
  expect(await access.authenticate(`Bearer ${key}`)).toBeNull()
})

test("a key that another process revoked dies within ten seconds", async () => {
  const access = createAccess({ store, clock })
  const { key, row } = await access.createKey(WORKSPACE, "elsewhere")
  await access.authenticate(`Bearer ${key}`)
  await store.revokeKey(WORKSPACE, row.id, clock.now())
  clock.advance(10_000)
  expect(await access.authenticate(`Bearer ${key}`)).toBeNull()
})

test("a workspace cannot revoke another one's key", async () => {
  const access = createAccess({ store, clock })
  const { key, row } = await access.createKey(WORKSPACE, "mine")
  expect(await access.revoke("00000000-0000-4000-8000-000000000002", row.id)).toBe(false)
  expect(await access.authenticate(`Bearer ${key}`)).toEqual({ workspace: WORKSPACE, keyId: row.id })
})
