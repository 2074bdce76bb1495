import type { VerdictJson } from "../domain/api-types.ts"
import type { DeliveryStatus, Origin, Outcome, RequestHead, RetryOwner } from "../domain/delivery.ts"
import type { Headers } from "../domain/headers.ts"

export interface WorkspaceRow {
  readonly id: string
  readonly name: string
  readonly createdAt: number
}

export interface KeyRow {
  readonly id: string
  readonly workspace: string
  readonly name: string
  /** SHA-256 of the key, hexadecimal. The key itself is never stored. */
  readonly hash: string
  readonly lastFour: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

/** A key that ends by itself: what the inspector's page got for a code. */
export interface SessionRow extends KeyRow {
  readonly expiresAt: number
  /** The key that made the code; it is revoked with that one. */
  readonly openedBy: string
}

export interface EndpointRow {
  readonly id: string
  readonly workspace: string
  readonly provider: string
  readonly url: string
  readonly name: string | null
  readonly description: string | null
  readonly events: readonly string[]
  readonly active: boolean
  /** Null: sent unsigned, where the provider allows it. */
  readonly secret: string | null
  /** The secret before the last rotation, while both are valid. */
  readonly previousSecret: { readonly secret: string; readonly until: number } | null
  /** When the attempts began to fail that have had no success since; null while all is well. */
  readonly failingSince: number | null
  /** Why the relay switched it off by itself; null when its owner did, or it is active. */
  readonly disabledWhy: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface InboxRow {
  readonly id: string
  readonly workspace: string
  readonly name: string
  /** The unguessable part of the public URL. */
  readonly token: string
  readonly provider: string | null
  /** What a sender gets while nobody listens. */
  readonly offline: "queue" | "reject"
  /** What a sender gets while somebody listens: the app's answer, or success as soon as it is stored. */
  readonly respond: "local" | "ack"
  /** Who retries, whatever the sender was told; null: whoever follows from that. */
  readonly retries: RetryOwner | null
  /** How many deliveries may wait before further ones are refused; null: as many as come. */
  readonly maxBacklog: number | null
  /** The signing secret (or public key) of its senders, where it was given: handshakes are judged and answered with it. */
  readonly secret: string | null
  /** The text its provider shows to prove that it was the user who asked, where there is one. */
  readonly verifyToken: string | null
  readonly createdAt: number
}

export interface EventRow {
  readonly id: string
  readonly workspace: string
  readonly provider: string
  readonly type: string
  readonly createdAt: number
  readonly contentType: string
  /** The exact bytes every endpoint gets. */
  readonly body: Uint8Array
}

/** A delivery as first written. Its bytes never change afterwards. */
export interface NewDelivery {
  readonly id: string
  readonly workspace: string
  readonly origin: Origin
  readonly provider: string | null
  readonly eventType: string | null
  readonly createdAt: number
  readonly request: RequestHead
  readonly bodyBytes: number
  /**
   * The body of a small live delivery. Null: it was appended in chunks before, or it is the body of the event this
   * delivery was produced from.
   */
  readonly body: Uint8Array | null
  /** Null at an endpoint: tried by hand only; given up when the store is opened again before that happened. */
  readonly nextAttemptAt: number | null
  readonly replayOf: string | null
  /** Leased from the start: its first attempt begins beside the commit. Its epoch is then 1. */
  readonly leaseUntil?: number
}

export interface DeliveryRow extends Omit<NewDelivery, "body" | "leaseUntil"> {
  readonly status: DeliveryStatus
  /** Until when an attempt under way holds it; null while nobody does. */
  readonly leaseUntil: number | null
  /** How often it was leased: names the lease, and so fences off whoever held an earlier one. */
  readonly epoch: number
  /** Who retries it; null before that follows from what its sender was told. */
  readonly retries: RetryOwner | null
  /** How often its sender sent the same again. */
  readonly duplicates: number
  /** What its listener found of the signature the last time it judged; null where it never did. */
  readonly verdict: VerdictJson | null
  /** When it reached its final state; retention counts from here. Null while it is pending. */
  readonly endedAt: number | null
  /** The number of the last attempt recorded; 0 before the first. */
  readonly attempts: number
  readonly responseStatus: number | null
  readonly elapsedMs: number | null
}

export interface AttemptRow {
  readonly id: string
  readonly delivery: string
  /** 1 for the first. */
  readonly number: number
  readonly at: number
  readonly url: string
  readonly outcome: Outcome
  readonly status: number | null
  readonly elapsedMs: number
  readonly detail: string | null
  /** What was sent, where it is not the delivery's own head (signatures are made anew for each attempt). */
  readonly requestHeaders: Headers | null
  readonly responseHeaders: Headers | null
  /** The first KEPT_RESPONSE_BYTES of it. */
  readonly responseBody: Uint8Array | null
}

/** What an attempt makes of its delivery. */
export interface Settlement {
  readonly status: DeliveryStatus
  /** Set while pending: when the next attempt is due. */
  readonly nextAttemptAt: number | null
  /** Who retries from now on; left as it was where absent. */
  readonly retries?: RetryOwner
  /** What its listener found of the signature; left as it was where absent. */
  readonly verdict?: VerdictJson
}

/** By what a repeated delivery is known: the provider's own id of it and the bytes of its body. */
export interface DedupeKey {
  readonly id: string
  /** SHA-256 of the body. */
  readonly bodyHash: Uint8Array
  /** Ids seen before this moment count for nothing. */
  readonly since: number
}

/** Which of a queue's deliveries are asked for. */
export interface DueQuery {
  readonly queue: Queue
  readonly now: number
  readonly limit: number
  /** Endpoints whose deliveries are not wanted now; in an inbox's queue ids of deliveries. */
  readonly skip?: readonly string[]
  /** Only the oldest delivery that is not ended, and only if it is due: nothing overtakes it. */
  readonly inOrder?: boolean
  /** Only what arrived since. */
  readonly since?: number
}

export interface DeliveryFilter {
  readonly endpoint?: string
  readonly inbox?: string
  readonly event?: string
  readonly eventType?: string
  readonly status?: DeliveryStatus
  readonly since?: number
}

export interface EndpointFilter {
  readonly provider?: string
  readonly active?: boolean
  /** Matches url, name, description and event types, without case. */
  readonly search?: string
}

/** A keyset page, newest first: rows with an id below `after`. */
export interface PageRequest {
  readonly limit: number
  readonly after?: string
}

export interface Page<Row> {
  readonly items: readonly Row[]
  /** Pass as `after` for the next page; null on the last one. */
  readonly next: string | null
  readonly total: number
}

/** Whose queue: one inbox, or all endpoints together. */
export type Queue = { readonly inbox: string } | "endpoints"

export interface StatsRow {
  readonly endpoints: { readonly total: number; readonly active: number; readonly inactive: number }
  readonly events: number
  readonly deliveries: Readonly<Record<DeliveryStatus, number>>
  /** Of attempts that got an answer, among those of recent deliveries. */
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null }
}

/** Which deliveries are counted: by when they came, of one endpoint or of all senders. */
export interface CountSpan {
  readonly from: number
  readonly to: number
  readonly endpoint?: string
}

/** Deliveries of one endpoint (null: of inboxes) whose last answer took equally long. */
export interface DeliveryCount {
  readonly endpoint: string | null
  /** To whole milliseconds, from 100 on to tens, from 1000 on to hundreds; null where there was no answer yet. */
  readonly latencyMs: number | null
  readonly deliveries: number
  /** Those that are given up, and those whose sender was told of a failure. */
  readonly failed: number
}
