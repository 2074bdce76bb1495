import { newId } from "../../domain/ids.ts"
import { WhkError } from "../../errors.ts"
import type { Connection } from "./connection.ts"
import { recordAttempt } from "./tables/attempts.ts"

/** What was read is not what was written: the bytes of one delivery, or of an event and so of all its deliveries. */
export type Damaged = { readonly delivery: string } | { readonly workspace: string; readonly event: string }

/** Thrown instead of bytes that are not those that were written. */
export class DamageError extends WhkError {
  readonly damaged: Damaged

  constructor(damaged: Damaged) {
    const what = "delivery" in damaged ? damaged.delivery : damaged.event
    super("DELIVERY_DAMAGED", `The stored bytes of ${what} are not those that were written.`)
    this.damaged = damaged
  }
}

/**
 * Ends what waits to be delivered with damaged bytes, so that it is visibly dead; its last attempt says why. All of it
 * or nothing, within a transaction or by itself.
 */
export function deadLetter(db: Connection, damaged: Damaged): void {
  db.exec("SAVEPOINT dead_letter")
  try {
    failWaiting(db, damaged)
  } catch (error) {
    db.exec("ROLLBACK TO dead_letter")
    throw error
  } finally {
    db.exec("RELEASE dead_letter")
  }
}

function failWaiting(db: Connection, damaged: Damaged): void {
  const [condition, values] =
    "delivery" in damaged
      ? ["id = ?", [damaged.delivery]]
      : ["workspace = ? AND event = ?", [damaged.workspace, damaged.event]]
  const waiting = db.all<{ id: string; attempts: number; epoch: number }>(
    `SELECT id, attempts, epoch FROM deliveries WHERE ${condition} AND status = 'pending'`,
    ...values,
  )
  for (const { id, attempts, epoch } of waiting) {
    const attempt = {
      id: newId("att"),
      delivery: id,
      number: attempts + 1,
      at: Date.now(),
      url: "",
      outcome: "blocked",
      status: null,
      elapsedMs: 0,
      detail: "the stored request is damaged: its checksum does not match",
      requestHeaders: null,
      responseHeaders: null,
      responseBody: null,
    } as const
    // Whoever holds it loses it with that.
    db.run("UPDATE deliveries SET lease_until = 0, epoch = epoch + 1 WHERE id = ?", id)
    recordAttempt(db, attempt, { status: "failed", nextAttemptAt: null }, epoch + 1)
  }
}
