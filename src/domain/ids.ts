import { monotonicFactory } from "ulid"

const nextUlid = monotonicFactory()

/** What an id names; see the glossary in the README. */
export type IdPrefix = "evt" | "ep" | "in" | "dlv" | "att" | "ses" | "key"

/** A new id, `dlv_01J…`: ids of one kind made by one process sort in the order they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid().toLowerCase()}`
}
