import { sign as signWithKey, verify as verifyWithKey } from "node:crypto"
import { firstHeader, type Header, type Headers, headerValues } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { sha256Hex } from "../content.ts"
import { decodeStrictly } from "../digest.ts"
import { type CodedScheme, placeName } from "../scheme.ts"
import type { Signed, SigningInput } from "../signing-input.ts"
import { fillTemplate } from "../template.ts"
import { formatTimestamp } from "../timestamp.ts"
import { type Verification, verdict, type VerifyInput } from "../verification.ts"
import { type CandidateKey, candidateKeys } from "./candidate-keys.ts"
import { type KeyRequirement, signingKey } from "./key-material.ts"
import { judgeLifetime } from "./lifetime.ts"
import { mostTelling } from "./most-telling.ts"

const KEYS: KeyRequirement = { schemeId: "fal", kinds: ["ed25519"] }
const SIGNATURE = "X-Fal-Webhook-Signature"
const TIMESTAMP = "X-Fal-Webhook-Timestamp"
/** The headers that are signed, in the order of their lines. */
const SIGNED_HEADERS = ["X-Fal-Webhook-Request-Id", "X-Fal-Webhook-User-Id", TIMESTAMP]

/** fal.ai: Ed25519 over three headers and the hash of the body, each on a line of its own. */
export const falScheme: CodedScheme = {
  id: "fal",
  recipe: {
    algorithm: "ed25519, written as hex",
    key: "the private key signs; any key of fal's key set may verify",
    content:
      "request id, user id, timestamp and the SHA-256 of the body in hexadecimal, joined by line breaks",
  },
  coversBody: true,
  headers: [
    ["X-Fal-Webhook-Request-Id", "{id}"],
    ["X-Fal-Webhook-User-Id", "user_demo"],
    [TIMESTAMP, "{timestamp}"],
    [SIGNATURE, "{signature}"],
  ],
  timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  keySource: () => ({ url: "https://rest.fal.ai/.well-known/jwks.json", kind: "jwks" }),
  checkSecret(secret) {
    signingKey(KEYS, secret)
  },
  async sign(input) {
    return sign(this, input)
  },
  async verify(input) {
    return verify(this, input)
  },
}

function sign(scheme: CodedScheme, { secrets, id, timestampMs, url, body }: SigningInput): Signed {
  const [secret] = secrets
  if (secret === undefined)
    throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
  const values = { id, timestamp: formatTimestamp(timestampMs, "s") }
  const filled = scheme.headers.map(([name, template]): Header => [name, fillTemplate(template, values)])
  const signature = signWithKey(null, signedContent(filled, body), signingKey(KEYS, secret)).toString("hex")
  return {
    headers: filled.map(([name, value]) => [name, fillTemplate(value, { signature })]),
    url,
    body,
    signature: { header: SIGNATURE, field: null, value: signature },
    signedBodyDiffers: false,
  }
}

function verify(scheme: CodedScheme, input: VerifyInput): Verification {
  const { headers, body } = input
  const lines = SIGNED_HEADERS.map((name) => firstHeader(headers, name))
  const signatures = headerValues(headers, SIGNATURE).map((text) => decodeStrictly(text.trim(), "hex"))
  if (signatures.length === 0 || lines.some((line) => line === undefined || line === ""))
    return verdict(scheme, "header-missing")
  // A line break inside a header would move what is signed from one line to another.
  const isReadable = signatures.some((bytes) => bytes?.length === 64)
  if (!isReadable || lines.some((line) => /[\r\n]/.test(line ?? ""))) return verdict(scheme, "malformed")

  const content = signedContent(headers, body)
  const verdicts = [verdict(scheme, "no-match")]
  for (const candidate of candidateKeys(KEYS, input)) {
    const signatureIndex = signatures.findIndex((bytes) => bytes && isSignedBy(candidate, content, bytes))
    if (signatureIndex === -1) continue
    const match = {
      ...placeName(scheme),
      signatureIndex,
      secretIndex: candidate.secretIndex,
      bodyForm: "raw",
      urlForm: "raw",
      form: { template: "{signature}", digest: "hex" },
    } as const
    const { reason, timestamp } = judgeLifetime(
      scheme.timestamp,
      { issued: firstHeader(headers, TIMESTAMP) ?? "" },
      input,
    )
    verdicts.push(verdict(scheme, reason, match, timestamp))
  }
  return mostTelling(verdicts)
}

function signedContent(headers: Headers, body: Uint8Array): Buffer {
  const lines = SIGNED_HEADERS.map((name) => firstHeader(headers, name) ?? "")
  return Buffer.from([...lines, sha256Hex(body)].join("\n"), "utf8")
}

function isSignedBy({ key }: CandidateKey, content: Buffer, signature: Uint8Array): boolean {
  try {
    return key.asymmetricKeyType === "ed25519" && verifyWithKey(null, content, key, signature)
  } catch {
    return false
  }
}
