/** How much may be in flight at once. */
export interface Limits {
  readonly total: number
  /** Attempts at one endpoint, so that a slow one leaves room for the others. */
  readonly perEndpoint: number
  /** Bytes of bodies in memory; one body alone may be larger. */
  readonly bytes: number
}

export const DEFAULT_LIMITS: Limits = { total: 128, perEndpoint: 8, bytes: 64 * 1024 * 1024 }

/** What takes a place in the lanes. */
export interface Passenger {
  readonly delivery: string
  readonly endpoint: string
  readonly bodyBytes: number
}

/** The attempts in flight, one at most per delivery, and the room that is left. */
export class Lanes<Result> {
  readonly #limits: Limits
  readonly #running = new Map<string, Promise<Result>>()
  readonly #perEndpoint = new Map<string, number>()
  #bytes = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** How many more attempts may start. */
  get free(): number {
    return this.#bytes >= this.#limits.bytes ? 0 : Math.max(0, this.#limits.total - this.#running.size)
  }

  /** The attempt of this delivery that is in flight. */
  running(delivery: string): Promise<Result> | undefined {
    return this.#running.get(delivery)
  }

  /** Everything in flight. */
  all(): Promise<Result>[] {
    return [...this.#running.values()]
  }

  /** The endpoints that take no more now. */
  full(): string[] {
    return [...this.#perEndpoint.keys()].filter((endpoint) => this.#roomAt(endpoint) === 0)
  }

  /** The first of the passengers that there is room for together. When nothing is in flight, a body may be of any size. */
  fitting<P extends Passenger>(passengers: readonly P[]): P[] {
    let { free } = this
    let bytes = this.#bytes
    const room = new Map<string, number>()
    const fitting: P[] = []
    for (const passenger of passengers) {
      const { endpoint, bodyBytes } = passenger
      const roomHere = room.get(endpoint) ?? this.#roomAt(endpoint)
      if (roomHere === 0) continue
      if (free === 0 || (bytes > 0 && bytes + bodyBytes > this.#limits.bytes)) break
      room.set(endpoint, roomHere - 1)
      free -= 1
      bytes += bodyBytes
      fitting.push(passenger)
    }
    return fitting
  }

  #roomAt(endpoint: string): number {
    return Math.max(0, this.#limits.perEndpoint - (this.#perEndpoint.get(endpoint) ?? 0))
  }

  /** Holds a place for the attempt until it ended, room or not: an attempt by hand does not queue. */
  run(passenger: Passenger, attempt: () => Promise<Result>): Promise<Result> {
    const { delivery, endpoint, bodyBytes } = passenger
    this.#bytes += bodyBytes
    this.#perEndpoint.set(endpoint, (this.#perEndpoint.get(endpoint) ?? 0) + 1)
    const done = attempt().finally(() => {
      this.#running.delete(delivery)
      this.#bytes -= bodyBytes
      const left = (this.#perEndpoint.get(endpoint) ?? 1) - 1
      if (left > 0) this.#perEndpoint.set(endpoint, left)
      else this.#perEndpoint.delete(endpoint)
    })
    this.#running.set(delivery, done)
    return done
  }
}
