import type { Plot } from "./plot.ts"
import type { Scale } from "./scale.ts"
import { timeTicks } from "./time-ticks.ts"

const TICK_WIDTH = 64

/** The marks of a chart: a line across for each value, a label below for each time. */
export function Axes({
  plot,
  scale,
  label,
  fromMs,
  toMs,
}: {
  readonly plot: Plot
  readonly scale: Scale
  readonly label: (value: number) => string
  readonly fromMs: number
  readonly toMs: number
}) {
  const { left, top, width, height } = plot
  const ground = top + height
  const yOf = (value: number): number => Math.round(ground - (value / scale.top) * height) + 0.5
  const xOf = (atMs: number): number => left + ((atMs - fromMs) / (toMs - fromMs)) * width
  const times = timeTicks(fromMs, toMs, Math.max(2, Math.floor(width / TICK_WIDTH)))
  return (
    <g class="axes">
      {scale.ticks.map((value) => (
        <g key={value}>
          <line
            class={value === 0 ? "ground" : "grid"}
            x1={left}
            x2={left + width}
            y1={yOf(value)}
            y2={yOf(value)}
          />
          <text x={left - 8} y={yOf(value)} dy="0.32em" text-anchor="end">
            {label(value)}
          </text>
        </g>
      ))}
      {times.map(({ atMs, label: text }) => (
        <g key={atMs}>
          <line class="ground" x1={xOf(atMs)} x2={xOf(atMs)} y1={ground} y2={ground + 4} />
          <text x={xOf(atMs)} y={ground + 18} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
    </g>
  )
}
