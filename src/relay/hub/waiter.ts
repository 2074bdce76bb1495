import type { Clock, Timer } from "../../domain/clock.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"
import { Exchange } from "./exchange.ts"

/** An answer a listener gives again after a reconnect, with as much of its body as it kept. */
export interface RepeatedAnswer {
  readonly info: ResponseInfo
  readonly body: Uint8Array
  readonly isWhole: boolean
}

/**
 * A sender waiting for the app's answer. Exactly one thing ends the wait: an exchange whose head has come (the
 * sender then owns the outcome), or null when the time is over and the inbox's policy answers instead.
 */
export class Waiter {
  readonly answer: Promise<Exchange | null>
  readonly #clock: Clock
  #resolve!: (exchange: Exchange | null) => void
  #timer: Timer
  #deadline: number
  #over = false

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock
    this.#deadline = clock.now() + limitMs
    this.answer = new Promise((resolve) => (this.#resolve = resolve))
    this.#timer = clock.startTimer(limitMs, () => this.giveUp())
  }

  get isOver(): boolean {
    return this.#over
  }

  /** Hands the answer to the sender; false when the sender was answered already. */
  take(exchange: Exchange): boolean {
    return this.#settle(exchange)
  }

  /** Hands over an answer repeated after a reconnect; gives up when the listener did not keep all of its body. */
  takeFromMemory({ info, body, isWhole }: RepeatedAnswer): boolean {
    if (!isWhole) {
      this.giveUp()
      return false
    }
    const exchange = new Exchange({ credit() {}, cancel() {} })
    exchange.accept(info, body, true)
    return this.take(exchange)
  }

  giveUp(): void {
    this.#settle(null)
  }

  /** The listener went away: wait for the next one, but not longer than this. */
  waitAtMost(limitMs: number): void {
    const deadline = this.#clock.now() + limitMs
    if (limitMs <= 0) this.giveUp()
    if (this.#over || deadline >= this.#deadline) return
    this.#deadline = deadline
    this.#timer.cancel()
    this.#timer = this.#clock.startTimer(limitMs, () => this.giveUp())
  }

  #settle(exchange: Exchange | null): boolean {
    if (this.#over) return false
    this.#over = true
    this.#timer.cancel()
    this.#resolve(exchange)
    return true
  }
}
