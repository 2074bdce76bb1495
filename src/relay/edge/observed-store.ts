import type { Store } from "../../store/port.ts"
import type { Observe } from "./events.ts"

/** The same store, which tells of what is received and attempted, once that is on disk, and how long the disk took. */
export function observedStore<Kind extends Store>(store: Kind, observe: Observe): Kind {
  async function timed<Result>(write: Promise<Result>): Promise<Result> {
    const startedAt = performance.now()
    const result = await write
    observe({ type: "committed", elapsedMs: performance.now() - startedAt })
    return result
  }
  return {
    ...store,
    async insertDelivery(delivery) {
      await timed(store.insertDelivery(delivery))
      observe({ type: "received", origin: delivery.origin.kind, bytes: delivery.bodyBytes })
    },
    async publish(event, deliveries) {
      await timed(store.publish(event, deliveries))
      for (const { bodyBytes } of deliveries)
        observe({ type: "received", origin: "endpoint", bytes: bodyBytes })
    },
    async recordAttempt(attempt, settlement) {
      const isWritten = await timed(store.recordAttempt(attempt, settlement))
      const { delivery, number, outcome, status, elapsedMs } = attempt
      const settled = settlement.status
      if (isWritten)
        observe({ type: "attempt", delivery, attempt: number, outcome, status, elapsedMs, settled })
      return isWritten
    },
  }
}
