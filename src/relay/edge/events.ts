import type { AttemptRow, Settlement } from "../../store/port.ts"
import type { Refusal } from "../ingest/refuse.ts"
import type { NotAdmitted } from "./admission.ts"

/** The doors of the relay; labels and logs name these and never a path, which may hold a token or an id. */
export type RouteClass = "ingest" | "tunnel" | "api" | "inspector" | "health" | "metrics"

/** Why a request was turned away before it became a delivery or a call. */
export type RefusalReason = NotAdmitted | "key" | "target" | "stopping" | Refusal | "too-many"

/**
 * What happens at the relay, told to its log and its metrics. These fields are all that either may show: no header, no
 * body, no query, no key, and of an inbox's token its first four characters.
 */
export type RelayEvent =
  | {
      readonly type: "request"
      readonly method: string
      readonly route: RouteClass
      readonly inbox?: string
      readonly delivery?: string
      /** Null: the connection was gone before the answer. */
      readonly status: number | null
      /** Of the request's body, as far as they were declared. */
      readonly bytes?: number
      readonly elapsedMs: number
      readonly refused?: RefusalReason
      /** Where it came from; only when it was refused for that. */
      readonly client?: string
    }
  | {
      readonly type: "attempt"
      readonly delivery: string
      readonly attempt: number
      readonly outcome: AttemptRow["outcome"]
      readonly status: number | null
      readonly elapsedMs: number
      readonly settled: Settlement["status"]
    }
  | { readonly type: "received"; readonly origin: "inbox" | "endpoint"; readonly bytes: number }
  | { readonly type: "committed"; readonly elapsedMs: number }
  | { readonly type: "session"; readonly change: "opened" | "closed"; readonly inbox: string }
  /** The relay switched an endpoint off by itself. */
  | { readonly type: "disabled"; readonly endpoint: string; readonly why: string }
  /** The disk of the data folder got short of room, or is not any more. */
  | { readonly type: "disk"; readonly change: "short of room" | "has room again" }
  | { readonly type: "bug"; readonly error: unknown }

export type Observe = (event: RelayEvent) => void
