import { newId } from "../../domain/ids.ts"
import type { Headers } from "../../domain/headers.ts"
import type { AttemptRow } from "../../store/port.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"

/** What is known of an attempt beside the listener's own words. */
export interface KnownOfAttempt {
  readonly nowMs: number
  /** The part of the answer that is stored. */
  readonly kept: Uint8Array
  /** Where the listener forwards to. */
  readonly url: string | null
  /** What was sent, where it is not the delivery's own head. */
  readonly requestHeaders: Headers | null
}

/** An attempt through the tunnel as it is written down. */
export function attemptRow(
  info: ResponseInfo,
  { nowMs, kept, url, requestHeaders }: KnownOfAttempt,
): AttemptRow {
  return {
    id: newId("att"),
    delivery: info.delivery,
    number: info.attempt,
    at: nowMs - Math.round(info.elapsedMs),
    url: url ?? "listener",
    outcome: info.outcome,
    status: info.status ?? null,
    elapsedMs: info.elapsedMs,
    detail: info.detail ?? null,
    requestHeaders,
    responseHeaders: info.headers ?? null,
    responseBody: info.outcome === "responded" ? kept : null,
  }
}
