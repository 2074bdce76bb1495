import type { DeliveryStatus } from "../../../domain/delivery.ts"
import type { Headers } from "../../../domain/headers.ts"
import type { AttemptRow, Settlement } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

interface StoredAttempt extends Omit<AttemptRow, "requestHeaders" | "responseHeaders"> {
  readonly requestHeaders: string | null
  readonly responseHeaders: string | null
}

export function attemptTable(db: Connection): Pick<Tables, "recordAttempt" | "listAttempts"> {
  return {
    recordAttempt: (attempt, settlement, epoch) => recordAttempt(db, attempt, settlement, epoch),

    listAttempts: (delivery) =>
      db
        .all<StoredAttempt>(
          `SELECT id, delivery, number, at, url, outcome, status, elapsed_ms AS elapsedMs, detail,
             request_headers AS requestHeaders, response_headers AS responseHeaders,
             response_body AS responseBody
           FROM attempts WHERE delivery = ? ORDER BY number`,
          delivery,
        )
        .map((stored) => ({
          ...stored,
          requestHeaders: parsedHeaders(stored.requestHeaders),
          responseHeaders: parsedHeaders(stored.responseHeaders),
        })),
  }
}

interface Standing {
  readonly status: DeliveryStatus
  readonly isHeld: number
}

/** See `Store.recordAttempt`. */
export function recordAttempt(
  db: Connection,
  attempt: AttemptRow,
  settlement: Settlement,
  epoch: number,
): boolean {
  const standing = db.get<Standing>(
    "SELECT status, lease_until IS NOT NULL AND epoch = ? AS isHeld FROM deliveries WHERE id = ?",
    epoch,
    attempt.delivery,
  )
  if (!standing) return false
  const isNew = insertAttempt(db, attempt) > 0
  if (standing.isHeld === 1) moveOn(db, attempt, settlement, epoch)
  else if (isNew && settlement.status === "delivered") deliverLate(db, attempt)
  else
    db.run("UPDATE deliveries SET attempts = max(attempts, ?) WHERE id = ?", attempt.number, attempt.delivery)
  // The verdict is on the request, whatever became of the attempt.
  if (settlement.verdict)
    db.run(
      "UPDATE deliveries SET verdict = ? WHERE id = ?",
      JSON.stringify(settlement.verdict),
      attempt.delivery,
    )
  return true
}

/** The holder's word: moves the delivery and gives the lease up. A delivered one stays delivered. */
function moveOn(db: Connection, attempt: AttemptRow, settlement: Settlement, epoch: number): void {
  const { status, nextAttemptAt, retries = null } = settlement
  db.run(
    `UPDATE deliveries SET lease_until = NULL, attempts = max(attempts, ?1),
       status = iif(status = 'delivered', status, ?2),
       next_attempt_at = iif(status = 'delivered', NULL, ?3),
       ended_at = iif(status = 'delivered', ended_at, ?4),
       response_status = iif(status = 'delivered', response_status, ?5),
       elapsed_ms = iif(status = 'delivered', elapsed_ms, ?6),
       retries = coalesce(?7, retries)
     WHERE id = ?8 AND lease_until IS NOT NULL AND epoch = ?9`,
    attempt.number,
    status,
    status === "pending" ? nextAttemptAt : null,
    status === "pending" ? null : endOf(attempt),
    attempt.status,
    attempt.elapsedMs,
    retries,
    attempt.delivery,
    epoch,
  )
}

/** A success that was heard of after its lease was over: what waits for the next attempt need not be tried again. */
function deliverLate(db: Connection, attempt: AttemptRow): void {
  db.run(
    `UPDATE deliveries SET status = 'delivered', next_attempt_at = NULL, ended_at = ?, response_status = ?,
       elapsed_ms = ?, attempts = max(attempts, ?)
     WHERE id = ? AND status <> 'delivered'`,
    endOf(attempt),
    attempt.status,
    attempt.elapsedMs,
    attempt.number,
    attempt.delivery,
  )
}

function endOf({ at, elapsedMs }: AttemptRow): number {
  return Math.round(at + elapsedMs)
}

/** How many rows it wrote: none for an attempt of which more is known already. */
function insertAttempt(db: Connection, attempt: AttemptRow): number {
  return db.run(
    `INSERT INTO attempts (delivery, number, id, at, url, outcome, status, elapsed_ms, detail, request_headers,
       response_headers, response_body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (delivery, number) DO UPDATE SET id = excluded.id, at = excluded.at, url = excluded.url,
       outcome = excluded.outcome, status = excluded.status, elapsed_ms = excluded.elapsed_ms,
       detail = excluded.detail, request_headers = excluded.request_headers,
       response_headers = excluded.response_headers, response_body = excluded.response_body
     WHERE attempts.outcome = 'unknown' AND excluded.outcome <> 'unknown'`,
    attempt.delivery,
    attempt.number,
    attempt.id,
    attempt.at,
    attempt.url,
    attempt.outcome,
    attempt.status,
    attempt.elapsedMs,
    attempt.detail,
    headersText(attempt.requestHeaders),
    headersText(attempt.responseHeaders),
    attempt.responseBody,
  )
}

function headersText(headers: Headers | null): string | null {
  return headers && JSON.stringify(headers)
}

function parsedHeaders(text: string | null): Headers | null {
  return text === null ? null : (JSON.parse(text) as Headers)
}
