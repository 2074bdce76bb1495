import type { CauseJson } from "../../domain/api-types.ts"
import type { Headers } from "../../domain/headers.ts"
import type { SettledView } from "../listen-lines.ts"

/** Everything the live view of a listener shows; text in it comes from outside and is cleaned when it is drawn. */
export interface LiveState {
  readonly link: LinkState
  /** Null until the listener is ready for the first time. */
  readonly place: LivePlace | null
  readonly counts: LiveCounts
  /** The oldest first; only the newest are remembered. */
  readonly rows: readonly LiveRow[]
  /** The number of the first row in sight while one is selected; else the newest are. */
  readonly top: number | null
  /** The number of the selected row; null: the newest delivery, whichever that is. */
  readonly selected: number | null
  /** Rows up to this one have scrolled off, and are not printed again. */
  readonly printed: number
  /** Words that a delivery has to hold to be shown; empty: all are. */
  readonly filter: string
  readonly mode: LiveMode
  /** The answer to a key, until the next one. */
  readonly notice: string | null
}

export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "connected" }
  | { readonly kind: "reconnecting"; readonly reason: string }

export interface LivePlace {
  readonly url: string
  /** Whether only this machine can reach the URL. */
  readonly isLocalOnly: boolean
  readonly forward: string
  readonly inspector: string | null
}

export interface LiveCounts {
  /** Deliveries that came, skipped ones included. */
  readonly total: number
  /** Answers with a status of 2xx. */
  readonly good: number
  /** Other answers, and none. */
  readonly failed: number
  readonly unverified: number
  /** At the app at this moment, and at the relay since it welcomed this listener. */
  readonly waiting: number
  /** Whether signatures are judged. */
  readonly isJudged: boolean
}

export type LiveMode =
  | { readonly kind: "list" }
  | { readonly kind: "keys" }
  | { readonly kind: "typing"; readonly text: string }
  /** `scroll`: lines that are above the first in sight. */
  | { readonly kind: "detail"; readonly row: number; readonly scroll: number }

export type LiveRow = DeliveryRow | NoteRow

/** What one target made of one delivery. */
export interface DeliveryRow {
  readonly kind: "delivery"
  /** Counts up by one from row to row. */
  readonly number: number
  readonly settled: SettledView
  readonly causes: readonly CauseJson[]
  readonly request: ShownMessage
  /** Null where nobody answered. */
  readonly answer: ShownMessage | null
}

/** Headers, and as much of the body as is shown. */
export interface ShownMessage {
  readonly headers: Headers
  readonly body: Uint8Array
  readonly bodyBytes: number | null
}

/** Something that is said between the deliveries; made for a terminal already. */
export interface NoteRow {
  readonly kind: "note"
  readonly number: number
  readonly lines: readonly string[]
}

/** What the screen looks like to those who draw on it. */
export interface LiveScreen {
  readonly columns: number
  readonly rows: number
}

/** Text that a delivery is searched for: what its line says, and more. */
export function isShown(row: LiveRow, filter: string): boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
  if (words.length === 0 || row.kind === "note") return true
  const { settled } = row
  const { event, method, target, id, result, verdict, to } = settled
  const outcome =
    "status" in result
      ? String(result.status)
      : "outcome" in result
        ? result.outcome
        : `skipped ${result.skipped}`
  const judged = verdict === null ? "" : verdict.verified ? "verified" : `not-verified ${verdict.reason}`
  const text = [event, method, target, id, outcome, judged, to].join(" ").toLowerCase()
  return words.every((word) => text.includes(word))
}
