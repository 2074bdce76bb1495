import type { Clock, Timer } from "../domain/clock.ts"
import { type AttemptAnswer, keyOf } from "./result-memory.ts"

/** How many repeated answers may be without an ACK. */
const AT_ONCE = 16

/** An ACK may never come, of a delivery that is gone; the next ones do not wait for it longer than this. */
const GO_ON_AFTER_MS = 1000

/**
 * Answers that are given again after a reconnect, a few at a time: all at once they would be in the way of new
 * deliveries, and on a link that keeps breaking none of their ACKs would ever come through.
 */
export class Repeats {
  readonly #clock: Clock
  #waiting: AttemptAnswer[] = []
  #send: (answer: AttemptAnswer) => void = () => {}
  #timer: Timer | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  begin(answers: readonly AttemptAnswer[], send: (answer: AttemptAnswer) => void): void {
    this.#waiting = [...answers]
    this.#send = send
    this.#goOn()
  }

  /** An attempt needs no repeating any more. */
  settled(attempt: Parameters<typeof keyOf>[0]): void {
    const key = keyOf(attempt)
    this.#waiting = this.#waiting.filter(({ info }) => keyOf(info) !== key)
    this.#sendSome(1)
  }

  end(): void {
    this.#timer?.cancel()
    this.#waiting = []
  }

  #goOn(): void {
    this.#sendSome(AT_ONCE)
    if (this.#waiting.length > 0) this.#timer = this.#clock.startTimer(GO_ON_AFTER_MS, () => this.#goOn())
  }

  #sendSome(count: number): void {
    for (const answer of this.#waiting.splice(0, count)) this.#send(answer)
  }
}
