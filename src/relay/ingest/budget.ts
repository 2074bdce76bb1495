/**
 * How many bodies beyond 64 KiB are read at one time. Each takes half a mebibyte on its way to the store, in Node's
 * own buffers as well, so they are counted by the piece; small deliveries get through all the same.
 */
const MOST_LARGE = 64

/** A large body of which nothing came for so long makes room for the next one. */
const STALLED_MS = 2000

/** A large body that is being read. */
export interface LargeBody {
  /** Waits for its sender from now on. */
  waits(): void
  /** Has something and waits for the store. */
  works(): void
  end(): void
}

interface Place {
  readonly cut: () => void
  waitsSince: number
}

/** A limit on bodies held in memory at one time, over all requests. */
export class Budget {
  readonly #limit: number
  #used = 0
  readonly #large = new Set<Place>()

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  /** Reserves bytes; false when that would go over the limit. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.#limit) return false
    this.#used += bytes
    return true
  }

  give(bytes: number): void {
    this.#used -= bytes
  }

  /** One more large body; undefined when there are too many. `cut` ends it when it stalls and others wait. */
  beginLarge(cut: () => void): LargeBody | undefined {
    if (this.#large.size >= MOST_LARGE && !this.#cutStalled()) return undefined
    const place: Place = { cut, waitsSince: performance.now() }
    this.#large.add(place)
    return {
      waits: () => void (place.waitsSince = performance.now()),
      works: () => void (place.waitsSince = Infinity),
      end: () => void this.#large.delete(place),
    }
  }

  #cutStalled(): boolean {
    const [first, ...others] = this.#large
    let slowest = first!
    for (const place of others) if (place.waitsSince < slowest.waitsSince) slowest = place
    if (performance.now() - slowest.waitsSince < STALLED_MS) return false
    this.#large.delete(slowest)
    slowest.cut()
    return true
  }
}
