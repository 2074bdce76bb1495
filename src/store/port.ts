import type { DeliveryStatus, Origin, Outcome, RequestHead, RetryOwner } from "../domain/delivery.ts"
import type { Headers } from "../domain/headers.ts"

/** Bodies up to this size live in the delivery's row; larger ones in chunks of this size. */
export const INLINE_BODY_BYTES = 64 * 1024

/** How much of a response body is kept per attempt. */
export const KEPT_RESPONSE_BYTES = 64 * 1024

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

/**
 * Where the relay keeps everything. Every promise that writes resolves only after the bytes are on disk (fsync);
 * a write that failed rejects with STORE_FAILED, or with ALREADY_EXISTS where an id, name or token is taken, and left
 * nothing behind. Calls take effect in the order they are made. Everything but `meta` is keyed by workspace where a
 * caller outside the relay can name an id. Bytes handed over must not change before the promise settles. A NUL in a
 * text is kept as U+FFFD: a body may hold anything, a column of text may not.
 */
export interface Store {
  meta(key: string): Promise<string | null>
  setMeta(key: string, value: string): Promise<void>

  insertWorkspace(workspace: WorkspaceRow): Promise<void>
  listWorkspaces(): Promise<readonly WorkspaceRow[]>
  insertKey(key: KeyRow): Promise<void>
  /** Null for a revoked key as for one that never was. */
  findKey(hash: string): Promise<KeyRow | null>
  listKeys(workspace: string): Promise<readonly KeyRow[]>
  revokeKey(workspace: string, id: string, at: number): Promise<boolean>

  insertEndpoint(endpoint: EndpointRow): Promise<void>
  getEndpoint(workspace: string, id: string): Promise<EndpointRow | null>
  /** Replaces all but id, workspace and createdAt; false when it does not exist. */
  updateEndpoint(endpoint: EndpointRow): Promise<boolean>
  /** Deletes it and dead-letters its pending deliveries; its history stays. False when it does not exist. */
  deleteEndpoint(workspace: string, id: string, at: number): Promise<boolean>
  listEndpoints(workspace: string, filter: EndpointFilter, page: PageRequest): Promise<Page<EndpointRow>>
  /** Up to `limit` ids of any kind in this workspace that begin with `prefix`. */
  idsWithPrefix(workspace: string, prefix: string, limit: number): Promise<readonly string[]>

  insertInbox(inbox: InboxRow): Promise<void>
  getInbox(workspace: string, nameOrId: string): Promise<InboxRow | null>
  inboxByToken(token: string): Promise<InboxRow | null>
  updateInbox(inbox: InboxRow): Promise<boolean>
  /** Deletes it and dead-letters its pending deliveries, as `deleteEndpoint` does. */
  deleteInbox(workspace: string, id: string, at: number): Promise<boolean>
  listInboxes(workspace: string): Promise<readonly InboxRow[]>

  /** The event and all its deliveries in one transaction. */
  publish(event: EventRow, deliveries: readonly NewDelivery[]): Promise<void>
  getEvent(workspace: string, id: string): Promise<EventRow | null>

  /**
   * Makes a delivery visible, pending. Chunks of a large body must have been appended before, all of them. While
   * `nextAttemptAt` is null it is not due.
   */
  insertDelivery(delivery: NewDelivery): Promise<void>
  /**
   * Inserts a delivery unless its inbox has one under the same key: then nothing is written but that it came again,
   * and the first one is returned. Check and insert are one transaction, so of many at once exactly one is new.
   */
  insertOnce(delivery: NewDelivery, key: DedupeKey): Promise<DeliveryRow | null>
  /** Inserts a delivery together with the one attempt that settled it. */
  insertSettled(delivery: NewDelivery, attempt: AttemptRow, settlement: Settlement): Promise<void>
  /** Chunks are numbered from 0 and hold INLINE_BODY_BYTES each, the last one what is left. */
  appendChunk(delivery: string, index: number, body: Uint8Array): Promise<void>
  /** Forgets the chunks of a delivery that was never inserted. */
  dropChunks(delivery: string): Promise<void>
  /**
   * Chunk `index` of any delivery's body, wherever that is kept; an empty body is one empty chunk. Null past the end.
   */
  readChunk(delivery: string, index: number): Promise<Uint8Array | null>

  getDelivery(workspace: string, id: string): Promise<DeliveryRow | null>
  /** Without the workspace: for the relay's own use with ids it made itself. */
  deliveryById(id: string): Promise<DeliveryRow | null>
  listDeliveries(workspace: string, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryRow>>
  /** When the newest delivery to each of these endpoints was made, in the same order; null where there is none. */
  lastDeliveryTimes(workspace: string, endpoints: readonly string[]): Promise<readonly (number | null)[]>
  listAttempts(delivery: string): Promise<readonly AttemptRow[]>
  /**
   * Leases those of the deliveries that nobody holds, and returns them as they then are; a lease ends with
   * `recordAttempt`, `release` or `expireLeases`. `due`: only what is pending and due at that time.
   */
  claim(deliveries: readonly string[], leaseUntil: number, due?: number): Promise<readonly DeliveryRow[]>
  /** Gives a lease back without an attempt; the delivery stands where it stood. False when it is not this lease's. */
  release(delivery: string, epoch: number): Promise<boolean>
  /** Lets the leases of attempts that still go on last longer; those that have ended are left alone. */
  extendLeases(held: readonly { readonly id: string; readonly epoch: number }[], until: number): Promise<void>
  /**
   * Ends the leases that are over at `now`. Each counts as an attempt of which nothing is known, and its delivery, if
   * pending, is due at once. Returns how many there were.
   */
  expireLeases(now: number): Promise<number>
  /**
   * Writes the attempt down and moves the delivery on, in one transaction; false when the delivery is gone. Only the
   * holder of the lease moves it, and gives the lease up with that; `epoch` names the lease. What comes later than that
   * is written down in place of an attempt of which nothing was known, and moves the delivery only if it delivered it.
   * A delivered delivery stays delivered whatever a later attempt says. The same attempt number twice is written once.
   */
  recordAttempt(attempt: AttemptRow, settlement: Settlement, epoch: number): Promise<boolean>
  /** Sets a delivery pending and due at `at` (a replay by hand); false when it does not exist or is in flight. */
  requeue(delivery: string, at: number): Promise<boolean>
  /**
   * Pending deliveries that are due and that nobody holds, the longest due first. In the endpoints' queue the
   * deliveries of a disabled endpoint wait: they are not due before it is enabled.
   */
  dueDeliveries(query: DueQuery): Promise<readonly DeliveryRow[]>
  /** When the next delivery that `dueDeliveries` would give is due; null when none waits. */
  nextDueAt(query: Omit<DueQuery, "now" | "limit">): Promise<number | null>
  countPending(inbox: string): Promise<number>

  /**
   * Notes that an attempt at an endpoint succeeded or failed. After `disableAfterMs` of failures without one success
   * the endpoint is switched off for the reason given; true when that happened now.
   */
  noteEndpoint(
    workspace: string,
    endpoint: string,
    outcome: {
      readonly ok: boolean
      readonly at: number
      readonly disableAfterMs: number
      readonly why: string
    },
  ): Promise<boolean>
  /**
   * Deletes up to `limit` deliveries that ended before `before`, the oldest first, with their attempts and bodies, and
   * events nothing refers to any more. Returns how many deliveries went; fewer than `limit`: there are no more.
   */
  deleteEnded(before: number, limit: number): Promise<number>

  stats(workspace: string): Promise<StatsRow>
  close(): Promise<void>
}
