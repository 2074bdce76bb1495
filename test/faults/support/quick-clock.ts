import { type Clock, systemClock } from "../../../src/domain/clock.ts"

/** Real time that passes `factor` times as fast. */
export function quickClock(factor: number): Clock {
  const start = systemClock.now()
  return {
    now: () => Math.round(start + (systemClock.now() - start) * factor),
    startTimer: (delayMs, callback) => systemClock.startTimer(delayMs / factor, callback),
  }
}
