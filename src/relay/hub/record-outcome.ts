import type { Clock } from "../../domain/clock.ts"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import { newId } from "../../domain/ids.ts"
import type { AttemptRow, Store } from "../../store/port.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"
import { type Settled, settlementOf } from "./settlement.ts"

/** What is known of an attempt beside the listener's own words. */
export interface KnownOfAttempt extends Pick<Settled, "owner" | "success"> {
  /** The part of the answer that is stored. */
  readonly kept: Uint8Array
  /** Where the listener forwards to. */
  readonly url: string | null
  /** Where the delivery stood; pending unless it had ended and is replayed by hand. */
  readonly before?: DeliveryStatus
}

/** Writes an attempt down with what it makes of its delivery, and returns it and when the next one is due. */
export async function recordOutcome(
  { store, clock, timeScale }: { readonly store: Store; readonly clock: Clock; readonly timeScale: number },
  info: ResponseInfo,
  { kept, url, owner, success, before = "pending" }: KnownOfAttempt,
): Promise<{ readonly attempt: AttemptRow; readonly nextAttemptAt: number | null }> {
  const nowMs = clock.now()
  const attempt: AttemptRow = {
    id: newId("att"),
    delivery: info.delivery,
    number: info.attempt,
    at: nowMs - Math.round(info.elapsedMs),
    url: url ?? "listener",
    outcome: info.outcome,
    status: info.status ?? null,
    elapsedMs: info.elapsedMs,
    detail: info.detail ?? null,
    requestHeaders: null,
    responseHeaders: info.headers ?? null,
    responseBody: info.outcome === "responded" ? kept : null,
  }
  const settlement = settlementOf(info, { owner, success, nowMs, timeScale, before })
  await store.recordAttempt(attempt, settlement)
  return { attempt, nextAttemptAt: settlement.nextAttemptAt }
}
