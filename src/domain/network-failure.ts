import type { Outcome } from "./delivery.ts"
import { cleanText } from "./text.ts"

/** How an attempt ends that got no answer. */
export type FailedOutcome = Exclude<Outcome, "responded">

const OUTCOME_OF_CODE: Readonly<Record<string, FailedOutcome>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  EHOSTDOWN: "refused",
  // Socket files that are not there, or not ours to open.
  ENOENT: "refused",
  EACCES: "refused",
  EPERM: "refused",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ENODATA: "dns",
  ENOTFOUND: "dns",
  EPROTO: "tls",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_HEADERS_OVERFLOW: "reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reset",
}

// OpenSSL's verification errors have no prefix of their own (nodejs.org/api/tls.html, X509 certificate error codes).
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)/

/** What an error of a socket or an HTTP client means for an attempt; undefined when it did not come from the way. */
export function outcomeOfError(error: unknown): FailedOutcome | undefined {
  if (!(error instanceof Error)) return undefined
  // An answer that is not HTTP: nothing usable was received.
  if (error.name === "HTTPParserError") return "reset"
  const code = codeOf(error)
  if (("syscall" in error && error.syscall === "getaddrinfo") || code.startsWith("EAI_")) return "dns"
  return OUTCOME_OF_CODE[code] ?? (TLS_CODE.test(code) ? "tls" : undefined)
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  UND_ERR_SOCKET: "the connection was closed",
  EPIPE: "the connection was closed",
  ENOTFOUND: "the name does not resolve",
  EAI_AGAIN: "the name does not resolve right now",
  ETIMEDOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no answer in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped in the middle",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "the answer is too large",
}

/** The network's reason in words. A host with several addresses fails with all their errors in one. */
export function networkReason(error: unknown): string {
  return REASONS[codeOf(error)] ?? cleanText(detailOfError(error) || codeOf(error), 200)
}

/** What is said of an answer that no HTTP client can read. */
export const NOT_HTTP = "the answer is not HTTP"

/** The cause in a few words for people: what the system said, without our own wrapping. */
export function detailOfError(error: unknown): string {
  if (error instanceof Error && error.name === "HTTPParserError") return NOT_HTTP
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  // OpenSSL's message is a line out of its source; the reason in it is what people know.
  if (error instanceof Error && "reason" in error && typeof error.reason === "string" && error.reason !== "")
    return error.reason
  return error instanceof Error ? error.message : String(error)
}

/** The code of an error, or of the first one behind it: connecting to a name tries several addresses. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ""
  if ("code" in error && typeof error.code === "string") return error.code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ""
}
