import type { EndpointJson, EndpointStatsJson } from "../../domain/api-types.ts"
import { latencyText } from "./chart-words.ts"

/** Latency per endpoint, the slowest first, each with bars beside its figures. */
export function EndpointLatency({
  stats,
  nameOf,
}: {
  readonly stats: readonly EndpointStatsJson[]
  readonly nameOf: (endpoint: EndpointJson["id"]) => string
}) {
  const sorted = stats.toSorted((a, b) => (b.p95 ?? -1) - (a.p95 ?? -1))
  const most = Math.max(1, ...stats.map(({ p95 }) => p95 ?? 0))
  return (
    <table class="endpoint-latency">
      <thead>
        <tr>
          <th scope="col">Endpoint</th>
          <th scope="col" class="number">
            Deliveries
          </th>
          <th scope="col" class="number">
            Failed
          </th>
          <th scope="col" class="number">
            p50
          </th>
          <th scope="col" class="number">
            p95
          </th>
          <th scope="col" class="wide">
            <span class="hidden">p50 and p95 as bars</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ endpoint, deliveries, failed, p50, p95 }) => (
          <tr key={endpoint}>
            <th scope="row">{nameOf(endpoint)}</th>
            <td class="number">{deliveries.toLocaleString()}</td>
            <td class={failed > 0 ? "number failed" : "number"}>{failed.toLocaleString()}</td>
            <td class="number">{latencyText(p50)}</td>
            <td class="number">{latencyText(p95)}</td>
            <td class="wide">
              <LatencyBars p50={p50 ?? 0} p95={p95 ?? 0} most={most} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LatencyBars({
  p50,
  p95,
  most,
}: {
  readonly p50: number
  readonly p95: number
  readonly most: number
}) {
  return (
    <svg class="bars" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="p95" x="0" y="2" width={(p95 / most) * 100} height="6" />
      <rect class="p50" x="0" y="2" width={(p50 / most) * 100} height="6" />
    </svg>
  )
}
