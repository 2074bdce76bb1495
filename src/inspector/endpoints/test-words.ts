import type { AttemptJson } from "../../domain/api-types.ts"
import { durationText } from "../parts/duration-text.ts"

const REASON: Readonly<Record<string, string>> = {
  refused: "Connection refused",
  timeout: "No answer in time",
  dns: "Name not found",
  tls: "TLS failed",
  reset: "Connection reset",
  blocked: "Address not allowed",
  unknown: "Outcome unknown",
}

/** What came of one attempt: `200 in 12 ms`, `Connection refused after 3 ms`. */
export function attemptWords({ outcome, status, elapsedMs }: AttemptJson): string {
  const time = durationText(elapsedMs)
  return status === null ? `${REASON[outcome] ?? outcome} after ${time}` : `${status} in ${time}`
}

/** What to look at when an attempt brought no answer; undefined where the answer says it itself. */
export function attemptHint({ outcome, detail }: AttemptJson): string | undefined {
  if (outcome === "refused") return "Nothing listens there: start the receiver, or edit the URL."
  if (outcome === "dns") return "There is no such host: look for a typing mistake in the URL."
  if (outcome === "tls") return `The certificate was not accepted${detail === null ? "" : `: ${detail}`}.`
  if (outcome === "timeout") return "The receiver took too long: answer first, do the work afterwards."
  if (outcome === "blocked")
    return "The relay delivers to public addresses only; --allow-private-targets changes that."
  return detail ?? undefined
}

const SHOWN_CHARACTERS = 600

/** The beginning of an answer's body, as text; undefined where there is none to show. */
export function bodyExcerpt(
  bodyBase64: string,
  read: (base64: string) => string | undefined,
): string | undefined {
  if (bodyBase64 === "") return undefined
  const text = read(bodyBase64) ?? "(binary data)"
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}
