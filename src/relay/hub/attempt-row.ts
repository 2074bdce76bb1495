import { newId } from "../../domain/ids.ts"
import type { AttemptRow } from "../../store/port.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"

/** The record of an attempt a listener made, from what it said about it; `kept` is what is stored of the answer. */
export function attemptRow(
  info: ResponseInfo,
  known: { readonly kept: Uint8Array; readonly url: string | null; readonly nowMs: number },
): AttemptRow {
  return {
    id: newId("att"),
    delivery: info.delivery,
    number: info.attempt,
    at: known.nowMs - Math.round(info.elapsedMs),
    url: known.url ?? "listener",
    outcome: info.outcome,
    status: info.status ?? null,
    elapsedMs: info.elapsedMs,
    detail: info.detail ?? null,
    requestHeaders: null,
    responseHeaders: info.headers ?? null,
    responseBody: info.outcome === "responded" ? known.kept : null,
  }
}
