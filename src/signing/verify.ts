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

/** Verifies a request as received. Never throws on what came from outside; a bad secret throws SECRET_INVALID. */
export function verify(scheme: Scheme, input: VerifyInput): Verification {
  const [header, template] = signatureHeader(scheme)
  const say = (
    reason: VerifyReason,
    found: Partial<Pick<Verification, "match" | "timestamp">> = {},
  ): Verification => ({
    verified: reason === "ok",
    reason,
    scheme: scheme.id,
    match: found.match ?? null,
    timestamp: found.timestamp ?? null,
  })

  if (isUnsigned(scheme, input.headers)) return say(input.secrets.length > 0 ? "downgrade" : "unsigned")
  const values = headerValues(input.headers, header)
  if (values.length === 0) return say("header-missing")
  if (input.secrets.length === 0) return say("unsigned")

  const forms: readonly SignatureForm[] = [{ template, digest: scheme.digest }, ...(scheme.alsoAccepts ?? [])]
  const readings = values.flatMap((value) =>
    forms.map((form) => ({
      form,
      parsed: parseSignature(value, form, scheme.separator?.trim() === "" ? " " : undefined),
    })),
  )
  if (readings.every(({ parsed }) => parsed.candidates.length === 0)) return say("malformed")
  const id = templateValue(scheme, input.headers, "{id}")
  if (scheme.content.includes("{id}") && id === undefined) return say("header-missing")
  const timestampText =
    readings.find(({ parsed }) => parsed.timestamp !== undefined)?.parsed.timestamp ??
    templateValue(scheme, input.headers, "{timestamp}")
  if (signsTimestamp(scheme) && timestampText === undefined) return say("header-missing")

  const match = findMatch(scheme, input, { header, readings, id: id ?? "", timestamp: timestampText ?? "" })
  const timestamp = timestampText === undefined ? undefined : judgeTimestamp(scheme, input, timestampText)
  if (timestamp === "malformed")
    return say(match && !signsTimestamp(scheme) ? "ok" : "malformed", { ...(match && { match }) })
  const found = { ...(match && { match }), ...(timestamp && { timestamp }) }
  if (!match) return say("no-match", found)
  if (timestamp?.fresh === false) return say(timestamp.ageSeconds < 0 ? "future" : "stale", found)
  return say("ok", found)
}

interface Reading {
  readonly form: SignatureForm
  readonly parsed: ReturnType<typeof parseSignature>
}

function findMatch(
  scheme: Scheme,
  input: VerifyInput,
  found: { header: string; readings: readonly Reading[]; id: string; timestamp: string },
): SignatureMatch | undefined {
  for (const bodyForm of scheme.bodyForms) {
    const body = bodyInForm(input.body, bodyForm)
    if (!body) continue
    const content = signedContent(scheme, { id: found.id, timestamp: found.timestamp, body })
    for (const [secretIndex, secret] of input.secrets.entries()) {
      const expected = computeDigest(scheme.algorithm, keyBytes(scheme, secret), content)
      for (const { form, parsed } of found.readings) {
        const candidate = parsed.candidates.find(({ bytes }) => equalDigests(bytes, expected))
        if (candidate)
          return { header: found.header, signatureIndex: candidate.index, secretIndex, bodyForm, form }
      }
    }
  }
  return undefined
}

/** The value of the header whose whole template is the placeholder, as `webhook-id: {id}`. */
function templateValue(scheme: Scheme, headers: Headers, placeholder: string): string | undefined {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  return name === undefined ? undefined : firstHeader(headers, name)
}

/** Whether a request carries exactly what the scheme sends without a key (aXcelerate: version 0). */
function isUnsigned(scheme: Scheme, headers: Headers): boolean {
  return scheme.unsigned?.every(([name, value]) => firstHeader(headers, name) === value) ?? false
}

function judgeTimestamp(scheme: Scheme, input: VerifyInput, value: string): TimestampVerdict | "malformed" {
  const rule = scheme.timestamp ?? { unit: "s" }
  const timeMs = parseTimestamp(value, rule.unit)
  if (timeMs === undefined) return "malformed"
  const ageSeconds = Math.floor((input.nowMs - timeMs) / 1000)
  const oldest = input.toleranceSeconds ?? rule.toleranceSeconds
  const furthest = input.toleranceSeconds ?? rule.futureToleranceSeconds
  const judged = oldest !== undefined || furthest !== undefined
  const fresh = ageSeconds <= (oldest ?? Infinity) && -ageSeconds <= (furthest ?? Infinity)
  return { value, ageSeconds, fresh: judged ? fresh : null, signed: signsTimestamp(scheme) }
}
