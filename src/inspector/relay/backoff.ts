const FIRST_MS = 500
const LONGEST_MS = 15_000

/** How long to wait before the `attempt`th new try, 1 for the first: doubled each time, with jitter from half on. */
export function backoffMs(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10))
  return Math.round(whole / 2 + (random * whole) / 2)
}
