import { firstHeader, type Headers } from "../../domain/headers.ts"
import { isoSeconds } from "../../providers/sample.ts"
import { type Candidate, distinct, type Variant } from "./variant.ts"

/** The earliest and latest moments that a number is taken for a time: 2001 to 2100. */
const EARLIEST_MS = Date.parse("2001-01-01T00:00:00Z")
const LATEST_MS = Date.parse("2100-01-01T00:00:00Z")

/** The same moment in other notations, and the other times that the request carries. */
export function timestampVariants(
  value: string,
  { headers, otherTimes }: { readonly headers: Headers; readonly otherTimes: readonly Candidate<string>[] },
): Variant<string>[] {
  return distinct([...notations(value), ...dateHeader(headers), ...otherTimes], value, (text) => text)
}

function* notations(value: string): Generator<Candidate<string>> {
  const timeMs = momentOf(value)
  if (/^[+0]\d+$/.test(value))
    yield {
      id: "timestamp-reprinted",
      what: "the timestamp read as a number and printed again",
      value: String(Number(value)),
    }
  if (value !== value.trim())
    yield { id: "timestamp-reprinted", what: "the timestamp trimmed", value: value.trim() }
  if (timeMs === undefined) return
  const seconds = Math.floor(timeMs / 1000)
  yield { id: "timestamp-milliseconds", what: "the timestamp in milliseconds", value: String(timeMs) }
  yield {
    id: "timestamp-milliseconds",
    what: "the timestamp in milliseconds, its last digits zero",
    value: String(seconds * 1000),
  }
  yield { id: "timestamp-seconds", what: "the timestamp in seconds", value: String(seconds) }
  yield {
    id: "timestamp-seconds",
    what: "the timestamp in seconds, rounded",
    value: String(Math.round(timeMs / 1000)),
  }
  yield {
    id: "timestamp-seconds",
    what: "the timestamp in seconds with a fraction",
    value: String(timeMs / 1000),
  }
  yield { id: "timestamp-iso", what: "the timestamp in ISO 8601", value: new Date(timeMs).toISOString() }
  yield {
    id: "timestamp-iso",
    what: "the timestamp in ISO 8601 without fractions",
    value: isoSeconds(timeMs),
  }
  yield {
    id: "timestamp-iso",
    what: "the timestamp in ISO 8601 with +00:00",
    value: isoSeconds(timeMs).replace("Z", "+00:00"),
  }
  yield { id: "timestamp-iso", what: "the timestamp as an HTTP date", value: new Date(timeMs).toUTCString() }
}

function* dateHeader(headers: Headers): Generator<Candidate<string>> {
  const date = firstHeader(headers, "date")
  if (date === undefined) return
  yield { id: "timestamp-other", what: "the Date header as the timestamp", value: date }
  const timeMs = Date.parse(date)
  if (!Number.isNaN(timeMs))
    yield {
      id: "timestamp-other",
      what: "the Date header in seconds as the timestamp",
      value: String(timeMs / 1000),
    }
}

/** Milliseconds since the epoch of a text that looks like a time, whatever its unit. */
export function momentOf(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^\d{4}-\d{2}-\d{2}T/.test(trimmed)) {
    const timeMs = Date.parse(trimmed)
    return Number.isNaN(timeMs) ? undefined : timeMs
  }
  if (!/^\+?\d{9,16}(?:\.\d+)?$/.test(trimmed)) return undefined
  const number = Number(trimmed)
  return [number * 1000, number, number / 1000].find((timeMs) => timeMs >= EARLIEST_MS && timeMs < LATEST_MS)
}
