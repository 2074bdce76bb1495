import type { RequestHead } from "../../../domain/delivery.ts"
import { DAMAGED_HEAD, type DeliveryRow, type NewDelivery } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { checksum, placeOfHead } from "../checksum.ts"
import type { SqlValue } from "../driver.ts"
import { assertBodyComplete } from "./bodies.ts"
import { isHeadIntact, type StoredHead } from "./heads.ts"
import { readPage } from "./page.ts"

type DeliveryCalls =
  | "insertDelivery"
  | "getDelivery"
  | "deliveryById"
  | "listDeliveries"
  | "lastDeliveryTimes"
  | "requeue"

export interface StoredDelivery extends Omit<DeliveryRow, "origin" | "request">, StoredHead {
  readonly inbox: string | null
  readonly endpoint: string | null
  readonly event: string | null
}

/** Reads deliveries as `deliveryFromStored` takes them; the table is `d` in conditions. */
export const DELIVERY = `SELECT d.id, d.workspace, d.inbox, d.endpoint, d.event, d.provider,
  d.event_type AS eventType, d.created_at AS createdAt, r.head, r.head_crc AS headCrc, d.body_bytes AS bodyBytes,
  d.next_attempt_at AS nextAttemptAt, d.replay_of AS replayOf, d.status, d.attempts,
  d.response_status AS responseStatus, d.elapsed_ms AS elapsedMs
  FROM deliveries d JOIN requests r ON r.number = d.request`

export function deliveryTable(db: Connection): Pick<Tables, DeliveryCalls> {
  return {
    insertDelivery: (delivery) => insertDelivery(db, delivery),

    getDelivery(workspace, id) {
      const stored = db.get<StoredDelivery>(`${DELIVERY} WHERE d.id = ? AND d.workspace = ?`, id, workspace)
      return stored ? deliveryFromStored(stored) : null
    },

    deliveryById(id) {
      const stored = db.get<StoredDelivery>(`${DELIVERY} WHERE d.id = ?`, id)
      return stored ? deliveryFromStored(stored) : null
    },

    listDeliveries(workspace, filter, page) {
      const conditions: [string, SqlValue][] = [["d.workspace = ?", workspace]]
      if (filter.endpoint !== undefined) conditions.push(["d.endpoint = ?", filter.endpoint])
      if (filter.inbox !== undefined) conditions.push(["d.inbox = ?", filter.inbox])
      if (filter.event !== undefined) conditions.push(["d.event = ?", filter.event])
      if (filter.eventType !== undefined) conditions.push(["d.event_type = ?", filter.eventType])
      if (filter.status !== undefined) conditions.push(["d.status = ?", filter.status])
      if (filter.since !== undefined) conditions.push(["d.created_at >= ?", filter.since])
      const listing = { select: DELIVERY, from: "deliveries d", conditions, id: "d.id" }
      return readPage(db, listing, page, deliveryFromStored)
    },

    lastDeliveryTimes: (workspace, endpoints) =>
      endpoints.map(
        (endpoint) =>
          db.get<{ createdAt: number }>(
            `SELECT created_at AS createdAt FROM deliveries WHERE workspace = ? AND endpoint = ?
             ORDER BY id DESC LIMIT 1`,
            workspace,
            endpoint,
          )?.createdAt ?? null,
      ),

    requeue: (delivery, at) =>
      db.run("UPDATE deliveries SET status = 'pending', next_attempt_at = ? WHERE id = ?", at, delivery) > 0,
  }
}

/** Writes a delivery, pending. */
export function insertDelivery(db: Connection, delivery: NewDelivery): void {
  const { origin } = delivery
  if (origin.kind === "inbox" && delivery.body === null) assertBodyComplete(db, delivery)
  const head = JSON.stringify(delivery.request)
  const request = db.insert(
    "INSERT INTO requests (head, body, head_crc, body_crc) VALUES (?, ?, ?, ?)",
    head,
    delivery.body,
    checksum(head, placeOfHead(delivery.id, delivery.bodyBytes)),
    delivery.body && checksum(delivery.body, delivery.id),
  )
  db.run(
    `INSERT INTO deliveries (id, workspace, inbox, endpoint, event, provider, event_type, created_at, request,
       body_bytes, replay_of, status, next_attempt_at, attempts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, 0)`,
    delivery.id,
    delivery.workspace,
    origin.kind === "inbox" ? origin.inbox : null,
    origin.kind === "endpoint" ? origin.endpoint : null,
    origin.kind === "endpoint" ? origin.event : null,
    delivery.provider,
    delivery.eventType,
    delivery.createdAt,
    request,
    delivery.bodyBytes,
    delivery.replayOf,
    delivery.nextAttemptAt,
  )
}

/** Makes of a row that DELIVERY read what the port promises. */
export function deliveryFromStored(whole: StoredDelivery): DeliveryRow {
  const { inbox, endpoint, event, head, headCrc: _headCrc, ...stored } = whole
  return {
    ...stored,
    origin:
      inbox === null
        ? { kind: "endpoint", endpoint: endpoint ?? "", event: event ?? "" }
        : { kind: "inbox", inbox },
    request: isHeadIntact(whole) ? (JSON.parse(head) as RequestHead) : DAMAGED_HEAD,
  }
}
