import type { StatsJson } from "../domain/api-types.ts"
import { fieldLines } from "./fields.ts"
import type { View } from "./view.ts"

/** The counts of a workspace, a line per group. */
export function statsView({ endpoints, events, deliveries, latencyMs }: StatsJson, view: View): string {
  const { delivered, pending, answered, failed } = deliveries
  return fieldLines(
    [
      ["Endpoints", `${endpoints.total} total, ${endpoints.active} active, ${endpoints.inactive} inactive`],
      ["Events", String(events)],
      [
        "Deliveries",
        `${delivered} delivered, ${pending} pending, ${answered} answered, ${failed} failed`,
        failed > 0 ? view.color.red : String,
      ],
      ["Latency", `p50 ${milliseconds(latencyMs.p50)}, p95 ${milliseconds(latencyMs.p95)}`],
    ],
    view,
  ).join("\n")
}

function milliseconds(value: number | null): string {
  return value === null ? "-" : `${Math.round(value)}ms`
}
