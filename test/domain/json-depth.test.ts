import fc from "fast-check"
import { expect, test } from "vitest"
import { nestsDeeperThan } from "../../src/domain/json-depth.ts"

test.each([
  ["1", 0],
  ['"[[[["', 0],
  ['"\\"[[["', 0],
  ['"\\\\"', 0],
  ["{}", 1],
  ["[],[],[]", 1],
  ['["\\\\",[]]', 2],
  ['{"a":[{}]}', 3],
  ["[[],[[]],[]]", 3],
  ['["\\\\",[["]]]"]]]', 3],
  ["[[[[", 4],
  ['["never ends [[[', 1],
])("%s nests %i deep", (json, depth) => {
  const exceeded = [0, 1, 2, 3, 4, 5].filter((most) => nestsDeeperThan(most, Buffer.from(json)))
  expect(exceeded).toHaveLength(depth)
})

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test("it is the depth that the parsed value has, whatever the strings hold", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), fc.nat(8), (value, most) => {
      return nestsDeeperThan(most, Buffer.from(JSON.stringify(value))) === depthOf(value) > most
    }),
  )
})

test("a hundred thousand brackets are told without following them", () => {
  expect(nestsDeeperThan(200, Buffer.from("[".repeat(100_000)))).toBe(true)
})
