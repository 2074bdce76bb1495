import type { VerdictJson } from "../domain/api-types.ts"
import type { Header } from "../domain/headers.ts"
import type { Outcome, RetryOwner } from "../domain/delivery.ts"

/** The sub-protocol both peers ask for; a change that breaks older peers takes a new name. */
export const SUBPROTOCOL = "whk.v1"

/** Most bytes of body in one frame. */
export const CHUNK_BYTES = 64 * 1024

/** How many body bytes a sender may have under way on one stream before it waits for CREDIT. */
export const STREAM_WINDOW_BYTES = 256 * 1024

/** The largest message a peer accepts: one chunk, one head, and room for both. */
export const MAX_FRAME_BYTES = 192 * 1024

/** Each side pings when it heard nothing for this long, and gives up when silence lasts twice as long and a little. */
export const HEARTBEAT_MS = 15_000
export const DEAD_AFTER_MS = 33_000

/** Names of the frames, in the order of their numbers on the wire (1 = HELLO). */
export const FRAME_TYPES = [
  "hello",
  "welcome",
  "request",
  "data",
  "end",
  "response",
  "credit",
  "cancel",
  "ack",
  "gap",
  "ping",
  "pong",
  "goaway",
] as const

/**
 * How several listeners share an inbox: the newest takes it over; every one gets each delivery and the newest answers
 * for it; or they take turns.
 */
export type Share = "newest" | "broadcast" | "round-robin"

/** Listener to relay, first frame: which inbox, and how it is to be held. */
export interface Hello {
  readonly inbox: string
  readonly provider?: string
  /** For the relay to answer the provider's handshakes with; kept with the inbox. */
  readonly secret?: string
  readonly verifyToken?: string
  /** Where this listener forwards to, for people to read. */
  readonly forward?: string
  /** Proves that an answer to the ready probe came from this listener; 128 random bits, used once. */
  readonly probeNonce: string
  readonly maxInFlight: number
  /** The same for every connection of one listener, random: it takes the place of its own former self. */
  readonly listener?: string
  readonly share?: Share
  /** Refuses to share, and to take the inbox from a listener that is alive. */
  readonly exclusive?: boolean
  /** One delivery at a time, in the order they arrived; one that fails holds up the rest until it is given up. */
  readonly ordered?: boolean
  /** Of what waits only the deliveries that arrived at most so long ago, or after this one. */
  readonly sinceAgoMs?: number
  readonly sinceDelivery?: string
  /** Kept with the inbox. */
  readonly policy?: InboxPolicy
}

/** What an inbox's senders are told, and who retries; what is absent stays as it was. */
export interface InboxPolicy {
  readonly respond?: "local" | "ack"
  readonly offline?: "queue" | "reject"
  /** Null: whoever follows from what the sender was told. */
  readonly retries?: RetryOwner | null
  /** Null: no limit. */
  readonly maxBacklog?: number | null
}

/** Relay to listener, answer to HELLO. */
export interface Welcome {
  readonly session: string
  /** Grows with every session of the inbox; an answer from an older epoch settles nothing that a newer one holds. */
  readonly epoch: number
  readonly inbox: { readonly id: string; readonly name: string; readonly url: string }
  readonly inspector: string | null
  /** Deliveries waiting in the queue at this moment. */
  readonly queued: number
}

/** Relay to listener: one attempt to make. The body follows in the same frame, or in DATA up to END. */
export interface RequestInfo {
  readonly delivery: string
  readonly attempt: number
  readonly epoch: number
  /** `copy`: another listener answers for it. */
  readonly kind: "live" | "queued" | "replay" | "copy" | "probe"
  readonly method: string
  readonly target: string
  readonly headers: readonly Header[]
  readonly bodyBytes: number
  readonly receivedAt: number
}

/** Listener to relay: how the attempt ended. For `responded` the app's body follows like a request's. */
export interface ResponseInfo {
  readonly delivery: string
  readonly attempt: number
  readonly epoch: number
  readonly outcome: Outcome
  readonly status?: number
  readonly headers?: readonly Header[]
  readonly elapsedMs: number
  /** What went wrong when there is no status, in a few words. */
  readonly detail?: string
  /** What the listener found of the signature, where it was asked to judge; see `fittingVerdict`. */
  readonly verdict?: VerdictJson
  /** Sent again after a reconnect because no ACK had come. */
  readonly repeated?: boolean
}

/** Relay to listener: the outcome of this attempt is committed and can be forgotten. */
export interface Ack {
  readonly delivery: string
  readonly attempt: number
}

/** Relay to listener: deliveries that could not be kept. */
export interface Gap {
  readonly from: string
  readonly to: string
  readonly count: number
}

/** Either side: this session ends; `retryAfterMs` absent means do not come back. */
export interface GoAway {
  readonly reason: "shutdown" | "replaced" | "busy" | "protocol" | "closing"
  readonly message: string
  readonly retryAfterMs?: number
}

/** The whole protocol: one variant per message on the tunnel. `stream` numbers one attempt's exchange. */
export type Frame =
  | { readonly type: "hello"; readonly info: Hello }
  | { readonly type: "welcome"; readonly info: Welcome }
  /** `last`: the body in this frame is the whole of it. */
  | {
      readonly type: "request"
      readonly stream: number
      readonly last: boolean
      readonly info: RequestInfo
      readonly body: Uint8Array
    }
  | { readonly type: "data"; readonly stream: number; readonly body: Uint8Array }
  | { readonly type: "end"; readonly stream: number }
  | {
      readonly type: "response"
      readonly stream: number
      readonly last: boolean
      readonly info: ResponseInfo
      readonly body: Uint8Array
    }
  | { readonly type: "credit"; readonly stream: number; readonly bytes: number }
  | { readonly type: "cancel"; readonly stream: number; readonly reason: string }
  | { readonly type: "ack"; readonly info: Ack }
  | { readonly type: "gap"; readonly info: Gap }
  | { readonly type: "ping" }
  | { readonly type: "pong" }
  | { readonly type: "goaway"; readonly info: GoAway }
