import { formatDuration } from "../domain/duration.ts"
import { codeOf, type FailedOutcome, outcomeOfError } from "../domain/network-failure.ts"

/** Why there is no answer from the app, in the words of an attempt's record. */
export interface Failure {
  readonly outcome: FailedOutcome
  /** A few words that name host and port. */
  readonly detail: string
}

/** The app did not begin its answer, or stopped in the middle of it, for this long. */
export function timeoutFailure(where: string, what: "answer" | "go on", limitMs: number): Failure {
  return { outcome: "timeout", detail: `${where} did not ${what} within ${formatDuration(limitMs)}` }
}

export const WRONG_SIZE: Failure = {
  outcome: "unknown",
  detail: "the delivery's body did not have the size it was announced with",
}

/** What an error of the HTTP client or of the socket below it says about the app at `where`. */
export function failureOf(error: Error, where: string): Failure {
  const code = codeOf(error)
  // These two are about what was to be sent, not about the app.
  if (code === "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH") {
    return WRONG_SIZE
  }
  if (code === "UND_ERR_INVALID_ARG") {
    return { outcome: "unknown", detail: `the request cannot be sent: ${error.message}` }
  }
  const outcome = outcomeOfError(error) ?? "reset"
  return { outcome, detail: detailOf(outcome, error, where) }
}

function detailOf(outcome: FailedOutcome, error: Error, where: string): string {
  const code = codeOf(error)
  if (outcome === "tls") return `${where}: ${error.message}`
  if (outcome === "timeout") return `${where} did not take the connection in time`
  if (outcome === "dns") return `the name in ${where} could not be resolved (${code})`
  if (outcome === "refused") {
    const isRefused = code === "ECONNREFUSED" || code === "ENOENT"
    return isRefused ? `${where} refused the connection` : `${where} cannot be reached (${code})`
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW") return `${where} sent more headers than fit`
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return `${where} broke off in the middle of its answer`
  if (error.name === "HTTPParserError") return `${where} did not answer in HTTP`
  return `${where} closed the connection`
}
