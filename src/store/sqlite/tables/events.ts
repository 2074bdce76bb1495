import type { EventRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { checksum, isIntact, placeOfEvent } from "../checksum.ts"
import { DamageError } from "../damage.ts"
import { insertDelivery } from "./deliveries.ts"

export function eventTable(db: Connection): Pick<Tables, "publish" | "getEvent"> {
  return {
    publish(event, deliveries) {
      db.run(
        `INSERT INTO events (workspace, id, provider, type, created_at, content_type, body, body_crc)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        event.workspace,
        event.id,
        event.provider,
        event.type,
        event.createdAt,
        event.contentType,
        event.body,
        checksum(event.body, placeOfEvent(event.workspace, event.id)),
      )
      for (const delivery of deliveries) insertDelivery(db, delivery)
    },

    getEvent(workspace, id) {
      const stored = db.get<EventRow & { readonly bodyCrc: number | null }>(
        `SELECT id, workspace, provider, type, created_at AS createdAt, content_type AS contentType, body,
           body_crc AS bodyCrc
         FROM events WHERE workspace = ? AND id = ?`,
        workspace,
        id,
      )
      if (!stored) return null
      const { bodyCrc, ...event } = stored
      if (!isIntact(bodyCrc, event.body, placeOfEvent(workspace, id)))
        throw new DamageError({ workspace, event: id })
      return event
    },
  }
}
