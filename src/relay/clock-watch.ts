import type { Clock } from "../domain/clock.ts"
import type { Queue, Store } from "../store/port.ts"

/** What a clock drifts or is corrected by in passing; it makes a retry that much late, and that is all. */
const LEAST_STEP_MS = 5000

/**
 * Notices that the wall clock was set back and sets back what is due in one queue, because a delivery that was due in
 * a minute must not wait for ten hours. A clock that was set forward needs nothing: what is due goes out a little at
 * a time, as always.
 */
export class ClockWatch {
  readonly #queue: Queue
  readonly #store: Pick<Store, "shiftDue">
  readonly #clock: Clock
  #latest = -Infinity

  constructor(
    queue: Queue,
    { store, clock }: { readonly store: Pick<Store, "shiftDue">; readonly clock: Clock },
  ) {
    this.#queue = queue
    this.#store = store
    this.#clock = clock
  }

  /** To be called before the queue is asked for what is due. */
  async look(): Promise<void> {
    const now = this.#clock.now()
    const backMs = this.#latest - now
    this.#latest = now
    if (backMs >= LEAST_STEP_MS) await this.#store.shiftDue(this.#queue, now, -backMs)
  }
}
