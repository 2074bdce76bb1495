import { firstHeader, type Headers, headerValues } from "../domain/headers.ts"
import { bodyInForm, computeDigest, equalDigests, keyBytes, signedContent } from "./digest.ts"
import { parseSignature } from "./parse-signature.ts"
import { type BodyForm, type Scheme, type SignatureForm, signatureHeader, signsTimestamp } from "./scheme.ts"
import { parseTimestamp } from "./timestamp.ts"

export interface VerifyInput {
  readonly headers: Headers
  readonly body: Uint8Array
  /** Every secret that may have signed, the current one first. */
  readonly secrets: readonly string[]
  /** The moment to judge freshness at, milliseconds since the epoch. */
  readonly nowMs: number
  /** Overrides the scheme's tolerance, in both directions. */
  readonly toleranceSeconds?: number
}

export type VerifyReason =
  | "ok"
  | "header-missing"
  | "malformed"
  | "no-match"
  | "stale"
  | "future"
  | "unsigned"
  | "downgrade"

/** A verdict. The signature and the clock are judged apart: `stale` and `future` mean the signature itself is right. */
export interface Verification {
  readonly verified: boolean
  readonly reason: VerifyReason
  readonly scheme: string
  readonly match: SignatureMatch | null
  readonly timestamp: TimestampVerdict | null
}

export interface SignatureMatch {
  readonly header: string
  /** Which of several signatures in the header matched, 0 for the first. */
  readonly signatureIndex: number
  /** Which of the given secrets matched, 0 for the current one. */
  readonly secretIndex: number
  readonly bodyForm: BodyForm
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

/**
 * Verifies a request as received. Nothing that came from outside makes it throw; a secret that the scheme cannot
 * decode throws SECRET_INVALID.
 */
export function verify(scheme: Scheme, input: VerifyInput): Verification {
  const say = (
    reason: VerifyReason,
    match: SignatureMatch | null = null,
    timestamp: TimestampVerdict | null = null,
  ): Verification => ({ verified: reason === "ok", reason, scheme: scheme.id, match, timestamp })

  if (isUnsigned(scheme, input.headers)) return say(input.secrets.length > 0 ? "downgrade" : "unsigned")
  const readings = readSignatures(scheme, input.headers)
  if (readings.length === 0) return say("header-missing")
  if (readings.every(({ candidates }) => candidates.length === 0)) return say("malformed")

  const id = headerFor(scheme, input.headers, "{id}")
  if (scheme.content.includes("{id}") && id === undefined) return say("header-missing")
  const timed = readings.filter(({ timestamp }) => timestamp !== undefined)
  if (signsTimestamp(scheme) && timed.length === 0)
    return say(signatureHeader(scheme)[1].includes("{timestamp}") ? "malformed" : "header-missing")

  const found = findMatch(scheme, input, id ?? "", signsTimestamp(scheme) ? timed : readings)
  const timestampText = found?.timestamp ?? timed[0]?.timestamp
  const timestamp = timestampText === undefined ? null : judgeTimestamp(scheme, input, timestampText)
  if (timestamp === null && timestampText !== undefined && signsTimestamp(scheme))
    return say("malformed", found?.match)
  if (!found) return say("no-match", null, timestamp)
  if (timestamp?.fresh === false)
    return say(timestamp.ageSeconds < 0 ? "future" : "stale", found.match, timestamp)
  return say("ok", found.match, timestamp)
}

/** One signature header read under every form it may have, with the timestamp that goes with it. */
interface Reading {
  readonly candidates: readonly {
    readonly index: number
    readonly bytes: Buffer
    readonly form: SignatureForm
  }[]
  readonly timestamp: string | undefined
}

function readSignatures(scheme: Scheme, headers: Headers): Reading[] {
  const [name, template] = signatureHeader(scheme)
  const forms: readonly SignatureForm[] = [{ template, digest: scheme.digest }, ...(scheme.alsoAccepts ?? [])]
  const timestampHeader = headerFor(scheme, headers, "{timestamp}")
  return headerValues(headers, name).map((value) => {
    const parsed = forms.map((form) => ({ form, ...parseSignature(value, form, scheme) }))
    return {
      candidates: parsed.flatMap(({ form, candidates }) => candidates.map((found) => ({ ...found, form }))),
      timestamp: parsed.find(({ timestamp }) => timestamp !== undefined)?.timestamp ?? timestampHeader,
    }
  })
}

function findMatch(
  scheme: Scheme,
  input: VerifyInput,
  id: string,
  readings: readonly Reading[],
): { readonly match: SignatureMatch; readonly timestamp: string | undefined } | undefined {
  const [header] = signatureHeader(scheme)
  for (const bodyForm of scheme.bodyForms) {
    const body = bodyInForm(input.body, bodyForm)
    if (!body) continue
    for (const { candidates, timestamp } of readings) {
      const content = signedContent(scheme, { id, timestamp: timestamp ?? "", body })
      for (const [secretIndex, secret] of input.secrets.entries()) {
        const expected = computeDigest(scheme.algorithm, keyBytes(scheme, secret), content)
        const found = candidates.find(({ bytes }) => equalDigests(bytes, expected))
        if (!found) continue
        const { index: signatureIndex, form } = found
        return { match: { header, signatureIndex, secretIndex, bodyForm, form }, timestamp }
      }
    }
  }
  return undefined
}

/** The value of the header whose whole template is the placeholder, as `webhook-id: {id}`. */
function headerFor(scheme: Scheme, headers: Headers, placeholder: string): string | undefined {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  return name === undefined ? undefined : firstHeader(headers, name)
}

/** Whether a request carries what the scheme sends without a key; an empty header may have got lost on the way. */
function isUnsigned(scheme: Scheme, headers: Headers): boolean {
  const { unsigned = [] } = scheme
  return (
    unsigned.length > 0 && unsigned.every(([name, value]) => (firstHeader(headers, name) ?? "") === value)
  )
}

/** Null when the text is not a time in the scheme's unit. */
function judgeTimestamp(scheme: Scheme, input: VerifyInput, value: string): TimestampVerdict | null {
  const rule = scheme.timestamp ?? { unit: "s" }
  const timeMs = parseTimestamp(value, rule.unit)
  if (timeMs === undefined) return null
  const ageSeconds = Math.floor((input.nowMs - timeMs) / 1000)
  const oldest = input.toleranceSeconds ?? rule.toleranceSeconds
  const furthest = input.toleranceSeconds ?? rule.futureToleranceSeconds
  const judged = oldest !== undefined || furthest !== undefined
  const fresh = ageSeconds <= (oldest ?? Infinity) && -ageSeconds <= (furthest ?? Infinity)
  return { value, ageSeconds, fresh: judged ? fresh : null, signed: signsTimestamp(scheme) }
}
