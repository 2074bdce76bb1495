import { expect, test } from "vitest"
import { newId } from "../../../src/domain/ids.ts"
import type { Store } from "../../../src/store/port.ts"
import { aDelivery, anInbox, NOON } from "../store-rows.ts"

/** Meta values, workspaces and inboxes. */
export function specifyOwners(store: () => Store): void {
  test("a meta value is null until it is set, and can be set again", async () => {
    const key = newId("key")
    const before = await store().meta(key)
    await store().setMeta(key, "one")
    await store().setMeta(key, "two")
    expect([before, await store().meta(key)]).toEqual([null, "two"])
  })

  test("a NUL in a text is kept as U+FFFD", async () => {
    await store().setMeta("nul", "a\0b")
    expect(await store().meta("nul")).toBe("a\u{fffd}b")
  })

  test("workspaces come back in the order of their ids", async () => {
    const second = { id: "ws_b", name: "Second", createdAt: NOON }
    const first = { id: "ws_a", name: "First", createdAt: NOON }
    await Promise.all([store().insertWorkspace(second), store().insertWorkspace(first)])
    expect(await store().listWorkspaces()).toEqual([first, second])
  })

  test("the same workspace twice is refused as existing", async () => {
    await store().insertWorkspace({ id: "ws_twice", name: "Once", createdAt: NOON })
    await expect(
      store().insertWorkspace({ id: "ws_twice", name: "Twice", createdAt: NOON }),
    ).rejects.toMatchObject({ code: "ALREADY_EXISTS" })
  })

  test("an inbox is found by its name, its id and its token", async () => {
    const inbox = anInbox({ name: "found-three-ways" })
    await store().insertInbox(inbox)
    expect(await store().getInbox(inbox.workspace, inbox.name)).toEqual(inbox)
    expect(await store().getInbox(inbox.workspace, inbox.id)).toEqual(inbox)
    expect(await store().inboxByToken(inbox.token)).toEqual(inbox)
  })

  test("an inbox named like the id of another does not hide it", async () => {
    const inbox = anInbox({ name: "found-by-id" })
    await store().insertInbox(inbox)
    await store().insertInbox(anInbox({ name: inbox.id }))
    expect(await store().getInbox(inbox.workspace, inbox.id)).toEqual(inbox)
  })

  test("an inbox changes all but its id, workspace and time", async () => {
    const inbox = anInbox()
    await store().insertInbox(inbox)
    const changed = { ...inbox, name: "renamed", token: "new", provider: null, offline: "reject" as const }
    expect(await store().updateInbox({ ...changed, createdAt: NOON + 5 })).toBe(true)
    expect(await store().getInbox(inbox.workspace, inbox.id)).toEqual(changed)
  })

  test("two inboxes of a workspace cannot have the same name; two workspaces can", async () => {
    await store().insertInbox(anInbox({ name: "same" }))
    await store().insertInbox(anInbox({ name: "same", workspace: "ws_other" }))
    await expect(store().insertInbox(anInbox({ name: "same" }))).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
    })
  })

  test("deleting an inbox gives up what waits for it and keeps it in the history", async () => {
    const inbox = anInbox()
    const waiting = aDelivery({ origin: { kind: "inbox", inbox: inbox.id } })
    await store().insertInbox(inbox)
    await store().insertDelivery(waiting)
    expect(await store().deleteInbox(inbox.workspace, inbox.id, NOON)).toBe(true)
    expect(await store().inboxByToken(inbox.token)).toBeNull()
    expect(await store().deliveryById(waiting.id)).toMatchObject({ status: "failed", nextAttemptAt: null })
  })

  test("an inbox of another workspace cannot be read, changed, listed or deleted", async () => {
    const inbox = anInbox({ workspace: "ws_theirs" })
    await store().insertInbox(inbox)
    expect(await store().getInbox("ws_ours", inbox.id)).toBeNull()
    expect(await store().getInbox("ws_ours", inbox.name)).toBeNull()
    expect(await store().updateInbox({ ...inbox, workspace: "ws_ours", name: "mine" })).toBe(false)
    expect(await store().deleteInbox("ws_ours", inbox.id, NOON)).toBe(false)
    expect(await store().listInboxes("ws_ours")).toEqual([])
    expect(await store().listInboxes("ws_theirs")).toEqual([inbox])
  })
}
