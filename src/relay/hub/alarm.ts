import type { Clock, Timer } from "../../domain/clock.ts"

/** Rings once at the earliest of the times it was set to, then waits to be set again. */
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
    this.#timer = this.#clock.startTimer(Math.max(0, at - this.#clock.now()), () => {
      this.#at = Infinity
      this.#ring()
    })
  }

  off(): void {
    this.#timer?.cancel()
    this.#at = Infinity
  }
}
