import type { Headers } from "./headers.ts"

/** The first lines of an HTTP request, exactly as they arrived; the body travels beside it. */
export interface RequestHead {
  readonly method: string
  /** Raw path and query, `/hooks?a&a=1&b=%2F`: never parsed and printed again. */
  readonly target: string
  readonly headers: Headers
}

/** How one attempt ended: `responded` with any status, or why there is no status. */
export type Outcome = "responded" | "refused" | "timeout" | "dns" | "tls" | "reset" | "blocked" | "unknown"

/** What came of sending a delivery once. */
export type AttemptResult =
  | { readonly outcome: "responded"; readonly status: number; readonly elapsedMs: number }
  | { readonly outcome: Exclude<Outcome, "responded">; readonly elapsedMs: number; readonly detail?: string }

/**
 * Where a delivery stands. `pending`: waiting or retrying. `delivered`: accepted by the target. `answered`: the
 * app's refusal went back to a sender that owns the retries. `failed`: given up (dead-lettered).
 */
export type DeliveryStatus = "pending" | "delivered" | "answered" | "failed"

/**
 * Who tries a delivery again after a failure: the sender, who was told of it; whk, which told the sender success; or
 * nobody. One owner at a time, or the target would get both.
 */
export type RetryOwner = "provider" | "whk" | "none"

/** Where a delivery came from: a live request at an inbox, or an event published for an endpoint. */
export type Origin =
  | { readonly kind: "inbox"; readonly inbox: string }
  | { readonly kind: "endpoint"; readonly endpoint: string; readonly event: string }

/** Which statuses a provider takes for success: exactly these, or any 2xx. */
export type SuccessRule = "2xx" | readonly number[]

/** Whether a status counts as success under the rule. */
export function isSuccess(rule: SuccessRule, status: number): boolean {
  return rule === "2xx" ? status >= 200 && status <= 299 : rule.includes(status)
}

/** The status that says success to a sender with this rule. */
export function successStatus(rule: SuccessRule): number {
  return rule === "2xx" ? 200 : (rule[0] ?? 200)
}
