import { type AttemptResult, isSuccess } from "../../domain/delivery.ts"
import { firstHeader, type Headers } from "../../domain/headers.ts"
import { delayAfter } from "../../domain/schedule.ts"
import type { DeliveryRules } from "../../providers/provider.ts"
import type { DeliveryRow, Settlement } from "../../store/port.ts"

const DELIVERED: Settlement = { status: "delivered", nextAttemptAt: null }

/** Dead-lettered: nothing is tried any more unless by hand. */
export const GIVEN_UP: Settlement = { status: "failed", nextAttemptAt: null }

const LONGEST_RETRY_AFTER_MS = 24 * 60 * 60 * 1000
const GONE = 410
const HTTP_DATE = /^[A-Za-z]{3,9}, .{1,30} GMT$/

export interface Ended {
  /** The delivery as it stood before the attempt. */
  readonly delivery: Pick<DeliveryRow, "status" | "nextAttemptAt">
  /** 1 for the first attempt. */
  readonly number: number
  readonly result: AttemptResult
  /** Of the answer, if there was one. */
  readonly headers: Headers
  /** When the attempt ended: providers count the delay from there. */
  readonly endedAt: number
}

/**
 * What an attempt makes of its delivery: delivered when the provider's rule says success, else pending until the
 * schedule's next delay (divided by `timeScale`) has passed, else failed. An attempt by hand takes the place of the
 * next one in the schedule: what waited for it waits for the one after. What had ended stays ended, and what waits for
 * no time was tried this once.
 */
export function settle(rules: DeliveryRules, timeScale: number, ended: Ended): Settlement {
  const { delivery, result, endedAt } = ended
  if (result.outcome === "responded" && isSuccess(rules.success, result.status)) return DELIVERED
  if (delivery.status !== "pending") return { status: delivery.status, nextAttemptAt: null }
  if (delivery.nextAttemptAt === null || isGone(rules, result)) return GIVEN_UP
  const delayMs = delayAfter(rules.schedule, ended.number)
  if (delayMs === undefined) return GIVEN_UP
  const waitMs = Math.max(delayMs, rules.honoursRetryAfter ? retryAfterMs(ended) : 0)
  return { status: "pending", nextAttemptAt: endedAt + Math.round(waitMs / timeScale) }
}

/** Whether the endpoint said that it wants nothing any more, to a provider that listens to that. */
export function isGone(rules: DeliveryRules, result: AttemptResult): boolean {
  return rules.goneDisables === true && result.outcome === "responded" && result.status === GONE
}

/** How long the answer asks to wait (RFC 9110, 10.2.3: seconds or a date); 0 where it does not, or not in earnest. */
function retryAfterMs({ headers, endedAt }: Ended): number {
  const value = firstHeader(headers, "retry-after")?.trim()
  if (value === undefined) return 0
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : HTTP_DATE.test(value)
      ? Date.parse(value) - endedAt
      : 0
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER_MS) : 0
}
