import { createHash, type KeyObject } from "node:crypto"
import { readJsonObject } from "../../../domain/json.ts"
import { valueAt } from "../../body-field.ts"
import { decodeStrictly, equalDigests } from "../../digest.ts"
import { type CodedScheme, placeName, signaturePlace } from "../../scheme.ts"
import { type SignatureMatch, type Verification, verdict, type VerifyInput } from "../../verification.ts"
import { mostTelling } from "../most-telling.ts"
import { algorithmsFor, type JwtRule, keysOf } from "./jwt-rule.ts"
import type { JwtToken } from "./jwt-token.ts"
import { type CandidateKey, candidateKeys } from "../candidate-keys.ts"
import { judgeLifetime, type Lifetime } from "../lifetime.ts"

/**
 * Judges the tokens of a request; undefined stands for one that cannot be read. The signature is checked first, then
 * what it covers, then its times. Rejects with SECRET_INVALID and nothing else.
 */
export async function verifyJwt(
  rule: JwtRule,
  scheme: CodedScheme,
  { tokens, ...input }: VerifyInput & { readonly tokens: readonly (JwtToken | undefined)[] },
): Promise<Verification> {
  if (tokens.length === 0) return verdict(scheme, "header-missing")
  const readable = tokens.flatMap((token, index) => (token ? [{ token, index }] : []))
  if (readable.length === 0) return verdict(scheme, "malformed")
  const keys = candidateKeys(keysOf(rule), input)
  const isUnsigned = readable.every(({ token }) => token.algorithm.toLowerCase() === "none")
  const verdicts = [verdict(scheme, isUnsigned ? "downgrade" : "no-match")]
  for (const { token, index } of readable) {
    for (const candidate of keys) {
      if (!isMeantFor(rule, token, candidate) || !(await isSignedBy(token, candidate.key))) continue
      const match = matchOf(scheme, index, candidate)
      verdicts.push(judgeClaims(rule, scheme, { token, match, input }))
    }
  }
  return mostTelling(verdicts)
}

/** Whether the key may have signed the token: by its kind, and by what its owner says it is for. */
function isMeantFor(rule: JwtRule, token: JwtToken, { key, id, algorithm }: CandidateKey): boolean {
  const isAllowed = algorithmsFor(rule, key).some((allowed) => allowed === token.algorithm)
  const isItsAlgorithm = algorithm === undefined || algorithm === token.algorithm
  return isAllowed && isItsAlgorithm && (id === undefined || token.keyId === undefined || id === token.keyId)
}

async function isSignedBy({ text, algorithm }: JwtToken, key: KeyObject): Promise<boolean> {
  const { compactVerify } = await import("jose")
  try {
    await compactVerify(text, key, { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}

function matchOf(scheme: CodedScheme, signatureIndex: number, { secretIndex }: CandidateKey): SignatureMatch {
  const template = signaturePlace(scheme)?.template ?? ""
  return {
    ...placeName(scheme),
    signatureIndex,
    secretIndex,
    bodyForm: "raw",
    urlForm: "raw",
    form: { template, digest: "utf8" },
  }
}

function judgeClaims(
  rule: JwtRule,
  scheme: CodedScheme,
  {
    token,
    match,
    input,
  }: { readonly token: JwtToken; readonly match: SignatureMatch; readonly input: VerifyInput },
): Verification {
  const claims = readJsonObject(token.payload)
  if (!claims) return verdict(scheme, "malformed", match)
  if (rule.bodyHash) {
    const claim = claims[rule.bodyHash.claim]
    if (typeof claim !== "string") return verdict(scheme, "downgrade")
    const claimed = decodeStrictly(claim, rule.bodyHash.encoding)
    const digest = createHash("sha256").update(input.body).digest()
    if (!claimed || !equalDigests(claimed, digest)) return verdict(scheme, "no-match")
  }
  const times = lifetimeOf(scheme, claims)
  if (times.issued === undefined && scheme.timestamp?.toleranceSeconds !== undefined)
    return verdict(scheme, "malformed", match)
  const { reason, timestamp } = judgeLifetime(scheme.timestamp, times, input)
  return verdict(scheme, reason, match, timestamp)
}

function lifetimeOf({ timestamp }: CodedScheme, claims: Readonly<Record<string, unknown>>): Lifetime {
  const { iat, nbf, exp } = claims
  const issued = timestamp?.at === undefined ? numericDate(iat) : valueAt(claims, timestamp.at)
  const notBefore = numericDate(nbf)
  const expires = numericDate(exp)
  return {
    ...(issued !== undefined && { issued: timeText(issued) }),
    ...(notBefore !== undefined && { notBefore }),
    ...(expires !== undefined && { expires }),
  }
}

/** A time as it would be written; empty for what is none. */
function timeText(claim: unknown): string {
  if (typeof claim === "number") return String(Math.floor(claim))
  return typeof claim === "string" ? claim : ""
}

/** Seconds since the epoch (RFC 7519, section 2); not a number for what is none. */
function numericDate(claim: unknown): number | undefined {
  return claim === undefined || typeof claim === "number" ? claim : Number.NaN
}
