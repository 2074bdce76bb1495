import { expect, test } from "vitest"
import { parseTime } from "../../src/domain/time.ts"

test.each([
  ["2026-01-15T02:03:04Z", 1_768_442_584_000],
  ["2026-01-15T02:03:04.567Z", 1_768_442_584_567],
  ["2026-01-15T04:03:04+02:00", 1_768_442_584_000],
  ["2026-01-15", 1_768_435_200_000],
  ["1768442584", 1_768_442_584_000],
  ["1768442584.5", 1_768_442_584_500],
  ["0", 0],
])("%s is a time", (text, timeMs) => {
  expect(parseTime(text)).toBe(timeMs)
})

test.each(["", "yesterday", "2026-13-01", "15 Jan 2026", "-1", "1e9", "2026-01-15T25:00:00Z"])(
  "%j is not a time",
  (text) => {
    expect(() => parseTime(text)).toThrow(
      expect.objectContaining({ code: "TIME_INVALID", exitCode: 2, message: `"${text}" is not a time.` }),
    )
  },
)

test("milliseconds are named as what they are", () => {
  expect(() => parseTime("1768442584567")).toThrow(
    expect.objectContaining({ hint: "Those are milliseconds; use seconds, or ISO 8601." }),
  )
})
