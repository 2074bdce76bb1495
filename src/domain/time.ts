import { WhkError } from "../errors.ts"

const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** Milliseconds since the epoch of an ISO 8601 time or of unix seconds; NaN for anything else. */
export function timeOf(text: string): number {
  return Math.round(/^\d{1,11}(\.\d{1,3})?$/.test(text) ? Number(text) * 1000 : isoTime(text))
}

/** As `timeOf`. Throws TIME_INVALID. */
export function parseTime(text: string): number {
  const timeMs = timeOf(text)
  if (!Number.isNaN(timeMs)) return timeMs
  const hint = /^\d{12,}$/.test(text) ? { hint: "Those are milliseconds; use seconds, or ISO 8601." } : {}
  throw new WhkError("TIME_INVALID", `"${text}" is not a time.`, hint)
}

function isoTime(text: string): number {
  return ISO.test(text) ? Date.parse(text) : Number.NaN
}
