import type { TimestampRule } from "./scheme.ts"

/** A time as a scheme writes it. */
export function formatTimestamp(timeMs: number, unit: TimestampRule["unit"]): string {
  if (unit === "s") return String(Math.floor(timeMs / 1000))
  return unit === "ms" ? String(timeMs) : new Date(timeMs).toISOString()
}

/** Milliseconds since the epoch of a timestamp as it stood in a header, or undefined when it is not one. */
export function parseTimestamp(text: string, unit: TimestampRule["unit"]): number | undefined {
  if (unit === "iso") {
    // Date.parse alone also reads "1" and "Jan 5".
    const timeMs = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN
    return Number.isNaN(timeMs) ? undefined : timeMs
  }
  if (!/^\d{1,16}$/.test(text)) return undefined
  return unit === "s" ? Number(text) * 1000 : Number(text)
}

/**
 * Whether a timestamp is written as senders write it, no character more or less. It counts where nothing stands between
 * the timestamp and its neighbour in the signed message: characters could otherwise move from one to the other.
 */
export function isExactTimestamp(text: string, unit: TimestampRule["unit"]): boolean {
  if (unit === "iso") return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  // Until the year 2286.
  return unit === "s" ? /^\d{10}$/.test(text) : /^\d{13}$/.test(text)
}
