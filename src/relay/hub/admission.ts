import type { Clock } from "../../domain/clock.ts"

/** How many tunnels may be opened in any second; a thousand listeners that lost their relay are back after five. */
export const ADMITTED_PER_SECOND = 200

const LONGEST_WAIT_MS = 30_000

/** Lets listeners in one after the other: a relay that has just started is not run over by all of its own at once. */
export class Admission {
  readonly #clock: Clock
  /** When the last ones came in, oldest at `#oldest`. */
  readonly #admittedAt: number[] = Array.from({ length: ADMITTED_PER_SECOND }, () => -Infinity)
  #oldest = 0
  #lastTurnAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** 0 for one that may come in now; otherwise after how many seconds it should ask again. */
  admit(): number {
    const now = this.#clock.now()
    const agoMs = now - this.#admittedAt[this.#oldest]!
    // Less than 0: the clock was set back.
    if (agoMs >= 1000 || agoMs < 0) {
      this.#admittedAt[this.#oldest] = now
      this.#oldest = (this.#oldest + 1) % ADMITTED_PER_SECOND
      return 0
    }
    // Those sent away get turns, as many a second as are let in, so that they do not all ask again at once.
    const from = Math.max(now, Math.min(this.#lastTurnAt, now + LONGEST_WAIT_MS))
    this.#lastTurnAt = from + 1000 / ADMITTED_PER_SECOND
    return Math.ceil((this.#lastTurnAt - now) / 1000)
  }
}

/** When the `index`th of many listeners should come back, so that all of them find room: the first one at once. */
export function comeBackAfterMs(index: number, firstMs: number): number {
  return firstMs + Math.floor((index * 1000) / ADMITTED_PER_SECOND)
}
