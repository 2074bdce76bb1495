import type { Clock, Timer } from "../domain/clock.ts"
import { DEAD_AFTER_MS, HEARTBEAT_MS } from "./frames.ts"

/** A timer that is this late says that the machine slept or the process was stopped. */
const SLEPT_MS = 5000

/** How long the other end has to show itself after such a sleep. */
const AWAKE_WITHIN_MS = 2000

export interface HeartbeatOptions {
  readonly clock: Clock
  /** The longest time between two looks; a sleep is noticed at the first look after it. */
  readonly lookEveryMs: number
  readonly ping: () => void
  /** Called once; `silentMs` is how long nothing was heard. */
  readonly onDead: (silentMs: number) => void
}

/**
 * Pings a silent peer and gives a dead one up: TCP alone would not notice for minutes. After a sleep the peer is
 * pinged at once and has two seconds, because a connection seldom survives one.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  #heardAt: number
  #pings = 0
  /** Set after a sleep, until the peer is heard. */
  #answerBy: number | undefined
  #timer: Timer

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#heardAt = options.clock.now()
    this.#timer = this.#lookIn(Math.min(options.lookEveryMs, HEARTBEAT_MS))
  }

  heard(): void {
    this.#heardAt = this.#options.clock.now()
    this.#pings = 0
    this.#answerBy = undefined
  }

  stop(): void {
    this.#timer.cancel()
  }

  #lookIn(delayMs: number): Timer {
    const { clock } = this.#options
    const dueAt = clock.now() + delayMs
    return clock.startTimer(delayMs, () => {
      const hasSlept = clock.now() - dueAt > SLEPT_MS
      const nextMs = hasSlept ? this.#wake() : this.#look()
      if (nextMs !== undefined) this.#timer = this.#lookIn(nextMs)
    })
  }

  #wake(): number {
    this.#answerBy = this.#options.clock.now() + AWAKE_WITHIN_MS
    this.#options.ping()
    return AWAKE_WITHIN_MS
  }

  /** When to look again; undefined when the peer is dead. */
  #look(): number | undefined {
    const { clock, lookEveryMs, ping, onDead } = this.#options
    const now = clock.now()
    // A clock that was set back would make the silence look short for as long as it was set back.
    this.#heardAt = Math.min(this.#heardAt, now)
    const silentMs = now - this.#heardAt
    const deadInMs = this.#answerBy === undefined ? DEAD_AFTER_MS - silentMs : this.#answerBy - now
    if (deadInMs <= 0) {
      onDead(silentMs)
      return undefined
    }
    const pingsDue = Math.floor(silentMs / HEARTBEAT_MS)
    if (pingsDue > this.#pings) ping()
    this.#pings = pingsDue
    return Math.min(lookEveryMs, deadInMs, HEARTBEAT_MS - (silentMs % HEARTBEAT_MS))
  }
}
