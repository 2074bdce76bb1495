import type { EndpointStatsJson, SeriesJson, SeriesPointJson } from "../../domain/api-types.ts"
import type { DeliveryCount, Store } from "../../store/port.ts"
import { isoTime } from "./rows-to-json.ts"

/** A span of time in equal steps; milliseconds since the epoch, the end not included. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly points: number
}

/** How many steps the counting of a span takes where it is not told in steps. */
const SLICES = 48

/**
 * What happened in each step of the span. The steps are asked for one after the other, so that what is written
 * meanwhile waits for one of them at most.
 */
export async function deliverySeries(
  store: Store,
  workspace: string,
  { endpoint, ...span }: Span & { readonly endpoint?: string },
): Promise<SeriesJson> {
  const { from, to } = span
  const steps = stepsOf(span)
  const points: SeriesPointJson[] = []
  for (const step of steps) {
    const counts = await store.countDeliveries(workspace, {
      ...step,
      ...(endpoint !== undefined && { endpoint }),
    })
    points.push({ at: isoTime(step.from), ...summary(counts) })
  }
  return { from: isoTime(from), to: isoTime(to), stepMs: stepMs(span), points }
}

/** What each endpoint was sent in the span, the busiest first. */
export async function endpointStatistics(
  store: Store,
  workspace: string,
  span: Omit<Span, "points">,
): Promise<readonly EndpointStatsJson[]> {
  const byEndpoint = new Map<string, DeliveryCount[]>()
  for (const step of stepsOf({ ...span, points: SLICES })) {
    for (const count of await store.countDeliveries(workspace, step)) {
      if (count.endpoint === null) continue
      const counts = byEndpoint.get(count.endpoint)
      if (counts) counts.push(count)
      else byEndpoint.set(count.endpoint, [count])
    }
  }
  return [...byEndpoint]
    .map(([endpoint, counts]) => ({ endpoint, ...summary(counts) }))
    .toSorted((a, b) => b.deliveries - a.deliveries || (a.endpoint < b.endpoint ? -1 : 1))
}

function stepMs({ from, to, points }: Span): number {
  return Math.max(1, Math.ceil((to - from) / points))
}

function stepsOf(span: Span): readonly { readonly from: number; readonly to: number }[] {
  const { from, to } = span
  const length = stepMs(span)
  const steps = []
  for (let at = from; at < to; at += length) steps.push({ from: at, to: Math.min(at + length, to) })
  return steps
}

function summary(counts: readonly DeliveryCount[]): Omit<SeriesPointJson, "at"> {
  const sum = (of: "deliveries" | "failed"): number => counts.reduce((total, count) => total + count[of], 0)
  const answered = counts
    .flatMap(({ latencyMs, deliveries }) => (latencyMs === null ? [] : [{ latencyMs, deliveries }]))
    .toSorted((a, b) => a.latencyMs - b.latencyMs)
  return {
    deliveries: sum("deliveries"),
    failed: sum("failed"),
    p50: percentile(answered, 0.5),
    p95: percentile(answered, 0.95),
  }
}

/** The nearest-rank percentile; null of none. */
function percentile(
  sorted: readonly { readonly latencyMs: number; readonly deliveries: number }[],
  share: number,
): number | null {
  const total = sorted.reduce((sum, { deliveries }) => sum + deliveries, 0)
  let left = Math.max(1, Math.ceil(total * share))
  for (const { latencyMs, deliveries } of sorted) {
    left -= deliveries
    if (left <= 0) return latencyMs
  }
  return null
}
