import { type DeliveryStatus, isSuccess, type SuccessRule } from "../../domain/delivery.ts"
import { delayAfter } from "../../domain/schedule.ts"
import type { Settlement } from "../../store/port.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"
import { CARE_SCHEDULE } from "./care.ts"

export interface Settled {
  /** Whose retries these are: whk acknowledged the delivery itself, or the sender was told the outcome. */
  readonly owner: "sender" | "whk"
  readonly success: SuccessRule
  readonly nowMs: number
  readonly timeScale: number
  /** Where the delivery stood before: one that had ended is not taken up again by a replay that fails. */
  readonly before: DeliveryStatus
}

/** What an attempt makes of an inbox's delivery. Who retries follows from what the sender was told. */
export function settlementOf(info: ResponseInfo, settled: Settled): Settlement {
  const accepted = info.outcome === "responded" && isSuccess(settled.success, info.status ?? 0)
  if (accepted) return { status: "delivered", nextAttemptAt: null }
  if (settled.owner === "sender") return { status: "answered", nextAttemptAt: null }
  if (settled.before !== "pending") return { status: settled.before, nextAttemptAt: null }
  const delayMs = delayAfter(CARE_SCHEDULE, info.attempt)
  if (delayMs === undefined) return { status: "failed", nextAttemptAt: null }
  return { status: "pending", nextAttemptAt: settled.nowMs + delayMs / settled.timeScale }
}

/** An exchange that was cancelled before there was an answer: the request did not get through whole. */
export function withoutAnswer(delivery: string, attempt: number): ResponseInfo {
  return { delivery, attempt, epoch: 0, elapsedMs: 0, outcome: "reset", detail: "cancelled before an answer" }
}

/** An answer whose body broke off on its way to the sender counts as a reset, whatever its status said. */
export function asReset(head: ResponseInfo): ResponseInfo {
  const { delivery, attempt, epoch, elapsedMs } = head
  return { delivery, attempt, epoch, elapsedMs, outcome: "reset", detail: "the answer broke off" }
}
