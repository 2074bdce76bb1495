import fc from "fast-check"
import { expect, test } from "vitest"
import { scaleTo } from "../../../src/inspector/charts/scale.ts"

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [12, [0, 5, 10, 15]],
  [100, [0, 50, 100]],
  [4321, [0, 2000, 4000, 6000]],
])("a count of %i is read on an axis with %j", (most, ticks) => {
  expect(scaleTo(most, { whole: true })).toEqual({ top: ticks.at(-1), ticks })
})

test("an axis of milliseconds may have steps below one", () => {
  expect(scaleTo(0.9).ticks).toEqual([0, 0.5, 1])
  expect(scaleTo(0.3).ticks).toEqual([0, 0.1, 0.2, 0.3])
})

test("every value fits below the top, with few marks at equal distances from 0 on", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.boolean(), (most, whole) => {
      const { top, ticks } = scaleTo(most, { whole })
      expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-6))
      expect(ticks[0]).toBe(0)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(6)
      const step = ticks[1]!
      for (const [at, tick] of ticks.entries()) expect(tick).toBeCloseTo(at * step, 6 - Math.log10(top))
      if (whole) expect(ticks.every(Number.isInteger)).toBe(true)
    }),
  )
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, -5])("an axis for %d is the empty one", (most) => {
  expect(scaleTo(most, { whole: true })).toEqual({ top: 1, ticks: [0, 1] })
})
