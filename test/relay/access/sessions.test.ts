import { createHash } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAccess } from "../../../src/relay/access/access.ts"
import { openSqliteStore, type SqliteStore } from "../../../src/store/sqlite/open.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { temporaryFolder } from "../../support/run-whk.ts"

const WORKSPACE = "00000000-0000-4000-8000-000000000001"
const HOURS_12 = 12 * 60 * 60 * 1000

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: SqliteStore
beforeAll(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore({ folder: folder.path })
})
afterAll(async () => {
  await store.close()
  await folder[Symbol.asyncDispose]()
})

async function openOne() {
  const clock = new FakeClock()
  const access = createAccess({ store, clock })
  const { row: key } = await access.createKey(WORKSPACE, "opener")
  const session = await access.openSession({ workspace: WORKSPACE, keyId: key.id })
  const { token } = session!
  const caller = (await access.authenticate(`Bearer ${token}`))!
  return { clock, access, key, token, caller }
}

test("a session is still open after the relay was started anew", async () => {
  const { clock, token, caller } = await openOne()
  const restarted = createAccess({ store, clock })
  expect(await restarted.authenticate(`Bearer ${token}`)).toEqual(caller)
})

test("of a session only the hash is kept", async () => {
  const { token, key, caller } = await openOne()
  const kept = await store.findKey(createHash("sha256").update(token).digest("hex"))
  expect(kept).toMatchObject({ id: caller.keyId, openedBy: key.id, lastFour: token.slice(-4) })
  expect(JSON.stringify(kept)).not.toContain(token)
})

test("a session that is over is refused at once, remembered or not", async () => {
  const { clock, access, token } = await openOne()
  clock.advance(HOURS_12 - 1)
  expect(await access.authenticate(`Bearer ${token}`)).not.toBeNull()
  clock.advance(1)
  expect(await access.authenticate(`Bearer ${token}`)).toBeNull()
  expect(await createAccess({ store, clock }).authenticate(`Bearer ${token}`)).toBeNull()
})

test("whoever waits for a caller's end is told once when its session is over", async () => {
  const { clock, access, caller } = await openOne()
  let ended = 0
  access.whenEnded(caller, () => (ended += 1))
  clock.advance(HOURS_12 - 1)
  expect(ended).toBe(0)
  clock.advance(1)
  await access.revoke(WORKSPACE, caller.keyId)
  expect(ended).toBe(1)
})

test("whoever waits for a caller's end is told when its key is revoked, or the key that opened it", async () => {
  const { access, caller, key } = await openOne()
  const ended: string[] = []
  access.whenEnded(caller, () => ended.push("session"))
  access.whenEnded({ workspace: WORKSPACE, keyId: key.id }, () => ended.push("key"))
  access.whenEnded({ workspace: WORKSPACE, keyId: "key_of_somebody" }, () => ended.push("other"))
  await access.revoke("00000000-0000-4000-8000-000000000002", key.id)
  expect(ended).toEqual([])
  await access.revoke(WORKSPACE, key.id)
  expect(ended).toEqual(["session", "key"])
})

test("whoever waits no more is not told, and leaves no timer", async () => {
  const { clock, access, caller, key } = await openOne()
  let ended = 0
  access.whenEnded(caller, () => (ended += 1))()
  expect(clock.timers).toBe(0)
  await access.revoke(WORKSPACE, key.id)
  expect(ended).toBe(0)
})
