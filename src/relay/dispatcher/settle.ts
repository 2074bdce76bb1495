import { type AttemptResult, isSuccess } from "../../domain/delivery.ts"
import { delayAfter } from "../../domain/schedule.ts"
import type { DeliveryRules } from "../../providers/provider.ts"
import type { DeliveryRow, Settlement } from "../../store/port.ts"

const DELIVERED: Settlement = { status: "delivered", nextAttemptAt: null }

/** Dead-lettered: nothing is tried any more unless by hand. */
export const GIVEN_UP: Settlement = { status: "failed", nextAttemptAt: null }

export interface Ended {
  /** The delivery as it stood before the attempt. */
  readonly delivery: Pick<DeliveryRow, "status" | "nextAttemptAt">
  /** 1 for the first attempt. */
  readonly number: number
  readonly result: AttemptResult
  /** Made on request rather than because it was due. */
  readonly isByHand: boolean
  /** When the attempt ended: providers count the delay from there. */
  readonly endedAt: number
}

/**
 * What an attempt makes of its delivery: delivered when the provider's rule says success, else pending until the
 * schedule's next delay (divided by `timeScale`) has passed, else failed. An attempt by hand that fails moves no
 * schedule: what had ended stays ended, what waits keeps its due time, what waits for no time was tried this once.
 */
export function settle(rules: DeliveryRules, timeScale: number, ended: Ended): Settlement {
  const { delivery, result } = ended
  if (result.outcome === "responded" && isSuccess(rules.success, result.status)) return DELIVERED
  if (delivery.status !== "pending") return { status: delivery.status, nextAttemptAt: null }
  if (delivery.nextAttemptAt === null) return GIVEN_UP
  if (ended.isByHand) return { status: "pending", nextAttemptAt: delivery.nextAttemptAt }
  const delayMs = delayAfter(rules.schedule, ended.number)
  if (delayMs === undefined) return GIVEN_UP
  return { status: "pending", nextAttemptAt: ended.endedAt + Math.round(delayMs / timeScale) }
}
