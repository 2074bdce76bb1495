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

/** Those of the leased deliveries that can be read; the leases of the others are given back. */
export async function readDepartures(
  store: Store,
  deliveries: readonly DeliveryRow[],
  kindOf: (delivery: DeliveryRow) => Flight["kind"],
): Promise<readonly Departure[]> {
  const readings = await Promise.allSettled(
    deliveries.map((delivery) => readDeparture(store, delivery, kindOf(delivery))),
  )
  return readings.flatMap((reading) => (reading.status === "fulfilled" ? [reading.value] : []))
}
