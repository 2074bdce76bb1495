import fc from "fast-check"
import { expect, test } from "vitest"
import { changedNumbers, readJsonText } from "../../../src/inspector/events/json-text.ts"

test("a text that is JSON is its value", () => {
  expect(readJsonText('{"a":[1,null]}')).toEqual({ value: { a: [1, null] } })
})

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, "A comma, or the end, has to stand here."],
  ['{"a": tru}', 1, 7, "A word without quotes can only be true, false or null."],
  ["{'a': 1}", 1, 2, "JSON has double quotes only."],
  ["[1, 2,]", 1, 7, "A value has to stand here."],
  ['{"a" 1}', 1, 6, "A colon has to stand here."],
  ['{"a": }', 1, 7, "A value has to stand here."],
  ['{"a": 1', 1, 8, "An object is not closed: } is missing."],
  ["[1", 1, 3, "A list is not closed: ] is missing."],
  ["{} {}", 1, 4, "The JSON ended before this."],
  ['{"a": 1} // why', 1, 10, "JSON has no comments."],
  ['{"a": "b\n"}', 1, 7, "A text is not closed: a double quote is missing."],
  ['{"a": "\\x"}', 1, 7, "JSON has no such escape; write \\\\ for a backslash."],
  ['{"a": "\\u12"}', 1, 7, "After \\u four hexadecimal digits have to stand."],
  ['"a\tb"', 1, 1, "This character has to be escaped in a text."],
  ["  \n ", 2, 2, "Nothing stands here; an empty object is {}."],
])("the mistake in %j is at line %i, column %i", (text, line, column, message) => {
  expect(readJsonText(text)).toEqual({ mistake: expect.objectContaining({ line, column, message }) })
})

test("whatever is not JSON has a mistake inside the text, and whatever is has none", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => json.slice(0, -1)),
      ),
      (text) => {
        const reading = readJsonText(text)
        if ("value" in reading) {
          expect(reading.value).toEqual(JSON.parse(text))
          return
        }
        expect(reading.mistake.offset).toBeGreaterThanOrEqual(0)
        expect(reading.mistake.offset).toBeLessThanOrEqual(text.length)
        expect(reading.mistake.message).not.toBe("")
      },
    ),
  )
})

test("a text nested too deep to search has a mistake all the same", () => {
  expect(readJsonText("[".repeat(100_000))).toHaveProperty("mistake")
})

test("a number too long to be kept is told with what would be sent", () => {
  expect(changedNumbers('{"id": 12345678901234567891, "n": 42, "s": "12345678901234567891"}')).toEqual([
    { written: "12345678901234567891", sent: "12345678901234567000" },
  ])
})

test("a long number that stays as it is written is not told", () => {
  expect(changedNumbers("[9007199254740992, -9007199254740991, 1.10, 1e400]")).toEqual([])
})
