import type { TimestampRule } from "./scheme.ts"

/** A time as a scheme writes it. */
export function formatTimestamp(timeMs: number, unit: TimestampRule["unit"]): string {
  if (unit === "s") return String(Math.floor(timeMs / 1000))
  return unit === "ms" ? String(timeMs) : new Date(timeMs).toISOString()
}

/** Milliseconds since the epoch of a timestamp as it stood in a header, or undefined when it is not one. */
export function parseTimestamp(text: string, unit: TimestampRule["unit"]): number | undefined {
  if (unit === "iso") {
    const timeMs = Date.parse(text)
    return Number.isNaN(timeMs) ? undefined : timeMs
  }
  if (!/^\d{1,16}$/.test(text)) return undefined
  return unit === "s" ? Number(text) * 1000 : Number(text)
}
