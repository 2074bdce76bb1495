import { type DeliveryStatus, isSuccess, type RetryOwner, type SuccessRule } from "../../domain/delivery.ts"
import { delayAfter } from "../../domain/schedule.ts"
import type { Settlement } from "../../store/port.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"
import { CARE_SCHEDULE } from "./care.ts"

/**
 * Whose business a failure is, by what the sender was told: `provider` was told of it, `whk` said success and so looks
 * after the delivery, `none` said success too but is to leave it at that.
 */
export type FailureOwner = RetryOwner

export interface Settled {
  readonly owner: FailureOwner
  readonly success: SuccessRule
  /** Whether the sender sends again what was refused. */
  readonly senderRetries: boolean
  readonly nowMs: number
  readonly timeScale: number
  /** Where the delivery stood before: one that had ended is not taken up again by a replay that fails. */
  readonly before: DeliveryStatus
}

/** What an attempt makes of an inbox's delivery. Who retries follows from what the sender was told. */
export function settlementOf(info: ResponseInfo, settled: Settled): Settlement {
  const { owner, success, nowMs, timeScale, before } = settled
  const accepted = info.outcome === "responded" && isSuccess(success, info.status ?? 0)
  if (accepted) return { status: "delivered", nextAttemptAt: null }
  if (owner === "provider") {
    const retries = settled.senderRetries ? "provider" : "none"
    return { status: "answered", nextAttemptAt: null, retries }
  }
  if (before !== "pending") return { status: before, nextAttemptAt: null }
  const delayMs = owner === "none" ? undefined : delayAfter(CARE_SCHEDULE, info.attempt)
  if (delayMs === undefined) return { status: "failed", nextAttemptAt: null, retries: owner }
  return { status: "pending", nextAttemptAt: nowMs + delayMs / timeScale, retries: owner }
}

/** An attempt of which nothing came back: its listener went away, or it was cancelled. */
export function unanswered(
  delivery: string,
  attempt: number,
  { outcome, detail }: { readonly outcome: "reset" | "unknown"; readonly detail: string },
): ResponseInfo {
  return { delivery, attempt, epoch: 0, elapsedMs: 0, outcome, detail }
}

/** An answer whose body broke off on its way to the sender counts as a reset, whatever its status said. */
export function asReset(head: ResponseInfo): ResponseInfo {
  const { delivery, attempt, epoch, elapsedMs, verdict } = head
  const found = verdict && { verdict }
  return { delivery, attempt, epoch, elapsedMs, ...found, outcome: "reset", detail: "the answer broke off" }
}
