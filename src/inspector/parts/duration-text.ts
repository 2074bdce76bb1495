/** A length of time for people: `4 ms`, `1.24 s`, `3 m 20 s`. */
export function durationText(ms: number): string {
  const whole = Math.round(ms)
  if (whole < 1000) return `${whole} ms`
  if (whole < 60_000) return `${Number((whole / 1000).toFixed(2))} s`
  const seconds = Math.round(whole / 1000)
  return `${Math.floor(seconds / 60)} m ${seconds % 60} s`
}
