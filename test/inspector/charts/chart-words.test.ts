import { expect, test } from "vitest"
import type { SeriesJson } from "../../../src/domain/api-types.ts"
import { countsSummary, latencySummary, latencyText } from "../../../src/inspector/charts/chart-words.ts"

const at = (minute: number): string => new Date(2026, 0, 15, 14, minute).toISOString()

const SERIES: SeriesJson = {
  from: at(0),
  to: at(30),
  stepMs: 600_000,
  points: [
    { at: at(0), deliveries: 2, failed: 0, p50: 10, p95: 20 },
    { at: at(10), deliveries: 1200, failed: 3, p50: 30, p95: 1240 },
    { at: at(20), deliveries: 0, failed: 0, p50: null, p95: null },
  ],
}

const EMPTY: SeriesJson = { ...SERIES, points: SERIES.points.slice(2) }

test("a chart of counts is told in words", () => {
  expect(countsSummary(SERIES, "in the last hour", "en-GB")).toBe(
    "1,202 deliveries in the last hour, 3 of them failed. Most at once: 1,200 (Thu 15, 14:10 to 14:20).",
  )
})

test("a chart of latency is told in words", () => {
  expect(latencySummary(SERIES, "in the last hour", "en-GB")).toBe(
    "Latency in the last hour: median 10 ms to 30 ms, 95th percentile 20 ms to 1.24 s. Slowest: Thu 15, 14:10 to 14:20.",
  )
})

test("a chart without anything says so", () => {
  expect(countsSummary(EMPTY, "in the last hour")).toBe("No deliveries in the last hour.")
  expect(latencySummary(EMPTY, "in the last hour")).toBe("No attempts in the last hour.")
})

test.each([
  [null, "-"],
  [0.4, "0.4 ms"],
  [8, "8 ms"],
  [12.4, "12 ms"],
  [999.6, "1 s"],
  [1239, "1.24 s"],
])("%d milliseconds are written %j", (milliseconds, text) => {
  expect(latencyText(milliseconds)).toBe(text)
})
