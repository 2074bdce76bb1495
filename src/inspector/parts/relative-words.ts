const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const

/** A time seen from now: `2h ago`, `in 30s`, `just now`. */
export function relativeWords(timeMs: number, nowMs: number): string {
  const distanceMs = Math.abs(timeMs - nowMs)
  const unit = UNITS.find(([, sizeMs]) => distanceMs >= sizeMs)
  if (!unit) return "just now"
  const text = `${Math.floor(distanceMs / unit[1])}${unit[0]}`
  return timeMs < nowMs ? `${text} ago` : `in ${text}`
}
