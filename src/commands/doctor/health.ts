import { request } from "undici"
import { networkReason } from "../../domain/network-failure.ts"
import type { OtherClock } from "./clock.ts"

/** What is at the address of a relay. */
export type Health =
  | { readonly kind: "relay"; readonly version: string; readonly clock: OtherClock }
  | { readonly kind: "other"; readonly status: number }
  | { readonly kind: "unreachable"; readonly why: string }

const ANSWER_TIMEOUT_MS = 5000

/** Asks `/healthz`, without a key. */
export async function askHealth(url: string): Promise<Health> {
  const askedAtMs = Date.now()
  try {
    const answer = await request(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    const clock = {
      dateHeader: String(answer.headers["date"] ?? ""),
      askedAtMs,
      answeredAtMs: Date.now(),
    }
    const json: unknown = await answer.body.json().catch(() => undefined)
    if (typeof json === "object" && json !== null && "instance" in json && "version" in json)
      return { kind: "relay", version: String(json.version), clock }
    return { kind: "other", status: answer.statusCode }
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError"
    return { kind: "unreachable", why: isLate ? "no answer in time" : networkReason(error) }
  }
}

/** What `/readyz` says: `ready`, `stopping`, `store`, `disk`; undefined where it says nothing. */
export async function askReady(url: string): Promise<string | undefined> {
  try {
    const answer = await request(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    const json: unknown = await answer.body.json()
    return typeof json === "object" && json !== null && "status" in json ? String(json.status) : undefined
  } catch {
    return undefined
  }
}
