import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { recordAttempt } from "./attempts.ts"
import { insertDelivery } from "./deliveries.ts"

/** Deliveries that are over as soon as they are stored. */
export function settledTable(db: Connection): Pick<Tables, "insertSettled"> {
  return {
    insertSettled(delivery, attempt, settlement) {
      insertDelivery(db, { ...delivery, leaseUntil: delivery.createdAt })
      recordAttempt(db, attempt, settlement, 1)
    },
  }
}
