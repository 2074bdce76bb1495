import { expect, test } from "vitest"
import type { Store } from "../../../src/store/port.ts"
import { aKey, aSession, NOON } from "../store-rows.ts"

/** API keys and the sessions they open. */
export function specifyKeys(store: () => Store): void {
  test("a key is found by its hash until it is revoked, and stays in the list", async () => {
    const key = aKey({ workspace: "ws_keys" })
    await store().insertKey(key)
    expect(await store().findKey(key.hash)).toEqual(key)
    expect(await store().revokeKey("ws_keys", key.id, NOON + 1)).toBe(true)
    expect(await store().findKey(key.hash)).toBeNull()
    expect(await store().listKeys("ws_keys")).toEqual([{ ...key, revokedAt: NOON + 1 }])
  })

  test("revoking a key again keeps the first time", async () => {
    const key = aKey({ workspace: "ws_revoked_twice" })
    await store().insertKey(key)
    await store().revokeKey(key.workspace, key.id, NOON + 1)
    await store().revokeKey(key.workspace, key.id, NOON + 2)
    expect(await store().listKeys(key.workspace)).toMatchObject([{ revokedAt: NOON + 1 }])
  })

  test("a key of another workspace can neither be listed nor revoked", async () => {
    const key = aKey({ workspace: "ws_theirs" })
    await store().insertKey(key)
    expect(await store().revokeKey("ws_ours", key.id, NOON)).toBe(false)
    expect(await store().listKeys("ws_ours")).toEqual([])
    expect(await store().findKey(key.hash)).toEqual(key)
  })

  test("a session is found by its hash like a key, over or not, and stands in no list of keys", async () => {
    const key = aKey({ workspace: "ws_session" })
    const session = aSession(key)
    await store().insertKey(key)
    expect(await store().insertSession(session)).toBe(true)
    expect(await store().findKey(session.hash)).toEqual(session)
    expect(await store().listKeys(key.workspace)).toEqual([key])
  })

  test("a session is found by its whole id and by no beginning of it", async () => {
    const key = aKey({ workspace: "ws_session_id" })
    const session = aSession(key)
    await store().insertKey(key)
    await store().insertSession(session)
    expect(await store().idsWithPrefix(key.workspace, "key_", 5)).toEqual([key.id])
    expect(await store().idsWithPrefix(key.workspace, session.id, 5)).toEqual([session.id])
  })

  test("a key that is revoked takes its sessions with it; a session that is revoked goes alone", async () => {
    const key = aKey({ workspace: "ws_revoked_sessions" })
    const sessions = [aSession(key), aSession(key)] as const
    await store().insertKey(key)
    for (const session of sessions) await store().insertSession(session)
    expect(await store().revokeKey(key.workspace, sessions[0].id, NOON)).toBe(true)
    const after = () => Promise.all([key, ...sessions].map(({ hash }) => store().findKey(hash)))
    expect(await after()).toEqual([key, null, sessions[1]])
    await store().revokeKey(key.workspace, key.id, NOON)
    expect(await after()).toEqual([null, null, null])
  })

  test("a key that is revoked, one of another workspace and a session open no session", async () => {
    const key = aKey({ workspace: "ws_opener" })
    const session = aSession(key)
    await store().insertKey(key)
    await store().insertSession(session)
    const refused = [aSession(key, { workspace: "ws_other" }), aSession(session), aSession(key)] as const
    expect(await store().insertSession(refused[0])).toBe(false)
    expect(await store().insertSession(refused[1])).toBe(false)
    await store().revokeKey(key.workspace, key.id, NOON)
    expect(await store().insertSession(refused[2])).toBe(false)
    expect(await Promise.all(refused.map(({ hash }) => store().findKey(hash)))).toEqual([null, null, null])
  })

  test("sessions that are over are forgotten, keys and other sessions are not", async () => {
    const key = aKey({ workspace: "ws_over" })
    const [over, open] = [aSession(key, { expiresAt: NOON }), aSession(key, { expiresAt: NOON + 1 })]
    await store().insertKey(key)
    for (const session of [over, open]) await store().insertSession(session)
    await store().deleteSessions(NOON + 1)
    const left = await Promise.all([key, over, open].map(({ hash }) => store().findKey(hash)))
    expect(left).toEqual([key, null, open])
  })
}
