/** Where in an SVG a chart is drawn, in its own units. */
export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** One bar: how high it is, and how much of it from the ground up is the darker part. */
export interface Bar {
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
  readonly failedY: number
  readonly failedHeight: number
}

const LEAST_HEIGHT = 2

/** Bars in equal places from left to right. What is not nothing can be seen, however small it is beside the rest. */
export function barsOf(
  points: readonly { readonly deliveries: number; readonly failed: number }[],
  top: number,
  plot: Plot,
): readonly Bar[] {
  const place = plot.width / Math.max(1, points.length)
  const gap = Math.min(2, place / 4)
  const ground = plot.top + plot.height
  const heightOf = (count: number): number =>
    count <= 0 ? 0 : Math.max(LEAST_HEIGHT, (Math.min(count, top) / top) * plot.height)
  return points.map(({ deliveries, failed }, at) => {
    const failedHeight = heightOf(Math.min(failed, deliveries))
    const height = Math.max(heightOf(deliveries), failedHeight)
    return {
      x: plot.left + at * place + gap / 2,
      width: place - gap,
      y: ground - height,
      height,
      failedY: ground - failedHeight,
      failedHeight,
    }
  })
}

/**
 * A line through the values as the `d` of an SVG path. It ends where nothing is known and begins anew behind it; a
 * value alone between two gaps is drawn as a short dash.
 */
export function linePath(values: readonly (number | null)[], top: number, plot: Plot): string {
  const place = plot.width / Math.max(1, values.length)
  const pointAt = (value: number, at: number, shift = 0.5): string =>
    `${round(plot.left + (at + shift) * place)},${round(plot.top + plot.height * (1 - Math.min(value, top) / top))}`
  return values
    .flatMap((value, at) => {
      if (value === null) return []
      const isFirst = (values[at - 1] ?? null) === null
      const isLast = (values[at + 1] ?? null) === null
      if (isFirst && isLast) return [`M${pointAt(value, at, 0.2)}L${pointAt(value, at, 0.8)}`]
      return [`${isFirst ? "M" : "L"}${pointAt(value, at)}`]
    })
    .join("")
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
