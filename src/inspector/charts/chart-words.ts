import type { SeriesJson, SeriesPointJson } from "../../domain/api-types.ts"
import { durationText } from "../parts/duration-text.ts"
import { stepWords } from "./time-ticks.ts"

/** `8 ms`, `1.24 s`, `-` where nothing is known. */
export function latencyText(milliseconds: number | null): string {
  if (milliseconds === null) return "-"
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`
  return durationText(milliseconds)
}

/** `3 deliveries`, `1 delivery`, with the reader's separators. */
export function countText(count: number, noun: string, plural: string, locale?: string): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? noun : plural}`
}

/** What a chart of counts shows, for whoever does not see it. */
export function countsSummary(series: SeriesJson, words: string, locale?: string): string {
  const total = sum(series.points, "deliveries")
  if (total === 0) return `No deliveries ${words}.`
  const failed = sum(series.points, "failed")
  const busiest = series.points.reduce((most, point) => (point.deliveries > most.deliveries ? point : most))
  const when = stepWords(Date.parse(busiest.at), series.stepMs, locale)
  return [
    `${countText(total, "delivery", "deliveries", locale)} ${words},`,
    `${failed === 0 ? "none" : failed.toLocaleString(locale)} of them failed.`,
    `Most at once: ${busiest.deliveries.toLocaleString(locale)} (${when}).`,
  ].join(" ")
}

/** The same of a chart of latency. */
export function latencySummary(series: SeriesJson, words: string, locale?: string): string {
  const known = series.points.filter(({ p95 }) => p95 !== null)
  if (known.length === 0) return `No attempts ${words}.`
  const slowest = known.reduce((most, point) => (point.p95! > most.p95! ? point : most))
  const when = stepWords(Date.parse(slowest.at), series.stepMs, locale)
  const range = (field: "p50" | "p95"): string => {
    const values = known.flatMap((point) => point[field] ?? [])
    const [least, most] = [latencyText(Math.min(...values)), latencyText(Math.max(...values))]
    return least === most ? least : `${least} to ${most}`
  }
  return `Latency ${words}: median ${range("p50")}, 95th percentile ${range("p95")}. Slowest: ${when}.`
}

function sum(points: readonly SeriesPointJson[], field: "deliveries" | "failed"): number {
  return points.reduce((total, point) => total + point[field], 0)
}
