import type { AttemptRow, NewDelivery, Settlement, Store } from "../../store/port.ts"
import type { ChangeSink } from "../changes/changes.ts"
import type { Observe } from "./events.ts"

/**
 * The same store, which tells of what is received and attempted, once that is on disk, how long the disk took, and
 * which deliveries changed.
 */
export function observedStore<Kind extends Store>(store: Kind, observe: Observe, changes: ChangeSink): Kind {
  async function timed<Result>(write: Promise<Result>): Promise<Result> {
    const startedAt = performance.now()
    const result = await write
    observe({ type: "committed", elapsedMs: performance.now() - startedAt })
    return result
  }
  const received = ({ id, origin, bodyBytes }: NewDelivery): void => {
    observe({ type: "received", origin: origin.kind, bytes: bodyBytes })
    changes.one(id)
  }
  const attempted = (attempt: AttemptRow, { status: settled }: Settlement): void => {
    const { delivery, number, outcome, status, elapsedMs } = attempt
    observe({ type: "attempt", delivery, attempt: number, outcome, status, elapsedMs, settled })
    changes.one(delivery)
  }
  return {
    ...store,
    async insertDelivery(delivery) {
      await timed(store.insertDelivery(delivery))
      received(delivery)
    },
    async insertOnce(delivery, key) {
      const first = await timed(store.insertOnce(delivery, key))
      if (first) changes.one(first.id)
      else received(delivery)
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
    async requeue(delivery, at) {
      const isQueued = await store.requeue(delivery, at)
      if (isQueued) changes.one(delivery)
      return isQueued
    },
    async expireLeases(now) {
      const count = await store.expireLeases(now)
      if (count > 0) changes.some()
      return count
    },
    async shiftDue(queue, after, byMs) {
      await store.shiftDue(queue, after, byMs)
      changes.some()
    },
    async deleteEndpoint(workspace, id, at) {
      const isDeleted = await store.deleteEndpoint(workspace, id, at)
      if (isDeleted) changes.some(workspace)
      return isDeleted
    },
    async deleteInbox(workspace, id, at) {
      const isDeleted = await store.deleteInbox(workspace, id, at)
      if (isDeleted) changes.some(workspace)
      return isDeleted
    },
  }
}
