import type { AuditEntry, ChainedEntry, ChainHead } from "../domain/audit.ts"
import type { RequestHead } from "../domain/delivery.ts"
import type {
  WorkspaceRow,
  KeyRow,
  SessionRow,
  EndpointRow,
  InboxRow,
  EventRow,
  NewDelivery,
  DeliveryRow,
  AttemptRow,
  Settlement,
  DedupeKey,
  DueQuery,
  DeliveryFilter,
  EndpointFilter,
  PageRequest,
  Page,
  Queue,
  StatsRow,
  CountSpan,
  DeliveryCount,
} from "./rows.ts"

export type * from "./rows.ts"

/** Bodies up to this size live in the delivery's row; larger ones in chunks of this size. */
export const INLINE_BODY_BYTES = 64 * 1024

/** Stands for a head that is not the one that was written; its delivery cannot be sent any more. */
export const DAMAGED_HEAD: RequestHead = { method: "", target: "", headers: [] }

/** How much of a response body is kept per attempt. */
export const KEPT_RESPONSE_BYTES = 64 * 1024

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
  /** False, and nothing written, when the key that opened it is revoked, a session, or none of its workspace. */
  insertSession(session: SessionRow): Promise<boolean>
  /** A key or a session. Null for a revoked one as for one that never was; one that is over is still found. */
  findKey(hash: string): Promise<KeyRow | SessionRow | null>
  /** Without sessions. */
  listKeys(workspace: string): Promise<readonly KeyRow[]>
  /** Ends a key and the sessions it opened, or one session. */
  revokeKey(workspace: string, id: string, at: number): Promise<boolean>
  /** Forgets the sessions that were over before this moment. */
  deleteSessions(before: number): Promise<void>

  insertEndpoint(endpoint: EndpointRow): Promise<void>
  getEndpoint(workspace: string, id: string): Promise<EndpointRow | null>
  /** Replaces all but id, workspace and createdAt; false when it does not exist. */
  updateEndpoint(endpoint: EndpointRow): Promise<boolean>
  /** Deletes it and dead-letters its pending deliveries; its history stays. False when it does not exist. */
  deleteEndpoint(workspace: string, id: string, at: number): Promise<boolean>
  listEndpoints(workspace: string, filter: EndpointFilter, page: PageRequest): Promise<Page<EndpointRow>>
  /** Up to `limit` ids of any kind in this workspace that begin with `prefix`; of a session by its whole id only. */
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
  /** The same for several, in any order; those that are gone are left out. */
  deliveriesById(ids: readonly string[]): Promise<readonly DeliveryRow[]>
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
  /** Moves every due time after `after` by so many milliseconds: the clock was set. */
  shiftDue(queue: Queue, after: number, byMs: number): Promise<void>
  /** How many are pending, leased ones included: of an inbox, or of the whole store. */
  countPending(inbox?: string): Promise<number>

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
  /**
   * Adds an entry to the end of its workspace's chain. Nothing changes or removes one afterwards. Its texts hold no
   * NUL: they are part of the hash as they are.
   */
  appendAudit(entry: AuditEntry): Promise<void>
  /** The entries of a workspace, the newest first. */
  listAudit(workspace: string, page: PageRequest): Promise<Page<ChainedEntry>>
  /** The end of a workspace's chain, kept apart from the entries. */
  auditHead(workspace: string): Promise<ChainHead>

  stats(workspace: string): Promise<StatsRow>
  /**
   * What came from `from` on and before `to`, counted by endpoint and by how long the last answer took. It costs as much
   * as came in that time: whoever asks for a long time asks in steps.
   */
  countDeliveries(workspace: string, span: CountSpan): Promise<readonly DeliveryCount[]>
  close(): Promise<void>
}
