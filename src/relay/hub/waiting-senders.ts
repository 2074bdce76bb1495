import type { Waiter } from "./waiter.ts"

/** The senders whose delivery is stored but found no room yet, by delivery. */
export class WaitingSenders {
  readonly #waiters = new Map<string, Waiter>()

  add(delivery: string, waiter: Waiter): void {
    this.#waiters.set(delivery, waiter)
    void waiter.answer.then(() => this.#waiters.delete(delivery))
  }

  /** Who waits for this delivery. */
  of(delivery: string): Waiter | null {
    return this.#waiters.get(delivery) ?? null
  }

  /** Those whose delivery is not in flight wait at most this long for a listener. */
  waitAtMost(holdMs: number, inFlight: { has(delivery: string): boolean }): void {
    for (const [delivery, waiter] of this.#waiters) if (!inFlight.has(delivery)) waiter.waitAtMost(holdMs)
  }
}
