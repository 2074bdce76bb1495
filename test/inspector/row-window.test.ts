import fc from "fast-check"
import { expect, test } from "vitest"
import { rowWindow, scrollTopFor } from "../../src/inspector/deliveries/row-window.ts"

const ROW = 30

test("of five thousand rows only those that are seen and a few around are there", () => {
  expect(rowWindow({ scrollTop: 60_000, height: 600, rowHeight: ROW, count: 5000 })).toEqual({
    first: 1988,
    end: 2032,
  })
})

test("every row that is seen is there, wherever the list was scrolled to", () => {
  const place = fc.record({
    scrollTop: fc.integer({ min: -100, max: 200_000 }),
    height: fc.nat(3000),
    count: fc.nat(6000),
  })
  fc.assert(
    fc.property(place, ({ scrollTop, height, count }) => {
      const { first, end } = rowWindow({ scrollTop, height, rowHeight: ROW, count })
      const firstSeen = Math.floor(Math.max(0, scrollTop) / ROW)
      const lastSeen = Math.ceil((scrollTop + height) / ROW)
      expect(first).toBeLessThanOrEqual(Math.min(firstSeen, count))
      expect(end).toBeGreaterThanOrEqual(Math.min(Math.max(lastSeen, 0), count))
      expect(first).toBeGreaterThanOrEqual(0)
      expect(end).toBeLessThanOrEqual(count)
    }),
  )
})

test.each([
  ["above what is seen", 1, 30],
  ["in what is seen", 5, 90],
  ["below what is seen", 30, 330],
])("a row %s is shown by scrolling as little as can be", (_, row, expected) => {
  expect(scrollTopFor(row, { scrollTop: 90, height: 600, rowHeight: ROW })).toBe(expected)
})
