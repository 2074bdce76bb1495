import { verify as verifyWithKey } from "node:crypto"
import { firstHeader, type Headers } from "../domain/headers.ts"
import { readJsonObject } from "../domain/json.ts"
import { bodyInForm } from "./body-form.ts"
import { type ContentParts, sha256Hex, signedContent } from "./content.ts"
import { computeDigest, equalDigests, isKeyPair, isShared } from "./digest.ts"
import { hasDuplicateKeys } from "./duplicate-keys.ts"
import { judgeTimestamp } from "./freshness.ts"
import { keyBytes, keyPairKind, readPublicKey } from "./keys.ts"
import { type Candidate, companion, type Reading, readSignatures } from "./read-signatures.ts"
import { type DeclaredScheme, placeName, signsTimestamp } from "./scheme.ts"
import { fillTemplate } from "./template.ts"
import { isExactTimestamp } from "./timestamp.ts"
import { queryValues, urlInForm } from "./url-form.ts"
import { type SignatureMatch, type Verification, verdict, type VerifyInput } from "./verification.ts"

/** Verifies by reading the scheme's templates backwards; throws SECRET_INVALID and nothing else. */
export function verifyDeclared(scheme: DeclaredScheme, input: VerifyInput): Verification {
  if (scheme.algorithm === "none") return verdict(scheme, "unsigned")
  if (isUnsigned(scheme, input.headers))
    return verdict(scheme, input.secrets.length > 0 ? "downgrade" : "unsigned")
  const readings = readSignatures(scheme, input)
  if (readings.length === 0)
    return verdict(scheme, onlyWeaker(scheme, input) ? "downgrade" : "header-missing")
  if (readings.every(({ candidates }) => candidates.length === 0)) return verdict(scheme, "malformed")
  if (missesCompanion(scheme, input)) return verdict(scheme, "header-missing")

  const isTimeSigned = signsTimestamp(scheme)
  const timed = readings.filter(({ timestamp }) => timestamp !== undefined)
  if (isTimeSigned && timed.length === 0) return verdict(scheme, untimedReason(scheme))
  const found = findMatch(scheme, input, isTimeSigned ? timed : readings)
  // Of several, the one that the right signature was made over.
  const value = found ? found.timestamp : timed[0]?.timestamp
  const timestamp =
    value === undefined
      ? null
      : judgeTimestamp(scheme.timestamp ?? { unit: "s" }, { value, signed: isTimeSigned }, input)
  if (value !== undefined && isTimeSigned && (timestamp === null || !isDelimited(scheme, value)))
    return verdict(scheme, "malformed")
  if (!found) return verdict(scheme, "no-match", null, timestamp)
  const isOther = scheme.bodyIs === "json-object" && readJsonObject(input.body) === undefined
  if (isOther || (found.match.bodyForm === "reserialised" && hasDuplicateKeys(input.body)))
    return verdict(scheme, "malformed", null, timestamp)
  if (timestamp?.fresh === false)
    return verdict(scheme, timestamp.ageSeconds < 0 ? "future" : "stale", found.match, timestamp)
  return verdict(scheme, "ok", found.match, timestamp)
}

/** Whether it is clear where the timestamp ends in the signed message: by what stands between, or by its length. */
function isDelimited({ content, timestamp }: DeclaredScheme, value: string): boolean {
  const touches = content.includes("{timestamp}{") || content.includes("}{timestamp}")
  return !touches || isExactTimestamp(value, timestamp?.unit ?? "s")
}

/** A time that should stand in a header of its own got lost on the way; any other was never written. */
function untimedReason({ headers, timestamp }: DeclaredScheme): "header-missing" | "malformed" {
  const isInHeader = timestamp?.at === undefined && headers.some(([, template]) => template === "{timestamp}")
  return isInHeader ? "header-missing" : "malformed"
}

function missesCompanion(scheme: DeclaredScheme, input: VerifyInput): boolean {
  return (["{id}", "{token}"] as const).some(
    (placeholder) =>
      scheme.content.includes(placeholder) && companion(scheme, input, placeholder) === undefined,
  )
}

function findMatch(
  scheme: DeclaredScheme,
  input: VerifyInput,
  readings: readonly Reading[],
): { readonly match: SignatureMatch; readonly timestamp: string | undefined } | undefined {
  const id = companion(scheme, input, "{id}") ?? ""
  const token = companion(scheme, input, "{token}") ?? ""
  for (const bodyForm of scheme.bodyForms) {
    const body = bodyInForm(input.body, bodyForm)
    if (!body || !hasRightQuery(scheme, input.url, body)) continue
    for (const urlForm of scheme.urlForms ?? (["raw"] as const)) {
      const url = urlInForm(input.url, urlForm)
      if (url === undefined) continue
      for (const { candidates, timestamp } of readings) {
        const parts = { id, token, timestamp: timestamp ?? "", body, url, method: input.method }
        const found = matchBySecrets(scheme, input.secrets, { parts, candidates })
        if (!found) continue
        const { index: signatureIndex, form } = found.candidate
        return {
          match: {
            ...placeName(scheme),
            signatureIndex,
            secretIndex: found.secretIndex,
            bodyForm,
            urlForm,
            form,
          },
          timestamp,
        }
      }
    }
  }
  return undefined
}

function matchBySecrets(
  scheme: DeclaredScheme,
  secrets: readonly string[],
  read: { readonly parts: Omit<ContentParts, "secret">; readonly candidates: readonly Candidate[] },
): { readonly secretIndex: number; readonly candidate: Candidate } | undefined {
  for (const [secretIndex, secret] of secrets.entries()) {
    const content = signedContent(scheme.content, { ...read.parts, secret: Buffer.from(secret, "utf8") })
    const isMade = signatureTest(scheme, secret, content)
    const candidate = read.candidates.find(({ bytes }) => isMade(bytes))
    if (candidate) return { secretIndex, candidate }
  }
  return undefined
}

/** Tells of each candidate whether the secret made it over the content. */
function signatureTest(
  scheme: DeclaredScheme,
  secret: string,
  content: readonly Uint8Array[],
): (candidate: Uint8Array) => boolean {
  const { algorithm } = scheme
  if (isShared(algorithm)) {
    const expected = computeDigest(algorithm, keyBytes(scheme, secret), content)
    return (candidate) => equalDigests(candidate, expected)
  }
  if (!isKeyPair(algorithm)) return () => false
  const key = readPublicKey(scheme.id, secret, keyPairKind(algorithm))
  const signed = Buffer.concat(content)
  return (candidate) => {
    try {
      return verifyWithKey(algorithm === "ed25519" ? null : "sha256", signed, key, candidate)
    } catch {
      return false
    }
  }
}

/**
 * Every parameter that the scheme puts into the URL stands there once and says the right thing, and so does one that
 * only some of the provider's requests carry.
 */
export function hasRightQuery(
  { query = [], queryIfThere = [] }: DeclaredScheme,
  url: string,
  body: Uint8Array,
): boolean {
  const carried = queryIfThere.filter(([name]) => queryValues(url, name).length > 0)
  return [...query, ...carried].every(([name, template]) => {
    const values = queryValues(url, name)
    return values.length === 1 && values[0] === fillTemplate(template, { "body-sha256": sha256Hex(body) })
  })
}

/** Whether a request carries what the scheme sends without a key; an empty header may have got lost on the way. */
function isUnsigned(scheme: DeclaredScheme, headers: Headers): boolean {
  const { unsigned = [] } = scheme
  return (
    unsigned.length > 0 && unsigned.every(([name, value]) => (firstHeader(headers, name) ?? "") === value)
  )
}

/** Whether the weaker signature is there and right while the strong one is missing. */
function onlyWeaker(scheme: DeclaredScheme, input: VerifyInput): boolean {
  const alone = input.secrets.length === 0 ? undefined : weakerAlone(scheme)
  return alone !== undefined && verifyDeclared(alone, input).match !== null
}

/** The scheme as if it had only its weaker signature, if it has one. */
export function weakerAlone({ weaker, ...scheme }: DeclaredScheme): DeclaredScheme | undefined {
  return weaker && { ...scheme, algorithm: weaker.algorithm, digest: weaker.digest, headers: [weaker.header] }
}
