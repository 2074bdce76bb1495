import type { Clock } from "../../domain/clock.ts"

export interface BucketSize {
  readonly perSecond: number
  /** How many may come at once after a quiet time. */
  readonly burst: number
}

interface Bucket {
  left: number
  at: number
}

/** Whoever was seen longest ago is forgotten beyond this many, and starts with a full bucket when it comes back. */
const MOST_KEYS = 10_000

/** Token buckets by name, all of one size. */
export class Buckets {
  readonly #clock: Clock
  readonly #size: BucketSize
  readonly #buckets = new Map<string, Bucket>()

  constructor(clock: Clock, size: BucketSize) {
    this.#clock = clock
    this.#size = size
  }

  /** Seconds until there is a token for this name; 0 when there is one now. */
  wait(key: string): number {
    const { left } = this.#filled(key)
    return left >= 1 ? 0 : (1 - left) / this.#size.perSecond
  }

  /** Takes a token; one that `wait` did not promise leaves a debt of one at most. */
  take(key: string): void {
    const bucket = this.#filled(key)
    bucket.left = Math.max(bucket.left - 1, -1)
  }

  #filled(key: string): Bucket {
    const now = this.#clock.now()
    const { perSecond, burst } = this.#size
    const known = this.#buckets.get(key)
    // A clock that was set back gives nothing and takes nothing.
    const left = known ? known.left + (Math.max(0, now - known.at) / 1000) * perSecond : burst
    const bucket = { left: Math.min(burst, left), at: now }
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > MOST_KEYS) this.#buckets.delete(this.#buckets.keys().next().value!)
    return bucket
  }
}
