import type { Clock } from "../../domain/clock.ts"
import type { Gap } from "../../tunnel/frames.ts"

/** What an inbox had to refuse while its backlog was full, to be told to the next listener. */
export class Refused {
  readonly #clock: Clock
  #from = 0
  #to = 0
  #count = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(): void {
    this.#to = this.#clock.now()
    if (this.#count === 0) this.#from = this.#to
    this.#count += 1
  }

  /** Everything since it was asked last; null: nothing was refused. */
  take(): Gap | null {
    if (this.#count === 0) return null
    const [from, to] = [this.#from, this.#to].map((time) => new Date(time).toISOString())
    const gap = { from: from!, to: to!, count: this.#count }
    this.#count = 0
    return gap
  }
}
