import type { Clock, Timer } from "../../src/domain/clock.ts"

interface Waiting {
  readonly dueAt: number
  readonly callback: () => void
}

/** A clock that stands still until a test moves it. Starts at 2026-01-15T02:03:04.567Z unless told otherwise. */
export class FakeClock implements Clock {
  #now: number
  // Insertion order breaks ties: of two timers due at the same time the one started first runs first.
  readonly #timers = new Set<Waiting>()
  #onStart: (() => void)[] = []

  constructor(startMs = Date.parse("2026-01-15T02:03:04.567Z")) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  startTimer(delayMs: number, callback: () => void): Timer {
    const timer: Waiting = { dueAt: this.#now + Math.max(0, delayMs), callback }
    this.#timers.add(timer)
    const waiting = this.#onStart
    this.#onStart = []
    for (const resolve of waiting) resolve()
    return { cancel: () => void this.#timers.delete(timer) }
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.size
  }

  /** Moves time on, running every timer on the way at its own time, those started meanwhile included. */
  advance(byMs: number): void {
    const end = this.#now + byMs
    for (let next = this.#first(); next && next.dueAt <= end; next = this.#first()) this.#run(next)
    this.#now = end
  }

  /** Resolves as soon as a timer waits; real work (sockets, the store) may go on until then. */
  async untilTimer(): Promise<void> {
    if (this.#timers.size === 0) await new Promise<void>((resolve) => this.#onStart.push(resolve))
  }

  /** Waits for a timer, moves time to the first one and runs it. */
  async advanceToNextTimer(): Promise<void> {
    await this.untilTimer()
    const next = this.#first()
    if (next) this.#run(next)
  }

  /**
   * Moves from timer to timer until `done` settles. Time stands still while no timer waits, so real work between two
   * timers takes no time on this clock: schedules run in order and exactly, however slow the machine.
   */
  async runUntil<Value>(done: Promise<Value>): Promise<Value> {
    const state = { settled: false }
    const settle = (): void => void (state.settled = true)
    const settled = done.then(settle, settle)
    while (!state.settled) {
      await Promise.race([settled, this.untilTimer()])
      // A timer may wait in the same turn in which `done` settles; time then stays where it is.
      await new Promise((resolve) => setImmediate(resolve))
      const next = this.#first()
      if (!state.settled && next) this.#run(next)
    }
    return await done
  }

  #first(): Waiting | undefined {
    let first: Waiting | undefined
    for (const timer of this.#timers) if (!first || timer.dueAt < first.dueAt) first = timer
    return first
  }

  #run(timer: Waiting): void {
    this.#timers.delete(timer)
    this.#now = Math.max(this.#now, timer.dueAt)
    timer.callback()
  }
}
