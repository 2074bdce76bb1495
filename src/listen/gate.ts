import type { CauseJson } from "../domain/api-types.ts"
import type { SuccessRule } from "../domain/delivery.ts"
import type { RequestInfo } from "../tunnel/frames.ts"
import type { FaultName } from "./faults.ts"
import type { Forwarder } from "./forwarder.ts"

/** Decides about a delivery before any of it goes to an app. */
export interface Gate {
  /** Bodies up to this size are waited for, to be looked into whole; of larger ones nothing is seen. */
  readonly bodyBytes: number
  readonly success: SuccessRule
  /** A rejection means that the delivery must not be forwarded. */
  decide(request: RequestInfo, body: Uint8Array | null): Decision | Promise<Decision>
  /** Hears what a delivery that went to an app was answered with. */
  answered(request: RequestInfo, status: number): void
}

/** Where a delivery goes, and what is to be said of it. */
export interface Decision {
  /** At least one. */
  readonly to: readonly Forwarder[]
  /** What the delivery says it is about. */
  readonly event: string | null
  /** Null: nobody asked. */
  readonly verdict: DeliveryVerdict | null
  /** Why no app gets it, though its sender is told success: it was stored. Null for one that is forwarded or refused. */
  readonly skipped: SkipReason | null
  readonly injected: readonly FaultName[]
}

/** `filter`: --events or --filter do not want it. `route`: no route and no --forward takes it. */
export type SkipReason = "filter" | "route" | "duplicate"

export interface DeliveryVerdict {
  readonly verified: boolean
  /** As in the verdict of `whk verify`, or `too-large` for a body that was not kept to be judged. */
  readonly reason: string
  /** What is proven by now of why it is not verified; a search may go on beside the delivery. */
  readonly causes?: () => readonly CauseJson[]
  /** Resolves when the search for causes is over. */
  readonly searched?: Promise<void>
}
