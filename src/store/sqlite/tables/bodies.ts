import { INLINE_BODY_BYTES, type NewDelivery } from "../../port.ts"
import { WhkError } from "../../../errors.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

type BodyCalls = "appendChunk" | "dropChunks" | "readChunk"

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
      const bounds = [index * INLINE_BODY_BYTES + 1, INLINE_BODY_BYTES] as const
      const source = db.get<{ request: number; workspace: string; event: string | null; bodyBytes: number }>(
        "SELECT request, workspace, event, body_bytes AS bodyBytes FROM deliveries WHERE id = ?",
        delivery,
      )
      // An empty body is one empty chunk.
      if (!source || (index > 0 && index * INLINE_BODY_BYTES >= source.bodyBytes)) return null
      const inline = db.get<{ body: Uint8Array | null }>(
        "SELECT substr(body, ?, ?) AS body FROM requests WHERE number = ?",
        ...bounds,
        source.request,
      )
      if (inline?.body) return inline.body
      const apart =
        source.event === null
          ? db.get<{ body: Uint8Array }>(
              "SELECT body FROM chunks WHERE delivery = ? AND position = ?",
              delivery,
              index,
            )
          : db.get<{ body: Uint8Array }>(
              "SELECT substr(body, ?, ?) AS body FROM events WHERE workspace = ? AND id = ?",
              ...bounds,
              source.workspace,
              source.event,
            )
      return apart?.body ?? (source.bodyBytes === 0 ? new Uint8Array(0) : null)
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
