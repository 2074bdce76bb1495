import { randomFillSync } from "node:crypto"
import { monotonicFactory } from "ulid"

// One call for random bytes costs as much as a thousand of them; an id takes sixteen.
const pool = new Uint8Array(4096)
let used = pool.length

function randomFraction(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++]! / 256
}

const nextUlid = monotonicFactory(randomFraction)

/** What an id names; see docs/glossary.md. */
export type IdPrefix = "evt" | "ep" | "in" | "dlv" | "att" | "ses" | "key" | "aud"

/** A new id, `dlv_01J…`: ids of one kind made by one process sort in the order they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid().toLowerCase()}`
}
