import { newId } from "../../../domain/ids.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { DELIVERY, deliveryFromStored, type StoredDelivery } from "./deliveries.ts"

type LeaseCalls = "claim" | "release" | "extendLeases" | "expireLeases"

/** Who holds which delivery. Each call is one change of one row, made only if the row is as expected. */
export function leaseTables(db: Connection): Pick<Tables, LeaseCalls> {
  return {
    claim(deliveries, leaseUntil, due) {
      const condition = due === undefined ? "" : "AND status = 'pending' AND next_attempt_at <= ?"
      return deliveries.flatMap((id) => {
        const changed = db.run(
          `UPDATE deliveries SET lease_until = ?, epoch = epoch + 1
           WHERE id = ? AND lease_until IS NULL ${condition}`,
          leaseUntil,
          id,
          ...(due === undefined ? [] : [due]),
        )
        if (changed === 0) return []
        return [deliveryFromStored(db.get<StoredDelivery>(`${DELIVERY} WHERE d.id = ?`, id)!)]
      })
    },

    release: (delivery, epoch) =>
      db.run(
        "UPDATE deliveries SET lease_until = NULL WHERE id = ? AND lease_until IS NOT NULL AND epoch = ?",
        delivery,
        epoch,
      ) > 0,

    extendLeases(held, until) {
      for (const { id, epoch } of held) {
        db.run(
          "UPDATE deliveries SET lease_until = ? WHERE id = ? AND lease_until IS NOT NULL AND epoch = ?",
          until,
          id,
          epoch,
        )
      }
    },

    expireLeases: (now) => expireLeases(db, { until: now, now, why: "no word of it came in time" }),
  }
}

/** Ends the leases that are over at `until`; each is an attempt of which nothing is known. */
export function expireLeases(
  db: Connection,
  { until, now, why }: { readonly until: number; readonly now: number; readonly why: string },
): number {
  const over = db.all<{ id: string; number: number; leaseUntil: number }>(
    `SELECT id, attempts + 1 AS number, lease_until AS leaseUntil FROM deliveries
     WHERE lease_until IS NOT NULL AND lease_until <= ?`,
    until,
  )
  for (const { id, number, leaseUntil } of over) {
    db.run(
      `INSERT INTO attempts (delivery, number, id, at, url, outcome, elapsed_ms, detail)
       VALUES (?, ?, ?, ?, '', 'unknown', 0, ?) ON CONFLICT DO NOTHING`,
      id,
      number,
      newId("att"),
      Math.min(now, leaseUntil),
      why,
    )
    db.run(
      `UPDATE deliveries SET lease_until = NULL, attempts = max(attempts, ?),
         next_attempt_at = iif(status = 'pending', ?, NULL)
       WHERE id = ?`,
      number,
      now,
      id,
    )
  }
  return over.length
}
