import type { AttemptResult } from "../../domain/delivery.ts"
import type { Target } from "../../domain/target.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"

/** The error for a target that saw nothing of the request; names its host and port. */
export function targetUnreachable(
  target: Target,
  attempt: Exclude<AttemptResult, { outcome: "responded" }>,
): WhkError {
  const where = target.socketPath ?? `${target.host}:${target.port}`
  const detail = cleanText(attempt.detail ?? "", 200)
  switch (attempt.outcome) {
    case "refused":
      return new WhkError("TARGET_UNREACHABLE", `Nothing answers at ${where} (${detail}).`)
    case "dns":
      return new WhkError("TARGET_UNREACHABLE", `The host of ${where} is not known (${detail}).`, {
        hint: "Check the spelling of the host, and the network.",
      })
    case "tls":
      return new WhkError("TARGET_UNREACHABLE", `TLS with ${where} failed (${detail}).`, {
        hint: "Pass --cacert <file> to trust its certificate, --insecure to trust any, or an http:// target.",
      })
    default:
      return new WhkError("TARGET_UNREACHABLE", `${where} cannot be reached (${detail}).`)
  }
}
