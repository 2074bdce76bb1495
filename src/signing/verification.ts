import type { Headers } from "../domain/headers.ts"
import type { BodyForm, PlaceName, SignatureForm, UrlForm } from "./scheme.ts"

/** One request to judge, as received. */
export interface VerifyInput {
  readonly method: string
  /** Absolute. Only schemes that sign it look at it. */
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
  /** Every secret that may have signed, the current one first. */
  readonly secrets: readonly string[]
  /** The moment to judge freshness at, milliseconds since the epoch. */
  readonly nowMs: number
  /** Overrides the scheme's tolerance, in both directions. */
  readonly toleranceSeconds?: number
  /** Certificates in PEM, for schemes whose key is published as one. */
  readonly certificates?: readonly string[]
  /** JSON Web Key Sets as JSON texts, for schemes whose keys are published so. */
  readonly keySets?: readonly string[]
}

/**
 * Why a request is verified or not. `no-match`: a signature is there and none of the keys made it over this request.
 * `downgrade`: the request claims to be unsigned, or carries only a weaker signature, or a right one that leaves the
 * body open although the scheme covers it. `unsigned`: there is nothing to verify. `redacted`: the request was changed
 * to be shown, so that nothing can be said. `stale` and `future` also say that the certificate was no longer, or not
 * yet, valid at that moment.
 */
export type VerifyReason =
  | "ok"
  | "header-missing"
  | "malformed"
  | "no-match"
  | "stale"
  | "future"
  | "unsigned"
  | "downgrade"
  | "redacted"

/** A verdict. The signature and the clock are judged apart: `stale` and `future` mean the signature itself is right. */
export interface Verification {
  readonly verified: boolean
  readonly reason: VerifyReason
  readonly scheme: string
  readonly match: SignatureMatch | null
  readonly timestamp: TimestampVerdict | null
}

/** Which signature is right, and under what. */
export interface SignatureMatch extends PlaceName {
  /** Which of several signatures there matched, 0 for the first. */
  readonly signatureIndex: number
  /** Which of the given secrets matched, 0 for the current one; null for a published key or certificate. */
  readonly secretIndex: number | null
  readonly bodyForm: BodyForm
  readonly urlForm: UrlForm
  readonly form: SignatureForm
}

export interface TimestampVerdict {
  readonly value: string
  readonly ageSeconds: number
  /** Null when the scheme states no tolerance and none was given. */
  readonly fresh: boolean | null
  /** False: anybody can change this timestamp, so it proves nothing. */
  readonly signed: boolean
}

/** A verdict about a scheme. */
export function verdict(
  scheme: { readonly id: string },
  reason: VerifyReason,
  match: SignatureMatch | null = null,
  timestamp: TimestampVerdict | null = null,
): Verification {
  return { verified: reason === "ok", reason, scheme: scheme.id, match, timestamp }
}
