import { type CodedScheme, placeName, signaturePlace } from "../scheme.ts"
import type { DigestEncoding, SignatureForm } from "../scheme.ts"
import {
  type SignatureMatch,
  type TimestampVerdict,
  type Verification,
  verdict,
  type VerifyReason,
} from "../verification.ts"

/** A signature that is right, and which of the secrets made it (null: a certificate did). */
export interface Found {
  readonly secretIndex: number | null
  readonly signatureIndex?: number
  readonly digest: DigestEncoding
  /** How the signature is written, where that is not the scheme's own template. */
  readonly template?: string
  /** Set where the key is right and was not valid at that moment. */
  readonly reason?: Extract<VerifyReason, "stale" | "future">
}

/** The verdict about a request whose signature reads well: whether it was found right, and then whether in time. */
export function foundVerdict(
  scheme: CodedScheme,
  found: Found | undefined,
  timestamp: TimestampVerdict | null = null,
): Verification {
  if (!found) return verdict(scheme, "no-match", null, timestamp)
  const late = timestamp?.fresh === false ? (timestamp.ageSeconds < 0 ? "future" : "stale") : "ok"
  return verdict(scheme, found.reason ?? late, matchOf(scheme, found), timestamp)
}

/** What is told about the right signature; body and URL were taken as they were sent. */
function matchOf(scheme: CodedScheme, found: Found): SignatureMatch {
  const { secretIndex, signatureIndex = 0, digest, template } = found
  const form: SignatureForm = { template: template ?? signaturePlace(scheme)?.template ?? "", digest }
  return { ...placeName(scheme), signatureIndex, secretIndex, bodyForm: "raw", urlForm: "raw", form }
}
