import fc from "fast-check"
import { expect, test } from "vitest"
import { isNestedDeeper } from "../../src/domain/json.ts"

test.each([
  ["1", 0, false],
  ["{}", 0, true],
  ["{}", 1, false],
  ['{"a":[{}]}', 2, true],
  ['{"a":[{}]}', 3, false],
  ["[],[],[]", 1, false],
  ['"[[[["', 0, false],
  ['"\\"[[[["', 0, false],
  ['["\\\\",[]]', 1, true],
])("%s nests deeper than %i: %s", (text, limit, isDeeper) => {
  expect(isNestedDeeper(Buffer.from(text), limit)).toBe(isDeeper)
})

test("it measures what JSON.parse would build", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, limit) => {
      expect(isNestedDeeper(Buffer.from(JSON.stringify(value)), limit)).toBe(depthOf(value) > limit)
    }),
  )
})

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test("a hundred thousand brackets are told without following them", () => {
  expect(isNestedDeeper(Buffer.from("[".repeat(100_000)), 200)).toBe(true)
})
