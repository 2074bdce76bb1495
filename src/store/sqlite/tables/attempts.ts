import type { Headers } from "../../../domain/headers.ts"
import type { AttemptRow } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

interface StoredAttempt extends Omit<AttemptRow, "requestHeaders" | "responseHeaders"> {
  readonly requestHeaders: string | null
  readonly responseHeaders: string | null
}

export function attemptTable(db: Connection): Pick<Tables, "recordAttempt" | "listAttempts"> {
  return {
    recordAttempt(attempt, settlement) {
      const delivery = db.get<{ status: string; attempts: number }>(
        "SELECT status, attempts FROM deliveries WHERE id = ?",
        attempt.delivery,
      )
      if (!delivery) return false
      if (insertAttempt(db, attempt) === 0) return true
      const moves =
        delivery.status !== "delivered" &&
        (attempt.number > delivery.attempts || settlement.status === "delivered")
      if (moves) {
        db.run(
          `UPDATE deliveries SET attempts = max(attempts, ?), status = ?, next_attempt_at = ?,
             response_status = ?, elapsed_ms = ? WHERE id = ?`,
          attempt.number,
          settlement.status,
          settlement.status === "pending" ? settlement.nextAttemptAt : null,
          attempt.status,
          attempt.elapsedMs,
          attempt.delivery,
        )
      } else {
        db.run(
          "UPDATE deliveries SET attempts = max(attempts, ?) WHERE id = ?",
          attempt.number,
          attempt.delivery,
        )
      }
      return true
    },

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

function insertAttempt(db: Connection, attempt: AttemptRow): number {
  return db.run(
    `INSERT INTO attempts (delivery, number, id, at, url, outcome, status, elapsed_ms, detail, request_headers,
       response_headers, response_body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
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
