import type { Clock, Timer } from "../../domain/clock.ts"

// A timer stands still while a laptop sleeps and knows nothing of a wall clock that was set.
const LONGEST_WAIT_MS = 60_000

/**
 * Rings once at the earliest of the times it was set to, or a minute from then where that is sooner, so that whoever
 * set it looks at the clock again; then waits to be set again.
 */
export class Alarm {
  readonly #clock: Clock
  readonly #ring: () => void
  #timer: Timer | undefined
  #at = Infinity

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** A time that has come already rings at once, without a timer. */
  setTo(at: number): void {
    if (at <= this.#clock.now()) {
      queueMicrotask(this.#ring)
      return
    }
    if (at >= this.#at) return
    this.#at = at
    this.#timer?.cancel()
    this.#timer = this.#clock.startTimer(Math.min(at - this.#clock.now(), LONGEST_WAIT_MS), () => {
      this.#at = Infinity
      this.#ring()
    })
  }

  off(): void {
    this.#timer?.cancel()
    this.#at = Infinity
  }
}
