import { FakeClock } from "../../support/fake-clock.ts"

/** A wall clock that can be set, as by an administrator or by NTP: timers, which are monotonic, do not notice. */
export class SteppedClock extends FakeClock {
  #offsetMs = 0

  override now(): number {
    return super.now() + this.#offsetMs
  }

  step(byMs: number): void {
    this.#offsetMs += byMs
  }
}
