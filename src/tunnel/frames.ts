import type { Header } from "../domain/headers.ts"
import type { Outcome } from "../domain/delivery.ts"

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

/** Listener to relay, first frame: which inbox, and what is left from the session before. */
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
  readonly kind: "live" | "queued" | "replay" | "probe"
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
