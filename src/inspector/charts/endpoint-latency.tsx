import type { VNode } from "preact"
import type { EndpointStatsJson } from "../../domain/api-types.ts"
import { addressOf } from "../router.ts"
import { latencyText } from "./chart-words.ts"

interface EndpointLatencyProps {
  readonly stats: readonly EndpointStatsJson[]
  readonly nameOf: (endpoint: string) => string
}

/** Latency per endpoint, the slowest first, each with bars beside its figures. */
export function EndpointLatency({ stats, nameOf }: EndpointLatencyProps): VNode {
  const slowestFirst = stats.toSorted((a, b) => (b.p95 ?? -1) - (a.p95 ?? -1))
  const most = Math.max(1, ...stats.map(({ p95 }) => p95 ?? 0))
  return (
    <div class="endpoint-latency" tabIndex={0} role="region" aria-label="Latency per endpoint">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Endpoint</th>
            {["Deliveries", "Failed", "p50", "p95"].map((title) => (
              <th key={title} scope="col" class="right">
                {title}
              </th>
            ))}
            <td class="bars-cell" />
          </tr>
        </thead>
        <tbody>
          {slowestFirst.map(({ endpoint, deliveries, failed, p50, p95 }) => (
            <tr key={endpoint}>
              <th scope="row">
                <a class="clamped" href={addressOf("endpoints", endpoint)} title={nameOf(endpoint)}>
                  {nameOf(endpoint)}
                </a>
              </th>
              <td class="right">{deliveries.toLocaleString()}</td>
              <td class={failed > 0 ? "right failed" : "right"}>{failed.toLocaleString()}</td>
              <td class="right">{latencyText(p50)}</td>
              <td class="right">{latencyText(p95)}</td>
              <td class="bars-cell">
                <LatencyBars p50={p50 ?? 0} p95={p95 ?? 0} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface LatencyBarsProps {
  readonly p50: number
  readonly p95: number
  readonly most: number
}

// Only for the eye: the figures stand beside it.
function LatencyBars({ p50, p95, most }: LatencyBarsProps): VNode {
  return (
    <svg class="latency-bars" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect class="mark-p50" x="0" y="0" width={(p50 / most) * 100} height="5" />
      <rect class="mark-p95" x="0" y="6" width={(p95 / most) * 100} height="5" />
    </svg>
  )
}
