import type { Outcome } from "../domain/delivery.ts"
import { formatDuration } from "../domain/duration.ts"

/** Why there is no answer from the app, in the words of an attempt's record. */
export interface Failure {
  readonly outcome: Exclude<Outcome, "responded">
  /** A few words that name host and port. */
  readonly detail: string
}

/** The app did not begin its answer, or stopped in the middle of it, for this long. */
export function timeoutFailure(where: string, what: "answer" | "go on", limitMs: number): Failure {
  return { outcome: "timeout", detail: `${where} did not ${what} within ${formatDuration(limitMs)}` }
}

/** What an error of the HTTP client or of the socket below it says about the app at `where`. */
export function failureOf(error: Error, where: string): Failure {
  const code = codeOf(error)
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
      return { outcome: "refused", detail: `${where} refused the connection` }
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
    case "EACCES":
    case "EPERM":
      return { outcome: "refused", detail: `${where} cannot be reached (${code})` }
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { outcome: "dns", detail: `the name in ${where} could not be resolved (${code})` }
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
      return { outcome: "timeout", detail: `${where} did not take the connection in time` }
    case "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH":
      return { outcome: "unknown", detail: `the delivery's body did not have the size it was announced with` }
    case "UND_ERR_INVALID_ARG":
      return { outcome: "unknown", detail: `the request cannot be sent: ${error.message}` }
    case "UND_ERR_HEADERS_OVERFLOW":
      return { outcome: "reset", detail: `${where} sent more headers than fit` }
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return { outcome: "reset", detail: `${where} broke off in the middle of its answer` }
    default:
      if (TLS_CODE.test(code)) return { outcome: "tls", detail: `${where}: ${error.message}` }
      if (error.name === "HTTPParserError")
        return { outcome: "reset", detail: `${where} did not answer in HTTP` }
      return { outcome: "reset", detail: `${where} closed the connection` }
  }
}

// OpenSSL's verification errors have no prefix of their own (nodejs.org/api/tls.html, X509 certificate error codes).
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)/

/** The code of an error, or of the first one behind it: connecting to a name tries several addresses. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ""
  if ("code" in error && typeof error.code === "string") return error.code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ""
}
