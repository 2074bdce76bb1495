import type { DeliveryJson, PublishedJson } from "../../domain/api-types.ts"
import { formatDuration } from "../../domain/duration.ts"
import { durationText } from "../parts/duration-text.ts"

/** How a delivery stands, for the eye: which colour it gets. */
export type Tone = "good" | "waiting" | "bad"

export function toneOf({ status }: Pick<DeliveryJson, "status">): Tone {
  if (status === "delivered") return "good"
  return status === "pending" ? "waiting" : "bad"
}

/** How a delivery stands in a line: `503 in 12 ms; next attempt in 5m`. */
export function outcomeWords(delivery: DeliveryJson, nowMs: number): string {
  const { status, attempts, responseStatus, elapsedMs, nextAttemptAt } = delivery
  if (attempts === 0) return status === "pending" ? "on its way" : "given up without an attempt"
  const answer = responseStatus === null ? "no answer" : String(responseStatus)
  const time = elapsedMs === null ? "" : ` in ${durationText(elapsedMs)}`
  const tries = attempts === 1 ? "" : ` at attempt ${attempts}`
  if (status === "pending") return `${answer}${time}; ${nextWords(nextAttemptAt, nowMs)}`
  if (status === "failed") return `${answer}${time}; given up after ${countTries(attempts)}`
  return `${answer}${time}${tries}`
}

function nextWords(nextAttemptAt: string | null, nowMs: number): string {
  if (nextAttemptAt === null) return "tried again by hand only"
  const waitMs = Date.parse(nextAttemptAt) - nowMs
  return waitMs <= 0 ? "next attempt now" : `next attempt in ${formatDuration(Math.max(1000, waitMs))}`
}

function countTries(attempts: number): string {
  return attempts === 1 ? "1 attempt" : `${attempts} attempts`
}

/** Why an endpoint of the provider did not get an event. */
export function skippedWords({ why }: PublishedJson["skipped"][number]): string {
  return why === "inactive" ? "switched off: it gets nothing" : "not subscribed to this event type"
}

/** Who would get an event. */
export function receiverWords(count: number): string {
  if (count === 0) return "nobody is subscribed"
  return count === 1 ? "goes to 1 endpoint" : `goes to ${count.toLocaleString()} endpoints`
}
