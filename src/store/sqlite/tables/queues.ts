import type { DueQuery, Queue } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import type { SqlValue } from "../driver.ts"
import { deadLetter } from "../damage.ts"
import { DELIVERY, deliveryFromStored, type StoredDelivery } from "./deliveries.ts"
import { isHeadIntact } from "./heads.ts"

type QueueCalls = "dueDeliveries" | "nextDueAt" | "shiftDue" | "countPending"

// Word for word the conditions of the partial indexes, without which SQLite would not use them.
const WAITS = "d.status = 'pending' AND d.lease_until IS NULL"
const AT_INBOXES = `${WAITS} AND d.inbox IS NOT NULL`
const AT_INBOX = `${AT_INBOXES} AND d.inbox = ?`
const AT_ENDPOINTS = `${WAITS} AND d.endpoint IS NOT NULL`
const LEASED = "d.lease_until IS NOT NULL AND d.status = 'pending'"

const SKIPPED = "SELECT value FROM json_each(?)"
const DISABLED = "SELECT id FROM endpoints WHERE active = 0"

/** What is still to be delivered. */
export function queueTables(db: Connection): Pick<Tables, QueueCalls> {
  return {
    dueDeliveries(query) {
      const [condition, values] = waitingIn(db, query)
      const due = db.all<StoredDelivery>(
        `${DELIVERY} WHERE ${condition} AND d.next_attempt_at <= ? ORDER BY d.next_attempt_at, d.id LIMIT ?`,
        ...values,
        query.now,
        query.limit,
      )
      for (const stored of due) if (!isHeadIntact(stored)) deadLetter(db, { delivery: stored.id })
      return due.filter(isHeadIntact).map(deliveryFromStored)
    },

    nextDueAt(query) {
      const [condition, values] = waitingIn(db, query)
      const row = db.get<{ at: number }>(
        `SELECT d.next_attempt_at AS at FROM deliveries d
         WHERE ${condition} AND d.next_attempt_at IS NOT NULL ORDER BY d.next_attempt_at LIMIT 1`,
        ...values,
      )
      return row?.at ?? null
    },

    shiftDue(queue, after, byMs) {
      const [condition, values] = queue === "endpoints" ? [AT_ENDPOINTS, []] : [AT_INBOX, [queue.inbox]]
      db.run(
        `UPDATE deliveries AS d SET next_attempt_at = d.next_attempt_at + ?
         WHERE ${condition} AND d.next_attempt_at > ?`,
        byMs,
        ...values,
        after,
      )
    },

    countPending(inbox) {
      if (inbox === undefined) return count(db, [AT_INBOXES, AT_ENDPOINTS, LEASED])
      return count(db, [AT_INBOX, `${LEASED} AND d.inbox = ?`], inbox)
    },
  }
}

/** How many deliveries there are in places that have none in common; each is counted in an index of its own. */
function count(db: Connection, places: readonly string[], ...values: readonly SqlValue[]): number {
  const counts = places.map((place) => `(SELECT count(*) FROM deliveries d WHERE ${place})`)
  return db.get<{ count: number }>(`SELECT ${counts.join(" + ")} AS count`, ...places.flatMap(() => values))!
    .count
}

function waitingIn(
  db: Connection,
  { queue, skip = [], inOrder, since }: Omit<DueQuery, "now" | "limit">,
): readonly [condition: string, values: SqlValue[]] {
  const skipped = JSON.stringify(skip)
  if (queue === "endpoints")
    return [
      `${AT_ENDPOINTS} AND d.endpoint NOT IN (${SKIPPED}) AND d.endpoint NOT IN (${DISABLED})`,
      [skipped],
    ]
  const conditions = [AT_INBOX, `d.id NOT IN (${SKIPPED})`]
  const values: SqlValue[] = [queue.inbox, skipped]
  if (since !== undefined) {
    conditions.push("d.created_at >= ?")
    values.push(since)
  }
  if (inOrder) {
    conditions.push("d.id = ?")
    values.push(headOf(db, queue, since ?? 0))
  }
  return [conditions.join(" AND "), values]
}

/** The oldest delivery of an inbox that has not ended, whether it is in flight or waits; "" when there is none. */
function headOf(db: Connection, { inbox }: Exclude<Queue, string>, since: number): string {
  const waiting = `SELECT min(d.id) FROM deliveries d WHERE ${AT_INBOX} AND d.created_at >= ?`
  const leased = `SELECT min(id) FROM deliveries
    WHERE lease_until IS NOT NULL AND inbox = ? AND status = 'pending' AND created_at >= ?`
  const row = db.get<{ waiting: string | null; leased: string | null }>(
    `SELECT (${waiting}) AS waiting, (${leased}) AS leased`,
    inbox,
    since,
    inbox,
    since,
  )!
  return [row.waiting, row.leased].flatMap((id) => id ?? []).toSorted()[0] ?? ""
}

/**
 * Dead-letters what was to be tried by hand when the process died: without a due time it is in no queue, and nobody
 * waits for it any more.
 */
export function giveUpUntried(db: Connection, now: number): void {
  db.run(
    `UPDATE deliveries AS d SET status = 'failed', ended_at = ? WHERE ${AT_ENDPOINTS} AND d.next_attempt_at IS NULL`,
    now,
  )
}
