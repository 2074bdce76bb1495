import { WhkError } from "../../errors.ts"
import type { DeliveryRow, Store } from "../../store/port.ts"
import type { Departure, Flight } from "./flight.ts"
import { storedBody } from "./stored-body.ts"

/** What a leased delivery's next attempt begins with. Rejects when its body cannot be read; the lease is then given back. */
export async function readDeparture(
  store: Store,
  delivery: DeliveryRow,
  kind: Flight["kind"],
): Promise<Departure> {
  const { id, epoch, attempts, leaseUntil } = delivery
  const body = await storedBody(store, delivery).catch(async (error: unknown) => {
    await store.release(id, epoch).catch(() => {})
    throw error
  })
  return { delivery, epoch, leaseUntil: leaseUntil ?? 0, body, attempt: attempts + 1, kind, waiter: null }
}

/** Whether an error says that what is stored of a delivery is not what was written. */
export function isDamage(error: unknown): boolean {
  return error instanceof WhkError && error.code === "DELIVERY_DAMAGED"
}
