import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { fieldLines } from "../../src/ui/fields.ts"
import { wrapText } from "../../src/ui/wrap-text.ts"

const color = new Chalk({ level: 0 })

test("text breaks between words and a long word keeps its line", () => {
  expect(wrapText("one two https://example.com/long three", 9)).toEqual([
    "one two",
    "https://example.com/long",
    "three",
  ])
})

test("values stand in a column, wrapped below themselves, and a missing one is left out", () => {
  const fields = [
    ["key", "the secret as UTF-8 text"],
    ["nothing", undefined],
    ["timestamp", "none"],
  ] as const
  expect(fieldLines(fields, { color, columns: 31 })).toEqual([
    "key        the secret as UTF-8",
    "           text",
    "timestamp  none",
  ])
})

test("piped output is never wrapped", () => {
  const value = "word ".repeat(100).trim()
  expect(fieldLines([["a", value]], { color, columns: Infinity })).toEqual([`a  ${value}`])
})
