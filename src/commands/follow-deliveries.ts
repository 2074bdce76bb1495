import { setTimeout as pause } from "node:timers/promises"
import type { AttemptJson, DeliveryDetailJson, DeliveryJson } from "../domain/api-types.ts"
import type { ManagementApi } from "../manage/management-api.ts"

export interface FollowInput {
  readonly api: Pick<ManagementApi, "delivery">
  /** As they are now: attempts made before are not told again. */
  readonly deliveries: readonly DeliveryJson[]
  /** How long to wait at most. */
  readonly boundMs: number
  readonly now: () => number
  readonly stop: AbortSignal
  readonly onAttempt: (delivery: DeliveryJson, attempt: AttemptJson) => void
}

const FIRST_PAUSE_MS = 40
const LONGEST_PAUSE_MS = 1000

/**
 * Tells every new attempt of the deliveries until all have ended, the bound is reached, the next attempt is due only
 * after it, or `stop` is aborted. Returns the deliveries as they stand then.
 */
export async function followDeliveries(input: FollowInput): Promise<readonly DeliveryJson[]> {
  const { deliveries, boundMs, now, stop } = input
  const endsAt = now() + boundMs
  const latest = new Map(deliveries.map((delivery) => [delivery.id, delivery]))
  const told = new Map(deliveries.map(({ id, attempts }) => [id, attempts]))
  const waitsWithin = ({ status, nextAttemptAt }: DeliveryJson): boolean =>
    status === "pending" && (nextAttemptAt === null || Date.parse(nextAttemptAt) < endsAt)

  for (let pauseMs = FIRST_PAUSE_MS; !stop.aborted; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const open = [...latest.values()].filter(waitsWithin)
    if (open.length === 0 || now() >= endsAt) break
    try {
      await pause(pauseMs, undefined, { signal: stop })
      const details = await Promise.all(open.map(({ id }) => input.api.delivery(id)))
      for (const detail of details) {
        latest.set(detail.id, detail)
        tellNew(input, told, detail)
      }
    } catch (error) {
      if (!stop.aborted) throw error
    }
  }
  return [...latest.values()]
}

// A log may be an attempt ahead of the count beside it: the relay reads the one after the other.
function tellNew({ onAttempt }: FollowInput, told: Map<string, number>, detail: DeliveryDetailJson): void {
  for (const attempt of detail.attemptLog) {
    if (attempt.attempt <= (told.get(detail.id) ?? 0)) continue
    told.set(detail.id, attempt.attempt)
    onAttempt(detail, attempt)
  }
}
