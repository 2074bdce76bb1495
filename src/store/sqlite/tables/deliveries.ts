import type { RequestHead } from "../../../domain/delivery.ts"
import { DAMAGED_HEAD, type DedupeKey, type DeliveryRow, type NewDelivery } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { checksum, placeOfHead } from "../checksum.ts"
import type { SqlValue } from "../driver.ts"
import { assertBodyComplete } from "./bodies.ts"
import { isHeadIntact, type StoredHead } from "./heads.ts"
import { readPage } from "./page.ts"

type DeliveryCalls =
  | "insertDelivery"
  | "insertOnce"
  | "getDelivery"
  | "deliveryById"
  | "deliveriesById"
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
  d.response_status AS responseStatus, d.elapsed_ms AS elapsedMs, d.lease_until AS leaseUntil, d.epoch,
  d.retries, d.duplicates, d.ended_at AS endedAt
  FROM deliveries d JOIN requests r ON r.number = d.request`

export function deliveryTable(db: Connection): Pick<Tables, DeliveryCalls> {
  return {
    insertDelivery: (delivery) => insertDelivery(db, delivery),

    insertOnce(delivery, key) {
      const first = firstOfKey(db, delivery, key)
      if (first) {
        db.run("UPDATE deliveries SET duplicates = duplicates + 1 WHERE id = ?", first.id)
        return { ...first, duplicates: first.duplicates + 1 }
      }
      insertDelivery(db, delivery)
      return null
    },

    getDelivery(workspace, id) {
      const stored = db.get<StoredDelivery>(`${DELIVERY} WHERE d.id = ? AND d.workspace = ?`, id, workspace)
      return stored ? deliveryFromStored(stored) : null
    },

    deliveryById(id) {
      const stored = db.get<StoredDelivery>(`${DELIVERY} WHERE d.id = ?`, id)
      return stored ? deliveryFromStored(stored) : null
    },

    deliveriesById: (ids) =>
      db
        .all<StoredDelivery>(
          `${DELIVERY} WHERE d.id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(ids),
        )
        .map(deliveryFromStored),

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
      db.run(
        `UPDATE deliveries SET status = 'pending', next_attempt_at = ?, ended_at = NULL
         WHERE id = ? AND lease_until IS NULL`,
        at,
        delivery,
      ) > 0,
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
       body_bytes, replay_of, status, next_attempt_at, attempts, lease_until, epoch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, 0, ?, ?)`,
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
    delivery.leaseUntil ?? null,
    delivery.leaseUntil === undefined ? 0 : 1,
  )
}

/** The delivery that has the key, or null: then this one has it from now on. */
function firstOfKey(
  db: Connection,
  delivery: NewDelivery,
  { id, bodyHash, since }: DedupeKey,
): DeliveryRow | null {
  const inbox = delivery.origin.kind === "inbox" ? delivery.origin.inbox : ""
  const stored = db.get<StoredDelivery>(
    `${DELIVERY} JOIN dedupe_keys k ON k.delivery = d.id
     WHERE k.inbox = ? AND k.key = ? AND k.body_hash = ? AND k.seen_at >= ?`,
    inbox,
    id,
    bodyHash,
    since,
  )
  if (stored) return deliveryFromStored(stored)
  // An older key, or one whose delivery is gone, gives way.
  db.run(
    "INSERT OR REPLACE INTO dedupe_keys (inbox, key, body_hash, delivery, seen_at) VALUES (?, ?, ?, ?, ?)",
    inbox,
    id,
    bodyHash,
    delivery.id,
    delivery.createdAt,
  )
  return null
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
