import { expect, test } from "vitest"
import { dueTime, relativeTime } from "../../src/ui/relative-time.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")

test.each([
  ["2026-01-15T02:03:03.500Z", "just now"],
  ["2026-01-15T02:03:00Z", "4s ago"],
  ["2026-01-15T02:03:34Z", "in 30s"],
  ["2026-01-15T01:00:00Z", "1h ago"],
  ["2026-01-05T02:03:04Z", "10d ago"],
  ["not a time", "-"],
  ["", "-"],
  [null, "-"],
])("%j is %s", (iso, text) => {
  expect(relativeTime(iso, NOW)).toBe(text)
})

test.each([
  ["2026-01-15T02:03:34Z", "in 30s"],
  ["2026-01-15T02:03:04.500Z", "now"],
  ["2026-01-15T02:00:00Z", "now"],
  [null, "-"],
])("what is due at %j is due %s", (iso, text) => {
  expect(dueTime(iso, NOW)).toBe(text)
})
