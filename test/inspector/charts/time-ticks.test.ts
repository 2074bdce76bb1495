import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { RANGES, windowOf } from "../../../src/inspector/charts/range.ts"
import { stepWords, timeTicks } from "../../../src/inspector/charts/time-ticks.ts"

const zone = process.env["TZ"]
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"]
  else process.env["TZ"] = zone
})

function labels(from: string, to: string, most: number): readonly string[] {
  return timeTicks(Date.parse(from), Date.parse(to), most, "en-GB").map(({ label }) => label)
}

describe("in Berlin", () => {
  beforeEach(() => void (process.env["TZ"] = "Europe/Berlin"))

  test("an hour is marked at round minutes of the reader's clock", () => {
    expect(labels("2026-01-15T13:07:00Z", "2026-01-15T14:07:00Z", 6)).toEqual([
      "14:10",
      "14:20",
      "14:30",
      "14:40",
      "14:50",
      "15:00",
    ])
  })

  test("a day is marked at round hours, and midnight by the day that begins", () => {
    expect(labels("2026-01-15T13:30:00Z", "2026-01-16T13:30:00Z", 8)).toEqual([
      "15:00",
      "18:00",
      "21:00",
      "Fri 16",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
    ])
  })

  test("a week is marked at its midnights", () => {
    expect(labels("2026-01-09T13:00:00Z", "2026-01-16T13:00:00Z", 8)).toEqual([
      "Sat 10",
      "Sun 11",
      "Mon 12",
      "Tue 13",
      "Wed 14",
      "Thu 15",
      "Fri 16",
    ])
  })

  test("on the day a clock is put forward the marks stay round", () => {
    expect(labels("2026-03-28T22:00:00Z", "2026-03-29T11:00:00Z", 8)).toEqual([
      "Sun 29",
      "04:00",
      "06:00",
      "08:00",
      "10:00",
      "12:00",
    ])
  })

  test("a narrow chart has fewer marks", () => {
    expect(labels("2026-01-09T13:00:00Z", "2026-01-16T13:00:00Z", 3)).toEqual(["Sat 10", "Tue 13", "Fri 16"])
  })

  test("a step is told with its day and both ends", () => {
    expect(stepWords(Date.parse("2026-01-15T13:00:00Z"), 1_800_000, "en-GB")).toBe("Thu 15, 14:00 to 14:30")
  })
})

describe("in Kathmandu, three quarters off the hour", () => {
  beforeEach(() => void (process.env["TZ"] = "Asia/Kathmandu"))

  test.each([
    ["2026-01-15T13:07:00Z", "2026-01-15T14:07:00Z", 6, "19:00"],
    ["2026-01-15T13:30:00Z", "2026-01-16T13:30:00Z", 8, "21:00"],
  ])("from %s to %s the first mark is round, too", (from, to, most, first) => {
    expect(labels(from, to, most)[0]).toBe(first)
  })
})

test.each(RANGES)("the window of $title ends with the running step and has whole steps", (range) => {
  const now = Date.parse("2026-01-15T13:07:31.123Z")
  const { from, to } = windowOf(range, now)
  const stepMs = range.spanMs / range.points
  expect(Date.parse(to) - Date.parse(from)).toBe(range.spanMs)
  expect(Date.parse(to) % stepMs).toBe(0)
  expect(Date.parse(to)).toBeGreaterThan(now)
  expect(Date.parse(to) - now).toBeLessThanOrEqual(stepMs)
})
