/** The passing of time, passed in so that tests can drive schedules without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back once after `delayMs`; the timer alone does not keep the process alive. */
  startTimer(delayMs: number, callback: () => void): Timer
}

export interface Timer {
  cancel(): void
}

// setTimeout fires at once beyond 2^31-1 ms; a longer wait is cut and taken up again.
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  startTimer(delayMs, callback) {
    let handle: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      const sliceMs = Math.min(Math.max(0, leftMs), LONGEST_TIMEOUT_MS)
      handle = setTimeout(() => (leftMs > sliceMs ? wait(leftMs - sliceMs) : callback()), sliceMs)
      handle.unref()
    }
    wait(delayMs)
    return { cancel: () => clearTimeout(handle) }
  },
}
