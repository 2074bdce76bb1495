import { createHash } from "node:crypto"

/** What was done, by whom and to what: one line of the audit log, before it has its place in the chain. */
export interface AuditEntry {
  readonly id: string
  readonly workspace: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The id of the API key; null for what no key did. */
  readonly actor: string | null
  /** The route that was called, `POST /v1/endpoints/:id/rotate`, or what the relay noticed by itself. */
  readonly action: string
  /** The id of what it was done to. */
  readonly object: string | null
  /** The client's network address, where it is known. */
  readonly address: string | null
  readonly detail: string | null
}

/** An entry in its workspace's chain. */
export interface ChainedEntry extends AuditEntry {
  /** 1 for a workspace's first. */
  readonly number: number
  /** The hash of the entry before. */
  readonly before: string
  /** SHA-256, hexadecimal, of everything else. */
  readonly hash: string
}

/** What stands before a workspace's first entry. */
export const CHAIN_START = "0".repeat(64)

export function auditHash(entry: Omit<ChainedEntry, "hash">): string {
  const { before, number, id, workspace, at, actor, action, object, address, detail } = entry
  // An array, because the order of an object's fields would be part of the hash without being seen.
  const fields = [before, number, id, workspace, at, actor, action, object, address, detail]
  return createHash("sha256").update(JSON.stringify(fields), "utf8").digest("hex")
}

/** Where a chain ends: its newest entry, as it is kept apart from the entries. Null for a chain without any. */
export type ChainHead = Pick<ChainedEntry, "number" | "hash"> | null

/** Follows a chain from its newest entry back to its first, one at a time. */
export class ChainCheck {
  #expected: { readonly number: number; readonly hash: string }

  constructor(head: ChainHead) {
    this.#expected = head ?? { number: 0, hash: CHAIN_START }
  }

  /** What is wrong with the next older entry, in words; undefined when it is the one that has to stand there. */
  next(entry: ChainedEntry): string | undefined {
    const { number, hash } = this.#expected
    if (entry.number > number) return `entry ${entry.number} is there, and the log ends with entry ${number}`
    if (entry.number < number) return `entry ${number} is missing`
    if (entry.hash !== hash) return `entry ${number} is not the one that entry ${number + 1} was chained to`
    if (auditHash(entry) !== hash) return `entry ${number} was changed`
    this.#expected = { number: number - 1, hash: entry.before }
    return undefined
  }

  /** What is wrong once every entry was seen. */
  end(): string | undefined {
    const { number, hash } = this.#expected
    if (number > 0) return `entry ${number} is missing`
    return hash === CHAIN_START ? undefined : "the first entry is chained to one before it"
  }
}
