import type { DeliveryStatus, Origin, Outcome, RequestHead } from "../domain/delivery.ts"
import type { Headers } from "../domain/headers.ts"

/** Bodies up to this size live in the delivery's row; larger ones in chunks of this size. */
export const INLINE_BODY_BYTES = 64 * 1024

/** Stands for a head that is not the one that was written; its delivery cannot be sent any more. */
export const DAMAGED_HEAD: RequestHead = { method: "", target: "", headers: [] }

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
}

export interface DeliveryRow extends Omit<NewDelivery, "body"> {
  readonly status: DeliveryStatus
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
 * nothing behind. Bytes that are not those that were written reject with DELIVERY_DAMAGED, and what was to be delivered
 * with them fails, with an attempt that says why. Calls take effect in the order they are made. Everything but `meta` is keyed by workspace where a
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
  deleteEndpoint(workspace: string, id: string): Promise<boolean>
  listEndpoints(workspace: string, filter: EndpointFilter, page: PageRequest): Promise<Page<EndpointRow>>
  /** Up to `limit` ids of any kind in this workspace that begin with `prefix`. */
  idsWithPrefix(workspace: string, prefix: string, limit: number): Promise<readonly string[]>

  insertInbox(inbox: InboxRow): Promise<void>
  getInbox(workspace: string, nameOrId: string): Promise<InboxRow | null>
  inboxByToken(token: string): Promise<InboxRow | null>
  updateInbox(inbox: InboxRow): Promise<boolean>
  /** Deletes it and dead-letters its pending deliveries, as `deleteEndpoint` does. */
  deleteInbox(workspace: string, id: string): Promise<boolean>
  listInboxes(workspace: string): Promise<readonly InboxRow[]>

  /** The event and all its deliveries in one transaction. */
  publish(event: EventRow, deliveries: readonly NewDelivery[]): Promise<void>
  getEvent(workspace: string, id: string): Promise<EventRow | null>

  /**
   * Makes a delivery visible, pending. Chunks of a large body must have been appended before, all of them. While
   * `nextAttemptAt` is null it is not due.
   */
  insertDelivery(delivery: NewDelivery): Promise<void>
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
   * Writes the attempt down and moves the delivery on, in one transaction; false when the delivery is gone.
   * A delivered delivery stays delivered whatever a later attempt says. The same attempt number twice is written once.
   * An attempt that ends after a later one moves the delivery only if it was the one that delivered it.
   */
  recordAttempt(attempt: AttemptRow, settlement: Settlement): Promise<boolean>
  /** Sets a delivery pending and due at `at` (a replay by hand); false when it does not exist. */
  requeue(delivery: string, at: number): Promise<boolean>
  /**
   * Pending deliveries due at `now`, the longest due first, without those whose id or endpoint is in `skip`. In the endpoints'
   * queue the deliveries of a disabled endpoint wait: they are not due before it is enabled.
   */
  dueDeliveries(
    queue: Queue,
    now: number,
    limit: number,
    skip: readonly string[],
  ): Promise<readonly DeliveryRow[]>
  /** When the next delivery that `dueDeliveries` would give is due; null when none waits. */
  nextDueAt(queue: Queue, skip: readonly string[]): Promise<number | null>
  /** Moves every due time after `after` by so many milliseconds: the clock was set. */
  shiftDue(queue: Queue, after: number, byMs: number): Promise<void>
  countPending(inbox: string): Promise<number>

  stats(workspace: string): Promise<StatsRow>
  close(): Promise<void>
}
