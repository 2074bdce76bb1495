import { type FailedOutcome, outcomeOfError } from "../domain/network-failure.ts"
import { BlockedError } from "./egress.ts"

/** What went wrong on the way out, as an outcome; undefined for an error that did not come from the way. */
export function outcomeOfSending(error: unknown): FailedOutcome | undefined {
  return error instanceof BlockedError ? "blocked" : outcomeOfError(error)
}
