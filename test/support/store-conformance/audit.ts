import { expect, test } from "vitest"
import { auditHash, CHAIN_START, ChainCheck, type AuditEntry } from "../../../src/domain/audit.ts"
import { newId } from "../../../src/domain/ids.ts"
import type { Store } from "../../../src/store/port.ts"
import { NOON } from "../store-rows.ts"

function anEntry(workspace: string, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: newId("aud"),
    workspace,
    at: NOON,
    actor: "key_1",
    action: "POST /v1/endpoints",
    object: "ep_1",
    address: "192.0.2.1",
    detail: null,
    ...changes,
  }
}

/** The audit log: a chain for each workspace, only added to. */
export function specifyAudit(store: () => Store): void {
  test("entries are numbered and chained in the order they were added", async () => {
    const entries = [anEntry("ws_chain"), anEntry("ws_chain", { actor: null, object: null })]
    await Promise.all(entries.map((entry) => store().appendAudit(entry)))
    const { items, total, next } = await store().listAudit("ws_chain", { limit: 10 })
    const [second, first] = items
    expect(items).toMatchObject([entries[1]!, entries[0]!])
    expect(first).toMatchObject({ number: 1, before: CHAIN_START, hash: auditHash(first!) })
    expect(second).toMatchObject({ number: 2, before: first!.hash, hash: auditHash(second!) })
    expect([total, next]).toEqual([2, null])
    expect(await store().auditHead("ws_chain")).toEqual({ number: 2, hash: second!.hash })
  })

  test("a workspace's chain is not touched by another's", async () => {
    await store().appendAudit(anEntry("ws_one"))
    await store().appendAudit(anEntry("ws_other"))
    const { items } = await store().listAudit("ws_other", { limit: 10 })
    expect(items).toMatchObject([{ number: 1, before: CHAIN_START }])
    expect(await store().auditHead("ws_never")).toBeNull()
  })

  test("a hundred entries added at once are one unbroken chain, read page by page", async () => {
    await Promise.all(Array.from({ length: 100 }, () => store().appendAudit(anEntry("ws_many"))))
    const check = new ChainCheck(await store().auditHead("ws_many"))
    const problems: (string | undefined)[] = []
    let after: string | undefined
    do {
      const page = await store().listAudit("ws_many", { limit: 7, ...(after !== undefined && { after }) })
      problems.push(...page.items.map((entry) => check.next(entry)))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(problems).toEqual(Array.from({ length: 100 }, () => undefined))
    expect(check.end()).toBeUndefined()
  })

  test("a clock that was set back does not change the order", async () => {
    const entries = [anEntry("ws_clock", { at: NOON }), anEntry("ws_clock", { at: NOON - 60_000 })]
    for (const entry of entries) await store().appendAudit(entry)
    const { items } = await store().listAudit("ws_clock", { limit: 10 })
    expect(items.map(({ id }) => id)).toEqual([entries[1]!.id, entries[0]!.id])
  })
}
