import type { StatsJson } from "../domain/api-types.ts"
import { factLines } from "./facts.ts"
import type { View } from "./view.ts"

/** The counts of a workspace, a line per group. */
export function statsView({ endpoints, events, deliveries, latencyMs }: StatsJson, { color }: View): string {
  const { delivered, pending, answered, failed } = deliveries
  return factLines(color, [
    ["Endpoints", `${endpoints.total} total, ${endpoints.active} active, ${endpoints.inactive} inactive`],
    ["Events", String(events)],
    [
      "Deliveries",
      `${delivered} delivered, ${pending} pending, ${answered} answered, ${failed} failed`,
      failed > 0 ? color.red : String,
    ],
    ["Latency", `p50 ${milliseconds(latencyMs.p50)}, p95 ${milliseconds(latencyMs.p95)}`],
  ])
}

function milliseconds(value: number | null): string {
  return value === null ? "-" : `${Math.round(value)}ms`
}
