import type { ErrorCode } from "../../errors.ts"
import type { Store } from "../port.ts"
import type { SealKeyText } from "./sealing/seal-key.ts"

type StoreCalls = Omit<Store, "close">

/** A method of the port that the worker answers. */
export type Method = keyof StoreCalls

/** The port as the worker implements it: the same calls, answered at once. */
export type Tables = {
  readonly [M in Method]: (...args: Parameters<StoreCalls[M]>) => Awaited<ReturnType<StoreCalls[M]>>
}

/** Every call, and whether it writes: a batch without writes needs no transaction and no fsync. */
export const CALLS: Readonly<Record<Method, "reads" | "writes">> = {
  meta: "reads",
  setMeta: "writes",
  insertWorkspace: "writes",
  listWorkspaces: "reads",
  insertKey: "writes",
  insertSession: "writes",
  findKey: "reads",
  listKeys: "reads",
  revokeKey: "writes",
  deleteSessions: "writes",
  insertEndpoint: "writes",
  getEndpoint: "reads",
  updateEndpoint: "writes",
  deleteEndpoint: "writes",
  listEndpoints: "reads",
  idsWithPrefix: "reads",
  insertInbox: "writes",
  getInbox: "reads",
  inboxByToken: "reads",
  updateInbox: "writes",
  deleteInbox: "writes",
  listInboxes: "reads",
  publish: "writes",
  getEvent: "reads",
  insertDelivery: "writes",
  insertOnce: "writes",
  insertSettled: "writes",
  appendChunk: "writes",
  dropChunks: "writes",
  readChunk: "reads",
  getDelivery: "reads",
  deliveryById: "reads",
  deliveriesById: "reads",
  listDeliveries: "reads",
  lastDeliveryTimes: "reads",
  listAttempts: "reads",
  claim: "writes",
  release: "writes",
  extendLeases: "writes",
  expireLeases: "writes",
  recordAttempt: "writes",
  requeue: "writes",
  dueDeliveries: "reads",
  nextDueAt: "reads",
  shiftDue: "writes",
  countPending: "reads",
  noteEndpoint: "writes",
  deleteEnded: "writes",
  appendAudit: "writes",
  listAudit: "reads",
  auditHead: "reads",
  stats: "reads",
  countDeliveries: "reads",
}

export interface Call {
  readonly method: Method
  readonly args: readonly unknown[]
}

/** What the store's thread is started with; `gate` as in `gate.ts`. */
export interface ThreadData {
  readonly folder: string
  readonly sealKeys?: SealKeyText
  readonly gate: Int32Array
}

/** What the store's thread is sent: calls for one transaction, or the wish to end. */
export type Request = readonly Call[] | "close"

/** An error as it crosses threads; a class would arrive as a plain Error. */
export interface CallError {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

/** The answer to a batch, one value per call. */
export interface Answer {
  readonly values: readonly unknown[]
  /** The calls that failed, by their place in the batch. */
  readonly failures: ReadonlyMap<number, CallError>
  /** The disk can no longer be trusted; every later call is refused. */
  readonly final: boolean
}

/** What the store's thread says first: it is open, or why it is not. */
export type Opening =
  | { readonly instance: string; readonly repairs: readonly string[] }
  | { readonly error: CallError }
