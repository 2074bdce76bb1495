import fc from "fast-check"
import { expect, test } from "vitest"
import {
  compareHeaders,
  comparedText,
  compareLines,
  withContext,
} from "../../src/inspector/deliveries/comparison.ts"
import { readHeaderLines, toHeaderLines } from "../../src/inspector/deliveries/header-lines.ts"

test("a changed line stands beside what it was, an added one beside nothing", () => {
  expect(compareLines("a\nb\nc\n", "a\nB\nc\nd\n")).toEqual([
    { left: "a", right: "a", at: [1, 1], isSame: true },
    { left: "b", right: "B", at: [2, 2], isSame: false },
    { left: "c", right: "c", at: [3, 3], isSame: true },
    { left: null, right: "d", at: [3, 4], isSame: false },
  ])
})

test("each side of a comparison gives its lines back in order", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1 })
    .map((lines) => `${lines.join("\n")}\n`)
  fc.assert(
    fc.property(text, text, (left, right) => {
      const pairs = compareLines(left, right)!
      const side = (name: "left" | "right"): string[] =>
        pairs.map((pair) => pair[name]).filter((line) => line !== null)
      expect(`${side("left").join("\n")}\n`).toBe(left)
      expect(`${side("right").join("\n")}\n`).toBe(right)
      expect(pairs.filter(({ isSame }) => isSame).every((pair) => pair.left === pair.right)).toBe(true)
    }),
  )
})

test("equal lines far from a difference stand as their number", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  const changed = lines.with(10, "another")
  const shown = withContext(compareLines(lines.join("\n"), changed.join("\n"))!)
  expect(shown.filter((pair) => typeof pair === "number")).toEqual([7, 6])
  expect(shown).toHaveLength(9)
})

test("JSON is laid out to be compared, other bytes are compared as a dump", () => {
  expect(comparedText(new TextEncoder().encode('{"a":1}'))).toEqual({ text: '{\n  "a": 1\n}', as: "json" })
  expect(comparedText(new TextEncoder().encode("plain"))).toEqual({ text: "plain", as: "text" })
  expect(comparedText(Uint8Array.of(0xff)).as).toBe("hex")
})

test("headers are compared by name without case, the second of a name with the second", () => {
  const pairs = compareHeaders(
    [
      ["X-A", "1"],
      ["x-b", "2"],
      ["X-A", "3"],
    ],
    [
      ["x-a", "1"],
      ["x-a", "4"],
      ["x-c", "5"],
    ],
  )
  expect(pairs.map(({ left, right, isSame }) => [left, right, isSame])).toEqual([
    ["1", "1", true],
    ["3", "4", false],
    ["2", null, false],
    [null, "5", false],
  ])
})

test("headers are the same after they stood in a text field", () => {
  const headers = [
    ["Host", "localhost"],
    ["X-A", ""],
    ["X-A", "b: c"],
  ] as const
  expect(readHeaderLines(toHeaderLines(headers))).toEqual({ ok: true, headers })
})

test.each([
  ["no colon", '"no colon" is not a header: write Name: value.'],
  ["bad name: x", '"bad name: x" cannot be sent as a header.'],
  ["X-A: \u2028", '"X-A: \u2028" cannot be sent as a header.'],
])("the line %j is refused", (line, problem) => {
  expect(readHeaderLines(`Host: x\n${line}`)).toEqual({ ok: false, problem })
})
