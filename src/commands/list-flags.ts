import type { DeliveryStatus } from "../domain/delivery.ts"
import { parseDuration } from "../domain/duration.ts"
import { timeOf } from "../domain/time.ts"
import { WhkError } from "../errors.ts"

/** Flags of every list with pages. */
export interface PageFlags {
  readonly limit?: string
  readonly after?: string
}

const LARGEST_PAGE = 1000

/** `--limit` and `--after` as an API takes them. Throws USAGE quoting a wrong limit. */
export function readPage({ limit, after }: PageFlags): { limit?: number; after?: string } {
  if (limit !== undefined && (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > LARGEST_PAGE))
    throw new WhkError("USAGE", `"${limit}" is not a number from 1 to ${LARGEST_PAGE}.`, {
      hint: `Pass --limit ${LARGEST_PAGE} at most, and --after <cursor> for the next page.`,
    })
  return { ...(limit !== undefined && { limit: Number(limit) }), ...(after !== undefined && { after }) }
}

const STATUSES: readonly DeliveryStatus[] = ["pending", "delivered", "answered", "failed"]

/** `--status`. Throws USAGE quoting a wrong one. */
export function readStatus(text: string): DeliveryStatus {
  const status = STATUSES.find((candidate) => candidate === text)
  if (status !== undefined) return status
  throw new WhkError("USAGE", `"${text}" is not a status of a delivery.`, {
    hint: `Use ${STATUSES.slice(0, -1).join(", ")} or ${STATUSES.at(-1)}.`,
  })
}

/** The furthest from 1970 that a Date can be. */
const LAST_DATE_MS = 8.64e15

/** `--since` (a duration before now, or a time) as ISO 8601. Throws TIME_INVALID. */
export function readSince(text: string, nowMs: number): string {
  const timeMs = /^\d+(\.\d+)?[a-z]+$/.test(text) ? nowMs - parseDuration(text) : timeOf(text)
  if (Math.abs(timeMs) <= LAST_DATE_MS) return new Date(timeMs).toISOString()
  throw new WhkError("TIME_INVALID", `"${text}" is neither a duration nor a time.`, {
    hint: "Use a duration such as 1h or 7d, an ISO 8601 time or unix seconds.",
  })
}
