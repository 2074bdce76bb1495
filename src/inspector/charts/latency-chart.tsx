import type { SeriesJson } from "../../domain/api-types.ts"
import { Axes } from "./axes.tsx"
import { ChartFrame } from "./chart-frame.tsx"
import { latencySummary, latencyText } from "./chart-words.ts"
import { linePath, type Plot } from "./plot.ts"
import { scaleTo } from "./scale.ts"
import { stepWords } from "./time-ticks.ts"

const HEIGHT = 220

/** How long attempts took over time: the median and the 95th percentile as two lines. */
export function LatencyChart({ series, words }: { readonly series: SeriesJson; readonly words: string }) {
  const { points, stepMs } = series
  const summary = latencySummary(series, words)
  return (
    <ChartFrame
      title="Latency"
      summary={summary}
      legend={[
        ["line mark-p50", "median"],
        ["line mark-p95", "95th percentile"],
      ]}
      table={{
        columns: ["Time", "Median", "95th percentile"],
        rows: points.map(({ at, p50, p95 }) => [
          stepWords(Date.parse(at), stepMs),
          latencyText(p50),
          latencyText(p95),
        ]),
      }}
      draw={(width) => <Lines series={series} summary={summary} width={width} />}
    />
  )
}

function Lines({
  series: { points, from, to },
  summary,
  width,
}: {
  readonly series: SeriesJson
  readonly summary: string
  readonly width: number
}) {
  const plot: Plot = { left: 60, top: 10, width: Math.max(80, width - 76), height: HEIGHT - 40 }
  const scale = scaleTo(Math.max(0, ...points.map(({ p95 }) => p95 ?? 0)))
  const pathOf = (field: "p50" | "p95"): string =>
    linePath(
      points.map((point) => point[field]),
      scale.top,
      plot,
    )
  return (
    <svg class="plot" role="img" aria-label={summary} width={width} height={HEIGHT}>
      <Axes plot={plot} scale={scale} label={latencyText} fromMs={Date.parse(from)} toMs={Date.parse(to)} />
      <path class="mark-p95" d={pathOf("p95")} />
      <path class="mark-p50" d={pathOf("p50")} />
    </svg>
  )
}
