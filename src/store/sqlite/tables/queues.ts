import type { Queue } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { deadLetter } from "../damage.ts"
import { DELIVERY, deliveryFromStored, type StoredDelivery } from "./deliveries.ts"
import { isHeadIntact } from "./heads.ts"

type QueueCalls = "dueDeliveries" | "nextDueAt" | "shiftDue" | "countPending"

// Word for word the conditions of the partial indexes, without which SQLite would not use them.
const AT_INBOX = "d.status = 'pending' AND d.inbox IS NOT NULL AND d.inbox = ?"
const AT_ENDPOINTS = "d.status = 'pending' AND d.endpoint IS NOT NULL"

const SKIPPED = "SELECT value FROM json_each(?)"
const DISABLED = "SELECT id FROM endpoints WHERE active = 0"

/** What is still to be delivered. */
export function queueTables(db: Connection): Pick<Tables, QueueCalls> {
  return {
    dueDeliveries(queue, now, limit, skip) {
      const [condition, values] = waitingIn(queue, skip)
      const due = db.all<StoredDelivery>(
        `${DELIVERY} WHERE ${condition} AND d.next_attempt_at <= ? ORDER BY d.next_attempt_at, d.id LIMIT ?`,
        ...values,
        now,
        limit,
      )
      for (const stored of due) if (!isHeadIntact(stored)) deadLetter(db, { delivery: stored.id })
      return due.filter(isHeadIntact).map(deliveryFromStored)
    },

    nextDueAt(queue, skip) {
      const [condition, values] = waitingIn(queue, skip)
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

    countPending: (inbox) =>
      db.get<{ count: number }>(`SELECT count(*) AS count FROM deliveries d WHERE ${AT_INBOX}`, inbox)!.count,
  }
}

function waitingIn(queue: Queue, skip: readonly string[]): readonly [condition: string, values: string[]] {
  const skipped = JSON.stringify(skip)
  if (queue !== "endpoints") return [`${AT_INBOX} AND d.id NOT IN (${SKIPPED})`, [queue.inbox, skipped]]
  return [
    `${AT_ENDPOINTS} AND d.id NOT IN (${SKIPPED})
     AND d.endpoint NOT IN (${SKIPPED}) AND d.endpoint NOT IN (${DISABLED})`,
    [skipped, skipped],
  ]
}

/**
 * Dead-letters what was to be tried by hand when the process died: without a due time it is in no queue, and nobody
 * waits for it any more.
 */
export function giveUpUntried(db: Connection): void {
  db.run(`UPDATE deliveries AS d SET status = 'failed' WHERE ${AT_ENDPOINTS} AND d.next_attempt_at IS NULL`)
}
