import type { DueQuery } from "../../store/port.ts"
import type { Claim } from "./session.ts"

/** What a listener with this claim wants of an inbox's queue. */
export function dueAt(inbox: string, claim: Claim | undefined): Omit<DueQuery, "now" | "limit"> {
  const { isOrdered = false, since } = claim ?? {}
  return { queue: { inbox }, inOrder: isOrdered, ...(since !== undefined && { since }) }
}
