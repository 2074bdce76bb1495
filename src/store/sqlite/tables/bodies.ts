import { INLINE_BODY_BYTES, type NewDelivery } from "../../port.ts"
import { WhkError } from "../../../errors.ts"
import type { Tables } from "../calls.ts"
import { checksum, isIntact, placeOfChunk, placeOfEvent } from "../checksum.ts"
import type { Connection } from "../connection.ts"
import { DamageError } from "../damage.ts"
import { isHeadIntact, type StoredHead } from "./heads.ts"

type BodyCalls = "appendChunk" | "dropChunks" | "readChunk"

// A body is kept in one of three places: beside its delivery's head, in chunks, or with the event it was made from.
const CHUNK = `SELECT d.body_bytes AS bodyBytes, c.crc AS chunkCrc, c.number AS chunk,
    coalesce(substr(r.body, ?3, ?4), c.body, substr(e.body, ?3, ?4)) AS body
  FROM deliveries d JOIN requests r ON r.number = d.request
  LEFT JOIN chunks c ON c.delivery = d.id AND c.position = ?2
  LEFT JOIN events e ON e.workspace = d.workspace AND e.id = d.event
  WHERE d.id = ?1`

// Everything of a delivery that is kept in one piece.
const WHOLE = `SELECT d.id, d.body_bytes AS bodyBytes, r.head, r.head_crc AS headCrc, r.body, r.body_crc AS bodyCrc,
    d.workspace, d.event, e.body AS eventBody, e.body_crc AS eventCrc
  FROM deliveries d JOIN requests r ON r.number = d.request
  LEFT JOIN events e ON e.workspace = d.workspace AND e.id = d.event
  WHERE d.id = ?`

interface StoredChunk {
  readonly bodyBytes: number
  readonly body: Uint8Array | null
  readonly chunkCrc: number | null
  /** Null when the body is not in chunks. */
  readonly chunk: number | null
}

interface StoredWhole extends StoredHead {
  readonly workspace: string
  readonly event: string | null
  readonly body: Uint8Array | null
  readonly bodyCrc: number | null
  readonly eventBody: Uint8Array | null
  readonly eventCrc: number | null
}

export function bodyTables(db: Connection): Pick<Tables, BodyCalls> {
  return {
    appendChunk(delivery, index, body) {
      db.run(
        "INSERT INTO chunks (delivery, position, body, crc) VALUES (?, ?, ?, ?)",
        delivery,
        index,
        body,
        checksum(body, placeOfChunk(delivery, index)),
      )
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
      const found = db.get<StoredChunk>(CHUNK, delivery, index, start + 1, INLINE_BODY_BYTES)
      if (!found || (index > 0 && start >= found.bodyBytes)) return null
      // SQLite's substr makes NULL of no bytes.
      const body = found.body ?? new Uint8Array(0)
      const isWhole = body.length === Math.min(INLINE_BODY_BYTES, found.bodyBytes - start)
      const isSound = found.chunk === null || isIntact(found.chunkCrc, body, placeOfChunk(delivery, index))
      // With the first chunk goes all that is kept in one piece: nothing of a delivery is read without its first.
      if (!isWhole || !isSound || (index === 0 && !isWholeIntact(db, delivery)))
        throw new DamageError({ delivery })
      return body
    },
  }
}

function isWholeIntact(db: Connection, delivery: string): boolean {
  const stored = db.get<StoredWhole>(WHOLE, delivery)!
  const { workspace, event, body, bodyCrc, eventBody, eventCrc } = stored
  return (
    isHeadIntact(stored) &&
    (body === null || isIntact(bodyCrc, body, delivery)) &&
    (event === null || eventBody === null || isIntact(eventCrc, eventBody, placeOfEvent(workspace, event)))
  )
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
