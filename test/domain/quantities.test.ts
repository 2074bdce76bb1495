import { expect, test } from "vitest"
import { formatDuration, parseDuration } from "../../src/domain/duration.ts"
import { delayAfter, maxAttempts } from "../../src/domain/schedule.ts"
import { formatSize, parseSize } from "../../src/domain/size.ts"
import { isSuccess, successStatus } from "../../src/domain/delivery.ts"

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["1.5s", 1500],
])("%s is %d milliseconds", (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})

test.each(["", "5", "5 minutes", "-5s", "s", "1e3s"])('"%s" is not a duration', (text) => {
  expect(() => parseDuration(text)).toThrow(
    expect.objectContaining({ code: "DURATION_INVALID", exitCode: 2 }),
  )
})

test.each([
  [0, "0ms"],
  [999, "999ms"],
  [61_000, "1m 1s"],
  [524_288_000, "6d 1h"],
])("%d ms reads %s", (durationMs, expected) => {
  expect(formatDuration(durationMs)).toBe(expected)
})

test.each([
  ["512b", 512],
  ["64kb", 65_536],
  ["25mb", 26_214_400],
  ["25MB", 26_214_400],
])("%s is %d bytes", (text, expected) => {
  expect(parseSize(text)).toBe(expected)
})

test.each(["", "25", "25 megs", "-1kb"])('"%s" is not a size', (text) => {
  expect(() => parseSize(text)).toThrow(expect.objectContaining({ code: "SIZE_INVALID", exitCode: 2 }))
})

test.each([
  [312, "312 B"],
  [1500, "1.5 KB"],
  [26_214_400, "25 MB"],
])("%d bytes read %s", (bytes, expected) => {
  expect(formatSize(bytes)).toBe(expected)
})

test("a schedule has one attempt more than delays and no delay after the last", () => {
  const schedule = { delaysMs: [10, 20], certainty: "exact", source: "a test" } as const
  expect(maxAttempts(schedule)).toBe(3)
  expect([1, 2, 3].map((attempt) => delayAfter(schedule, attempt))).toEqual([10, 20, undefined])
})

test("success is any 2xx, or exactly the statuses a provider names", () => {
  expect([199, 200, 204, 299, 300].filter((status) => isSuccess("2xx", status))).toEqual([200, 204, 299])
  expect([200, 201, 204].filter((status) => isSuccess([200], status))).toEqual([200])
  expect([successStatus("2xx"), successStatus([202])]).toEqual([200, 202])
})
