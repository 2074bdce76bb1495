import type { DeliveryJson } from "../../domain/api-types.ts"

const SHORTEST_MS = 150
const LONGEST_MS = 5000

/** How long to wait before deliveries are asked for again; undefined when all have ended. The older, the longer. */
export function pollPauseMs(
  deliveries: readonly Pick<DeliveryJson, "status">[],
  nowMs: number,
  sinceMs: number,
): number | undefined {
  if (deliveries.every(({ status }) => status !== "pending")) return undefined
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (nowMs - sinceMs) / 4))
}
