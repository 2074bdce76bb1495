const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const

/** An ISO time seen from now: `2h ago`, `in 30s`, `just now`; `-` for none or for one that cannot be read. */
export function relativeTime(iso: string | null, nowMs: number): string {
  const timeMs = iso === null ? Number.NaN : Date.parse(iso)
  if (Number.isNaN(timeMs)) return "-"
  const distanceMs = Math.abs(timeMs - nowMs)
  const [unit, size] = UNITS.find(([, size]) => distanceMs >= size) ?? ["", 0]
  if (size === 0) return "just now"
  const text = `${Math.floor(distanceMs / size)}${unit}`
  return timeMs < nowMs ? `${text} ago` : `in ${text}`
}

/** When something is due, seen from now: `in 30s`, `now` also for what is late; `-` for never. */
export function dueTime(iso: string | null, nowMs: number): string {
  const text = relativeTime(iso, nowMs)
  return text === "-" || text.startsWith("in ") ? text : "now"
}
