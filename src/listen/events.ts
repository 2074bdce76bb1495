import type { Outcome } from "../domain/delivery.ts"
import type { Headers } from "../domain/headers.ts"
import type { Gap, RequestInfo, Welcome } from "../tunnel/frames.ts"
import type { Decision, SkipReason } from "./gate.ts"

/** Everything a listener has to tell; text in it comes from outside and is not cleaned. */
export type ListenEvent =
  /** The relay took the session; `first` is false after a reconnect. The nonce is for `probeInbox`, once. */
  | {
      readonly type: "welcome"
      readonly welcome: Welcome
      readonly probeNonce: string
      readonly first: boolean
    }
  /**
   * A delivery has come. `body` is null when it is larger than asked for with `keepBodyBytes`; `decision` is the gate's
   * where there is one.
   */
  | {
      readonly type: "delivery"
      readonly request: RequestInfo
      readonly body: Uint8Array | null
      readonly decision?: Pick<Decision, "event" | "verdict" | "injected" | "to">
    }
  /** In place of `delivery` and what follows it: no app gets this one. */
  | {
      readonly type: "skipped"
      readonly request: RequestInfo
      readonly event: string | null
      readonly reason: SkipReason
    }
  | AppAnswered
  | AppFailed
  /** The relay has written the outcome down. */
  | { readonly type: "settled"; readonly delivery: string; readonly attempt: number }
  | { readonly type: "reconnecting"; readonly delayMs: number; readonly reason: string }
  | ({ readonly type: "gap" } & Gap)
  | { readonly type: "closed"; readonly reason: string }

export interface AppAnswered {
  readonly type: "response"
  readonly request: RequestInfo
  readonly target: string
  readonly status: number
  readonly headers: Headers
  readonly elapsedMs: number
  /** The first 64 KiB of it. */
  readonly body: Uint8Array
  readonly bodyIsWhole: boolean
}

export interface AppFailed {
  readonly type: "failed"
  readonly request: RequestInfo
  readonly target: string
  readonly outcome: Exclude<Outcome, "responded">
  readonly elapsedMs: number
  readonly detail: string
}
