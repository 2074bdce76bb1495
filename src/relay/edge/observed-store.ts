import type { AttemptRow, NewDelivery, Settlement, Store } from "../../store/port.ts"
import type { Observe } from "./events.ts"

/** The same store, which tells of what is received and attempted, once that is on disk, and how long the disk took. */
export function observedStore<Kind extends Store>(store: Kind, observe: Observe): Kind {
  async function timed<Result>(write: Promise<Result>): Promise<Result> {
    const startedAt = performance.now()
    const result = await write
    observe({ type: "committed", elapsedMs: performance.now() - startedAt })
    return result
  }
  const received = ({ origin, bodyBytes }: NewDelivery): void =>
    observe({ type: "received", origin: origin.kind, bytes: bodyBytes })
  const attempted = (attempt: AttemptRow, { status: settled }: Settlement): void => {
    const { delivery, number, outcome, status, elapsedMs } = attempt
    observe({ type: "attempt", delivery, attempt: number, outcome, status, elapsedMs, settled })
  }
  return {
    ...store,
    async insertDelivery(delivery) {
      await timed(store.insertDelivery(delivery))
      received(delivery)
    },
    async insertOnce(delivery, key) {
      const first = await timed(store.insertOnce(delivery, key))
      if (!first) received(delivery)
      return first
    },
    async insertSettled(delivery, attempt, settlement) {
      await timed(store.insertSettled(delivery, attempt, settlement))
      received(delivery)
      attempted(attempt, settlement)
    },
    async publish(event, deliveries) {
      await timed(store.publish(event, deliveries))
      for (const delivery of deliveries) received(delivery)
    },
    async recordAttempt(attempt, settlement, epoch) {
      const isWritten = await timed(store.recordAttempt(attempt, settlement, epoch))
      if (isWritten) attempted(attempt, settlement)
      return isWritten
    },
  }
}
