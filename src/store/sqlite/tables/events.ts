import type { EventRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { insertDelivery } from "./deliveries.ts"

export function eventTable(db: Connection): Pick<Tables, "publish" | "getEvent"> {
  return {
    publish(event, deliveries) {
      db.run(
        `INSERT INTO events (workspace, id, provider, type, created_at, content_type, body)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        event.workspace,
        event.id,
        event.provider,
        event.type,
        event.createdAt,
        event.contentType,
        event.body,
      )
      for (const delivery of deliveries) insertDelivery(db, delivery)
    },

    getEvent: (workspace, id) =>
      db.get<EventRow>(
        `SELECT id, workspace, provider, type, created_at AS createdAt, content_type AS contentType, body
         FROM events WHERE workspace = ? AND id = ?`,
        workspace,
        id,
      ) ?? null,
  }
}
