import { expect, test } from "vitest"
import { barsOf, linePath } from "../../../src/inspector/charts/plot.ts"

const PLOT = { left: 10, top: 20, width: 100, height: 50 }

test("bars stand on the ground, in equal places, as high as their counts", () => {
  const [first, second] = barsOf(
    [
      { deliveries: 10, failed: 5 },
      { deliveries: 5, failed: 0 },
    ],
    10,
    PLOT,
  )
  expect(first).toEqual({ x: 11, width: 48, y: 20, height: 50, failedY: 45, failedHeight: 25 })
  expect(second).toEqual({ x: 61, width: 48, y: 45, height: 25, failedY: 70, failedHeight: 0 })
})

test("one delivery among a million can still be seen", () => {
  const [bar] = barsOf([{ deliveries: 1, failed: 1 }], 1_000_000, PLOT)
  expect(bar).toMatchObject({ height: 2, failedHeight: 2, y: 68 })
})

test("nothing has no bar", () => {
  expect(barsOf([{ deliveries: 0, failed: 0 }], 1, PLOT)[0]).toMatchObject({ height: 0, failedHeight: 0 })
})

test("a line goes through the middle of each place", () => {
  expect(linePath([0, 10, 5, 10], 10, PLOT)).toBe("M22.5,70L47.5,20L72.5,45L97.5,20")
})

test("a line is broken where nothing is known, and a value alone is a dash", () => {
  expect(linePath([0, 0, null, 10, null], 10, PLOT)).toBe("M20,70L40,70M74,20L86,20")
})

test("nothing known is no line", () => {
  expect(linePath([null, null], 10, PLOT)).toBe("")
})
