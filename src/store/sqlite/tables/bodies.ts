import { INLINE_BODY_BYTES, type NewDelivery } from "../../port.ts"
import { WhkError } from "../../../errors.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

type BodyCalls = "appendChunk" | "dropChunks" | "readChunk"

// A body is kept in one of three places: beside its delivery's head, in chunks, or with the event it was made from.
const CHUNK = `SELECT d.body_bytes AS bodyBytes,
    coalesce(substr(r.body, ?3, ?4), c.body, substr(e.body, ?3, ?4)) AS body
  FROM deliveries d JOIN requests r ON r.number = d.request
  LEFT JOIN chunks c ON c.delivery = d.id AND c.position = ?2
  LEFT JOIN events e ON e.workspace = d.workspace AND e.id = d.event
  WHERE d.id = ?1`

export function bodyTables(db: Connection): Pick<Tables, BodyCalls> {
  return {
    appendChunk(delivery, index, body) {
      db.run("INSERT INTO chunks (delivery, position, body) VALUES (?, ?, ?)", delivery, index, body)
    },

    // Only of a delivery that was never inserted: a stored body is never taken away.
    dropChunks(delivery) {
      db.run(
        "DELETE FROM chunks WHERE delivery = ?1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE id = ?1)",
        delivery,
      )
    },

    readChunk(delivery, index) {
      const start = index * INLINE_BODY_BYTES
      const found = db.get<{ bodyBytes: number; body: Uint8Array | null }>(
        CHUNK,
        delivery,
        index,
        start + 1,
        INLINE_BODY_BYTES,
      )
      if (!found || (index > 0 && start >= found.bodyBytes)) return null
      // SQLite's substr makes NULL of no bytes.
      return found.body ?? (found.bodyBytes === 0 ? new Uint8Array(0) : null)
    },
  }
}

/** Forgets chunks whose delivery was never inserted: the process died while the body arrived. */
export function dropOrphanChunks(db: Connection): void {
  db.run("DELETE FROM chunks WHERE delivery NOT IN (SELECT id FROM deliveries)")
}

/** Throws STORE_FAILED when the chunks appended so far are not the whole body. */
export function assertBodyComplete(db: Connection, { id, bodyBytes }: NewDelivery): void {
  const stored = db.get<{ bytes: number; count: number; last: number }>(
    `SELECT coalesce(sum(length(body)), 0) AS bytes, count(*) AS count, coalesce(max(position), -1) AS last
     FROM chunks WHERE delivery = ?`,
    id,
  )!
  if (stored.bytes === bodyBytes && stored.last === stored.count - 1) return
  throw new WhkError("STORE_FAILED", `Delivery "${id}" has ${stored.bytes} of its ${bodyBytes} body bytes.`)
}
