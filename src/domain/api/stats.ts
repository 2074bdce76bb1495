export interface StatsJson {
  readonly endpoints: { readonly total: number; readonly active: number; readonly inactive: number }
  readonly events: number
  readonly deliveries: {
    readonly pending: number
    readonly delivered: number
    readonly answered: number
    readonly failed: number
  }
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null }
}

/**
 * `GET /v1/stats/series?from=&to=&points=&endpoint=`: what happened over time, in equal steps from `from` on. Times are
 * ISO 8601; without them the last 24 hours in 48 points.
 */
export interface SeriesJson {
  readonly from: string
  readonly to: string
  readonly stepMs: number
  readonly points: readonly SeriesPointJson[]
}

/**
 * One step: deliveries by when they came and how they stand now. `failed` are those given up, and those whose sender was
 * told of a failure; p50 and p95 are milliseconds that their last answers took, rounded.
 */
export interface SeriesPointJson {
  readonly at: string
  readonly deliveries: number
  readonly failed: number
  readonly p50: number | null
  readonly p95: number | null
}

/**
 * `GET /v1/stats/endpoints?since=`: a ListPage with one for each endpoint that was sent to since then (24 hours, unless
 * told otherwise), the busiest first.
 */
export interface EndpointStatsJson {
  readonly endpoint: string
  readonly deliveries: number
  readonly failed: number
  readonly p50: number | null
  readonly p95: number | null
}
