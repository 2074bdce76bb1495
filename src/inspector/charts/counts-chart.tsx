import type { SeriesJson, SeriesPointJson } from "../../domain/api-types.ts"
import { Axes } from "./axes.tsx"
import { ChartFrame } from "./chart-frame.tsx"
import { countsSummary, countText } from "./chart-words.ts"
import { barsOf, type Bar, type Plot } from "./plot.ts"
import { type Scale, scaleTo } from "./scale.ts"
import { stepWords } from "./time-ticks.ts"

const HEIGHT = 220

/** Deliveries over time as bars, the failed ones at their foot. */
export function CountsChart({ series, words }: { readonly series: SeriesJson; readonly words: string }) {
  const { points, stepMs } = series
  const scale = scaleTo(Math.max(0, ...points.map(({ deliveries }) => deliveries)), { whole: true })
  const summary = countsSummary(series, words)
  return (
    <ChartFrame
      title="Deliveries"
      summary={summary}
      legend={[
        ["mark-deliveries", "delivered or waiting"],
        ["mark-failed", "failed"],
      ]}
      table={{
        columns: ["Time", "Deliveries", "Failed"],
        rows: points.map(({ at, deliveries, failed }) => [
          stepWords(Date.parse(at), stepMs),
          deliveries.toLocaleString(),
          failed.toLocaleString(),
        ]),
      }}
      draw={(width) => <Bars series={series} scale={scale} summary={summary} width={width} />}
    />
  )
}

function Bars({
  series,
  scale,
  summary,
  width,
}: {
  readonly series: SeriesJson
  readonly scale: Scale
  readonly summary: string
  readonly width: number
}) {
  const plot: Plot = { left: 60, top: 10, width: Math.max(80, width - 76), height: HEIGHT - 40 }
  const bars = barsOf(series.points, scale.top, plot)
  return (
    <svg class="plot" role="img" aria-label={summary} width={width} height={HEIGHT}>
      <Axes
        plot={plot}
        scale={scale}
        label={(value) => value.toLocaleString()}
        fromMs={Date.parse(series.from)}
        toMs={Date.parse(series.to)}
      />
      {series.points.map((point, at) => (
        <BarOfPoint key={point.at} point={point} stepMs={series.stepMs} bar={bars[at]!} plot={plot} />
      ))}
    </svg>
  )
}

function BarOfPoint({
  point: { at, deliveries, failed },
  stepMs,
  bar: { x, width, y, height, failedY, failedHeight },
  plot,
}: {
  readonly point: SeriesPointJson
  readonly stepMs: number
  readonly bar: Bar
  readonly plot: Plot
}) {
  const counts = `${countText(deliveries, "delivery", "deliveries")}, ${failed.toLocaleString()} failed`
  return (
    <g class="slot">
      <title>{`${stepWords(Date.parse(at), stepMs)}: ${counts}`}</title>
      <rect class="place" x={x} y={plot.top} width={width} height={plot.height} />
      {height > failedHeight && (
        <rect class="mark-deliveries" x={x} y={y} width={width} height={height - failedHeight} />
      )}
      {failedHeight > 0 && <rect class="mark-failed" x={x} y={failedY} width={width} height={failedHeight} />}
    </g>
  )
}
