import type { Clock } from "../../domain/clock.ts"
import { Buckets } from "./buckets.ts"

const PER_ADDRESS = { perSecond: 0.5, burst: 20 }
const OVERALL = { perSecond: 50, burst: 1000 }

/**
 * How often somebody may be told that a key or a token was wrong. Only wrong ones are counted, after they were looked
 * at: what is right always opens, however many others guess from the same address. That gives nothing away, because
 * 256 bits are not found by guessing at any speed; the limit is there for the load and the logs that guessing makes.
 */
export class GuessLimit {
  readonly #addresses: Buckets
  readonly #overall: Buckets

  constructor(clock: Clock) {
    this.#addresses = new Buckets(clock, PER_ADDRESS)
    this.#overall = new Buckets(clock, OVERALL)
  }

  /** Counts a wrong one. Whole seconds to wait when there were too many, else null. */
  count(address: string | null): number | null {
    const network = networkOf(address)
    const wait = Math.max(this.#addresses.wait(network), this.#overall.wait(""))
    if (wait > 0) return Math.ceil(wait)
    this.#addresses.take(network)
    this.#overall.take("")
    return null
  }
}

/** An IPv6 client has a whole /64 to guess from. */
function networkOf(address: string | null): string {
  if (address === null) return "unknown"
  return address.includes(":") ? expand(address).slice(0, 4).join(":") : address
}

function expand(address: string): readonly string[] {
  const [start = "", end] = address.split("::")
  const head = start.split(":")
  if (end === undefined) return head
  const tail = end === "" ? [] : end.split(":")
  return [...head, ...Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0"), ...tail]
}
