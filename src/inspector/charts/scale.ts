/** The axis of a chart: from 0 to `top`, with a mark at each of `ticks`. */
export interface Scale {
  readonly top: number
  readonly ticks: readonly number[]
}

const STEPS = [1, 2, 5, 10]

/**
 * A scale that reaches `most` in at most `marks` steps of a round size (1, 2 or 5 times a power of ten). With `whole`
 * no step is a fraction. A chart without anything still has a scale.
 */
export function scaleTo(
  most: number,
  { marks = 4, whole = false }: { readonly marks?: number; readonly whole?: boolean } = {},
): Scale {
  const reached = Number.isFinite(most) && most > 0 ? most : 1
  const rough = reached / marks
  const power = 10 ** Math.floor(Math.log10(rough))
  const round = (STEPS.find((step) => step * power >= rough) ?? 10) * power
  const step = whole ? Math.max(1, Math.round(round)) : round
  const count = Math.max(1, Math.ceil(reached / step - 1e-9))
  // From whole numbers of steps, because sums of fractions drift: 0.1 + 0.2.
  const ticks = Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)))
  return { top: ticks.at(-1)!, ticks }
}
