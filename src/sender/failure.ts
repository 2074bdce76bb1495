import { type FailedOutcome, outcomeOfError } from "../domain/network-failure.ts"
import { BlockedError } from "./egress.ts"

/** What went wrong on the way out, as an outcome; undefined for an error that did not come from the way. */
export function outcomeOfSending(error: unknown): FailedOutcome | undefined {
  return error instanceof BlockedError ? "blocked" : outcomeOfError(error)
}

/** The cause in a few words for people: what the system said, without our own wrapping. */
export function detailOfError(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  return error instanceof Error ? error.message : String(error)
}
