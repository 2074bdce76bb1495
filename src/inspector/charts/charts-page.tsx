import type { VNode } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { EndpointJson, EndpointStatsJson, ListPage, SeriesJson } from "../../domain/api-types.ts"
import { endpointTitle } from "../endpoints/endpoint-words.ts"
import { Command } from "../parts/command.tsx"
import { Empty } from "../parts/empty.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { Segments } from "../parts/segments.tsx"
import { useChanges } from "../relay/use-changes.ts"
import { useGet } from "../relay/use-get.ts"
import { CountsChart } from "./counts-chart.tsx"
import { EndpointLatency } from "./endpoint-latency.tsx"
import { LatencyChart } from "./latency-chart.tsx"
import { endpointStatsPath, type Range, RANGES, seriesPath } from "./range.ts"

const REFRESH_MS = 30_000

/** What happened over time: how many deliveries, how many of them failed, how long attempts took. */
export function ChartsPage(): VNode {
  const [range, setRange] = useState<Range>(RANGES[1]!)
  const [endpoint, setEndpoint] = useState("")
  const [now, setNow] = useState(Date.now())
  const series = useGet<SeriesJson>(seriesPath(range, now, endpoint))
  const stats = useGet<ListPage<EndpointStatsJson>>(endpointStatsPath(range, now))
  const endpoints = useGet<ListPage<EndpointJson>>("/v1/endpoints?limit=1000")
  const reload = (): void => {
    setNow(Date.now())
    series.reload()
    stats.reload()
  }
  useChanges(() => true, reload)
  useEffect(() => {
    const timer = setInterval(reload, REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  const problem = series.problem ?? stats.problem
  const known = endpoints.value?.items ?? []
  const nameOf = (id: string): string => {
    const found = known.find((candidate) => candidate.id === id)
    return found ? endpointTitle(found) : id
  }
  return (
    <div class="page">
      <div class="page-head">
        <h1>Charts</h1>
        <div class="tools">
          <select
            aria-label="Endpoint"
            class="chart-endpoint"
            value={endpoint}
            onChange={(event) => setEndpoint(event.currentTarget.value)}
          >
            <option value="">All deliveries</option>
            {known.map((candidate) => (
              <option key={candidate.id} value={candidate.id}>
                {endpointTitle(candidate)}
              </option>
            ))}
          </select>
          <Segments
            label="How far back"
            choices={RANGES}
            chosen={range.id}
            onChoose={(id) => setRange(RANGES.find((candidate) => candidate.id === id)!)}
          />
        </div>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      {series.value && (
        <Drawn series={series.value} range={range} stats={stats.value?.items ?? []} nameOf={nameOf} />
      )}
    </div>
  )
}

interface DrawnProps {
  readonly series: SeriesJson
  readonly range: Range
  readonly stats: readonly EndpointStatsJson[]
  readonly nameOf: (endpoint: string) => string
}

function Drawn({ series, range: { words }, stats, nameOf }: DrawnProps): VNode {
  const isEmpty = series.points.every(({ deliveries, p95 }) => deliveries === 0 && p95 === null)
  return (
    <>
      {isEmpty && (
        <Empty title={`Nothing was delivered ${words}.`}>
          <p>Look further back, or send something:</p>
          <Command text="whk trigger user.created" />
        </Empty>
      )}
      <CountsChart series={series} words={words} />
      <LatencyChart series={series} words={words} />
      {stats.length > 0 && (
        <section class="chart" aria-labelledby="endpoint-latency">
          <h2 id="endpoint-latency">Latency per endpoint</h2>
          <EndpointLatency stats={stats} nameOf={nameOf} />
        </section>
      )}
    </>
  )
}
