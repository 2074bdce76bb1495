import type { Clock } from "../domain/clock.ts"
import type { Store } from "../store/port.ts"
import type { Flight } from "./hub/flight.ts"

/** How often leases are looked after. Well below the shortest of them, so that none of a living attempt runs out. */
const LEASES_EVERY_MS = 5000
/** A lease that ends within this time is made longer by as much again while its attempt goes on. */
const LEASE_AHEAD_MS = 15_000
const RETENTION_EVERY_MS = 60_000
/** Small, so that no batch keeps the store from the deliveries for long. */
const DELETED_AT_ONCE = 200

export interface UpkeepOptions {
  readonly store: Store
  readonly clock: Clock
  /** The attempts under way whose lease ends before this moment. */
  readonly leasesBefore: (time: number) => readonly Flight[]
  /** How long deliveries are kept once they have ended; Infinity: for ever. */
  readonly retentionMs: number
  /** Deliveries are due again. */
  readonly onDue: () => void
  /** Told of what the store refused; it is tried again the next time. */
  readonly onError: (error: unknown) => void
}

export interface Upkeep {
  /** Lengthens the leases of what goes on, and ends those of what does not. */
  keepLeases(): Promise<void>
  /** Deletes what ended longer ago than is kept, in small batches, and the sessions that are over. */
  deleteEnded(): Promise<void>
  /** Resolves when nothing of it uses the store any more. */
  stop(): Promise<void>
}

/**
 * What a relay does all the time beside its deliveries. By timers of the machine, not of the injected clock: these
 * things have no schedule, and a clock that a test moves is not to run into them.
 */
export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { store, clock } = options
  let isStopped = false
  let work = Promise.resolve()

  async function keepLeases(): Promise<void> {
    const now = clock.now()
    const ending = options.leasesBefore(now + LEASE_AHEAD_MS)
    const until = now + 2 * LEASE_AHEAD_MS
    if (ending.length > 0)
      await store.extendLeases(
        ending.map(({ delivery, epoch }) => ({ id: delivery.id, epoch })),
        until,
      )
    for (const flight of ending) flight.leaseUntil = until
    if ((await store.expireLeases(now)) > 0) options.onDue()
  }

  async function deleteEnded(): Promise<void> {
    await store.deleteSessions(clock.now())
    if (!Number.isFinite(options.retentionMs)) return
    const before = clock.now() - options.retentionMs
    while (!isStopped && (await store.deleteEnded(before, DELETED_AT_ONCE)) === DELETED_AT_ONCE) continue
  }

  // One after the other, and none at all once it is stopped.
  const later = (task: () => Promise<void>) => (): void => {
    work = work.then(() => (isStopped ? undefined : task())).catch(options.onError)
  }
  const timers = [
    setInterval(later(keepLeases), LEASES_EVERY_MS),
    setInterval(later(deleteEnded), RETENTION_EVERY_MS),
  ]
  for (const timer of timers) timer.unref()
  return {
    keepLeases,
    deleteEnded,
    async stop() {
      isStopped = true
      for (const timer of timers) clearInterval(timer)
      await work
    },
  }
}
