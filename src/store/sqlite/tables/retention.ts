import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

/** Free pages given back to the file system with each batch of deletions: 16 MiB of them. */
const PAGES_GIVEN_BACK = 1000

/** Forgets what ended long ago. */
export function retentionTables(db: Connection): Pick<Tables, "deleteEnded"> {
  return {
    deleteEnded(before, limit) {
      // An ended delivery is at least as old as its end, so those made later need not be looked at; ids sort by time.
      const gone = db.all<{ id: string; request: number; workspace: string; event: string | null }>(
        `SELECT id, request, workspace, event FROM deliveries
         WHERE created_at < ?1 AND ended_at < ?1 AND lease_until IS NULL ORDER BY id LIMIT ?2`,
        before,
        limit,
      )
      for (const { id, request } of gone) {
        db.run("DELETE FROM attempts WHERE delivery = ?", id)
        db.run("DELETE FROM chunks WHERE delivery = ?", id)
        db.run("DELETE FROM requests WHERE number = ?", request)
        db.run("DELETE FROM deliveries WHERE id = ?", id)
      }
      deleteEvents(db, gone)
      db.run(
        `DELETE FROM dedupe_keys WHERE (inbox, key, body_hash) IN
           (SELECT inbox, key, body_hash FROM dedupe_keys WHERE seen_at < ? ORDER BY seen_at LIMIT ?)`,
        before,
        limit,
      )
      if (gone.length > 0) db.exec(`PRAGMA incremental_vacuum(${PAGES_GIVEN_BACK})`)
      return gone.length
    },
  }
}

/** The events of deliveries that went, once none of theirs is left. */
function deleteEvents(
  db: Connection,
  gone: readonly { readonly workspace: string; readonly event: string | null }[],
): void {
  for (const { workspace, event } of gone) {
    if (event === null) continue
    db.run(
      `DELETE FROM events WHERE workspace = ?1 AND id = ?2
         AND NOT EXISTS (SELECT 1 FROM deliveries WHERE workspace = ?1 AND event = ?2)`,
      workspace,
      event,
    )
  }
}
