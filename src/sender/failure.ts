import type { AttemptResult } from "../domain/delivery.ts"
import { BlockedError } from "./egress.ts"

type FailedOutcome = Exclude<AttemptResult["outcome"], "responded">

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

const TLS_CODE = /TLS|SSL|CERT|SELF_SIGNED|UNABLE_TO_|CRL_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/

/** What went wrong on the way, as an outcome; undefined for an error that did not come from the way. */
export function outcomeOfError(error: unknown): FailedOutcome | undefined {
  if (error instanceof BlockedError) return "blocked"
  if (!(error instanceof Error)) return undefined
  const { code = "", syscall = "" } = error as NodeJS.ErrnoException
  // An answer that is not HTTP: nothing usable was received.
  if (error.name === "HTTPParserError") return "reset"
  if (syscall === "getaddrinfo" || code.startsWith("EAI_")) return "dns"
  return OUTCOME_OF_CODE[code] ?? (TLS_CODE.test(code) ? "tls" : undefined)
}

/** The cause in a few words for people: what the system said, without our own wrapping. */
export function detailOfError(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  return error instanceof Error ? error.message : String(error)
}
