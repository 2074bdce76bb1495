import { expect, test } from "vitest"
import { relativeWords } from "../../../src/inspector/parts/relative-words.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")

test.each([
  ["2026-01-15T02:03:03.500Z", "just now"],
  ["2026-01-15T02:03:00Z", "4s ago"],
  ["2026-01-15T02:03:34Z", "in 30s"],
  ["2026-01-15T01:00:00Z", "1h ago"],
  ["2026-01-05T02:03:04Z", "10d ago"],
])("%s is %s", (iso, text) => {
  expect(relativeWords(Date.parse(iso), NOW)).toBe(text)
})
