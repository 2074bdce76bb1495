/** How far back a chart looks, and in how many steps. */
export interface Range {
  readonly id: "1h" | "24h" | "7d"
  /** On its button. */
  readonly title: string
  /** In a sentence: `in the last hour`. */
  readonly words: string
  readonly spanMs: number
  readonly points: number
}

const HOUR_MS = 3_600_000

export const RANGES: readonly Range[] = [
  { id: "1h", title: "1 hour", words: "in the last hour", spanMs: HOUR_MS, points: 60 },
  { id: "24h", title: "24 hours", words: "in the last 24 hours", spanMs: 24 * HOUR_MS, points: 48 },
  { id: "7d", title: "7 days", words: "in the last 7 days", spanMs: 7 * 24 * HOUR_MS, points: 84 },
]

/** From when to when to ask, both ISO 8601: the ends lie on whole steps, so that a step has one meaning all the while. */
export function windowOf({ spanMs, points }: Range, nowMs: number): { from: string; to: string } {
  const stepMs = spanMs / points
  const end = Math.ceil((nowMs + 1) / stepMs) * stepMs
  return { from: new Date(end - spanMs).toISOString(), to: new Date(end).toISOString() }
}

/** Where the series of a chart is asked for; an empty endpoint means all deliveries. */
export function seriesPath(range: Range, nowMs: number, endpoint: string): string {
  const query = new URLSearchParams({ ...windowOf(range, nowMs), points: String(range.points) })
  if (endpoint !== "") query.set("endpoint", endpoint)
  return `/v1/stats/series?${query.toString()}`
}

/** Where the figures per endpoint are asked for. */
export function endpointStatsPath(range: Range, nowMs: number): string {
  return `/v1/stats/endpoints?${new URLSearchParams({ since: windowOf(range, nowMs).from }).toString()}`
}
