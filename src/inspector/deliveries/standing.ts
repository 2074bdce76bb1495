import type { AttemptJson, DeliveryJson, InboxJson, VerdictJson } from "../../domain/api-types.ts"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import type { Tone } from "../parts/tone.ts"

/** How something stands, in a word or two, for a badge. */
export interface Standing {
  readonly tone: Tone
  readonly text: string
  /** The whole sentence. */
  readonly title: string
}

const STATUS_TONE: Readonly<Record<DeliveryStatus, Tone>> = {
  delivered: "good",
  answered: "told",
  pending: "waiting",
  failed: "bad",
}

/** What each status means, in a sentence. */
export const STATUS_TITLE: Readonly<Record<DeliveryStatus, string>> = {
  delivered: "Delivered: accepted by the target.",
  answered: "Answered: the refusal went back to the sender, who owns the retries.",
  pending: "Pending: it waits to be tried, or to be tried again.",
  failed: "Failed: given up.",
}

/** Where a delivery stands: the local response's status where there is one. */
export function statusOf({ status, responseStatus, attempts }: DeliveryJson): Standing {
  const tone = STATUS_TONE[status]
  if (status === "pending" && attempts > 0)
    return { tone, title: "Pending: the last attempt failed, and it is tried again.", text: "retrying" }
  const title = STATUS_TITLE[status]
  if (status === "pending") return { tone, title, text: "waiting" }
  return { tone, title, text: responseStatus === null ? "no answer" : String(responseStatus) }
}

const REASONS: Readonly<Record<string, readonly [text: string, title: string]>> = {
  "header-missing": ["no signature", "Not verified: the signature header is missing."],
  malformed: ["malformed", "Not verified: the signature header is not of the provider's form."],
  "no-match": ["no match", "Not verified: the signature is not that of these bytes with this secret."],
  stale: ["stale", "Not verified: the signature is right, but older than the tolerance."],
  future: ["future", "Not verified: the signature is right, but its time lies ahead."],
  unsigned: ["unsigned", "Not verified: the delivery says that it is not signed."],
  downgrade: ["downgrade", "Not verified: only a signature of an older, weaker version is there."],
  "too-large": ["too large", "Not judged: the body is too large to be judged on its way."],
}

const NOT_JUDGED =
  "Not judged yet. Open it: the relay judges it with the secret that it has, or with one you give it."

/** What was found of a signature; without a verdict that nobody judged it. */
export function verdictOf(verdict: VerdictJson | undefined): Standing {
  if (!verdict) return { tone: "neutral", text: "not judged", title: NOT_JUDGED }
  if (verdict.verified) return { tone: "good", text: "verified", title: "The signature is right." }
  const [text, title] = REASONS[verdict.reason] ?? [verdict.reason, `Not verified: ${verdict.reason}.`]
  return { tone: "bad", text, title }
}

/** The same for a delivery in the list; one to an endpoint carries the relay's own signature. */
export function signatureOf({ verdict, endpoint }: DeliveryJson): Standing {
  if (verdict || endpoint === undefined) return verdictOf(verdict)
  const title = "The relay made it, and signs each attempt with the endpoint's secret."
  return { tone: "neutral", text: "made here", title }
}

/** A search for the cause hashes a body hundreds of times: a larger one is judged only when somebody opens it. */
const LARGEST_JUDGED_BYTES = 256 * 1024

/** Whether nobody judged it, and the relay could without being asked to do much: it has the secret of its inbox. */
export function canBeJudged(
  { inbox, verdict, bytes = 0 }: DeliveryJson,
  inboxes: readonly Pick<InboxJson, "id" | "hasSecret">[],
): boolean {
  if (verdict || bytes > LARGEST_JUDGED_BYTES) return false
  return inboxes.some(({ id, hasSecret }) => id === inbox && hasSecret)
}

const OUTCOMES: Readonly<Record<AttemptJson["outcome"], string>> = {
  responded: "answered",
  refused: "connection refused",
  timeout: "no answer in time",
  dns: "name not found",
  tls: "TLS failed",
  reset: "connection reset",
  blocked: "address not allowed",
  unknown: "outcome unknown",
}

/** How one attempt ended. Which status counts as success is the provider's rule: 2xx is only how it looks. */
export function attemptOf({ outcome, status, detail }: AttemptJson): Standing {
  const text = status === null ? OUTCOMES[outcome] : String(status)
  const isGood = status !== null && status >= 200 && status < 300
  return { tone: isGood ? "good" : "bad", text, title: detail ?? text }
}
