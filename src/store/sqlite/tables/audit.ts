import { auditHash, CHAIN_START, type ChainedEntry, type ChainHead } from "../../../domain/audit.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

const ENTRY =
  "SELECT workspace, number, id, at, actor, action, object, address, detail, before, hash FROM audit"

/** The audit log: one chain of hashes for each workspace. */
export function auditTable(db: Connection): Pick<Tables, "appendAudit" | "listAudit" | "auditHead"> {
  const headOf = (workspace: string): ChainHead =>
    db.get<NonNullable<ChainHead>>("SELECT number, hash FROM audit_heads WHERE workspace = ?", workspace) ??
    null

  return {
    appendAudit(entry) {
      const head = headOf(entry.workspace) ?? { number: 0, hash: CHAIN_START }
      const number = head.number + 1
      const hash = auditHash({ ...entry, number, before: head.hash })
      db.run(
        `INSERT INTO audit (workspace, number, id, at, actor, action, object, address, detail, before, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.workspace,
        number,
        entry.id,
        entry.at,
        entry.actor,
        entry.action,
        entry.object,
        entry.address,
        entry.detail,
        head.hash,
        hash,
      )
      db.run(
        "INSERT OR REPLACE INTO audit_heads (workspace, number, hash) VALUES (?, ?, ?)",
        entry.workspace,
        number,
        hash,
      )
    },

    auditHead: headOf,

    // By number and not by id: the order of the chain, whatever the clock did between two starts.
    listAudit(workspace, { limit, after }) {
      const older = after === undefined ? "" : " AND number < (SELECT number FROM audit WHERE id = ?3)"
      const rows = db.all<ChainedEntry>(
        `${ENTRY} WHERE workspace = ?1${older} ORDER BY number DESC LIMIT ?2`,
        workspace,
        limit + 1,
        ...(after === undefined ? [] : [after]),
      )
      const { total } = db.get<{ total: number }>(
        "SELECT count(*) AS total FROM audit WHERE workspace = ?",
        workspace,
      )!
      const items = rows.slice(0, limit)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total }
    },
  }
}
