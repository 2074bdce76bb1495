const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before trying again: anything up to a limit that doubles with every failure (full jitter), so
 * that listeners that lost their relay together do not come back together.
 */
export class Backoff {
  readonly #random: () => number
  #limitMs = FIRST_MS

  /** `random` returns numbers from 0 up to 1. */
  constructor(random: () => number) {
    this.#random = random
  }

  nextMs(): number {
    const delayMs = Math.round(this.#random() * this.#limitMs)
    this.#limitMs = Math.min(LONGEST_MS, this.#limitMs * 2)
    return delayMs
  }

  /** The connection was healthy for long enough to begin again. */
  reset(): void {
    this.#limitMs = FIRST_MS
  }
}
