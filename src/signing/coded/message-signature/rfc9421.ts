import type { Request as Message } from "http-message-signatures"
import { firstHeader, type Header } from "../../../domain/headers.ts"
import { WhkError } from "../../../errors.ts"
import { type CodedScheme, placeName } from "../../scheme.ts"
import type { Signed, SigningInput } from "../../signing-input.ts"
import { type SignatureMatch, type Verification, verdict, type VerifyInput } from "../../verification.ts"
import { type CandidateKey, candidateKeys } from "../candidate-keys.ts"
import { contentDigest } from "./content-digest.ts"
import { signingKey, thumbprint } from "../key-material.ts"
import { judgeLifetime } from "../lifetime.ts"
import { messageKeys, messageSigner } from "./message-algorithms.ts"
import {
  type Coverage,
  type LabelledSignature,
  labelledSignatures,
  signatureReader,
} from "./message-signature.ts"
import { hasRawTarget } from "./message-signature-target.ts"
import { mostTelling } from "../most-telling.ts"

const ID = "rfc9421"
const COMPONENTS = ["@method", "@authority", "@path", "content-digest"]

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530). A signature covers the body only if it covers a
 * digest of it, and the digest is right: one that is right and leaves the body open is a downgrade, never a proof,
 * even for an empty body.
 */
export const rfc9421: CodedScheme = {
  id: ID,
  recipe: {
    algorithm:
      "hmac-sha256, ed25519, ecdsa-p256-sha256, rsa-pss-sha512 or rsa-v1_5-sha256, by the kind of the key",
    key: "a shared secret in base64, or a key pair: the private key signs, the public key verifies",
    content:
      'the signature base of RFC 9421, which must cover "content-digest"; the digest is checked as well',
  },
  coversBody: true,
  headers: [
    ["Content-Digest", "sha-256=:{body-sha256}:"],
    [
      "Signature-Input",
      `sig1=(${COMPONENTS.map((component) => `"${component}"`).join(" ")});created={timestamp};keyid="{key}";alg="{algorithm}"`,
    ],
    ["Signature", "sig1=:{signature}:"],
  ],
  // The RFC leaves the oldest age to the verifier.
  timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  isCarried: ({ headers }) =>
    ["Signature-Input", "Signature"].every((name) => firstHeader(headers, name) !== undefined),
  checkSecret(secret) {
    signingKey(messageKeys(ID), secret)
  },
  sign,
  async verify(input) {
    return await verify(this, input)
  },
}

async function sign(input: SigningInput): Promise<Signed> {
  if (input.secrets.length === 0)
    throw new WhkError("SECRET_MISSING", `${ID} has no way to send without a secret.`)
  const { httpbis } = await import("http-message-signatures")
  const { method, url } = input
  let message: Message = { method, url, headers: { "Content-Digest": contentDigest(input.body) } }
  for (const [index, secret] of input.secrets.entries()) {
    const key = signingKey(messageKeys(ID), secret)
    message = await httpbis.signMessage(
      {
        key: await messageSigner(key, key.type === "private" ? await thumbprint(key) : "shared-secret"),
        name: `sig${index + 1}`,
        fields: COMPONENTS,
        params: ["created", "keyid", "alg"],
        paramValues: { created: new Date(input.timestampMs) },
      },
      message,
    )
  }
  const written = (name: string): string => [message.headers[name] ?? ""].flat().join(", ")
  return {
    headers: ["Content-Digest", "Signature-Input", "Signature"].map((name): Header => [name, written(name)]),
    url,
    body: input.body,
    signature: { header: "Signature", field: null, value: written("Signature") },
    signedBodyDiffers: false,
  }
}

async function verify(scheme: CodedScheme, input: VerifyInput): Promise<Verification> {
  const isThere = scheme.isCarried?.(input) ?? false
  if (!isThere) return verdict(scheme, "header-missing")
  // A signature does not have to cover the URL, so a caller may know none.
  const isReadable = input.url === "" || hasRawTarget(input.url)
  const signatures = isReadable ? labelledSignatures(input.headers) : []
  if (signatures.length === 0) return verdict(scheme, "malformed")
  const readSignature = signatureReader(input)
  const keys = candidateKeys(messageKeys(ID), input)
  const verdicts = [verdict(scheme, "no-match")]
  for (const signature of signatures) {
    for (const key of keys) {
      const coverage = await readSignature(signature, key)
      if (coverage) verdicts.push(judge(scheme, { coverage, match: matchOf(scheme, signature, key) }, input))
    }
  }
  return mostTelling(verdicts)
}

function judge(
  scheme: CodedScheme,
  { coverage, match }: { readonly coverage: Coverage; readonly match: SignatureMatch },
  input: VerifyInput,
): Verification {
  if (coverage.body === undefined) return verdict(scheme, "downgrade")
  if (!coverage.body) return verdict(scheme, "no-match")
  const { issued, expires } = coverage.lifetime
  if (issued === undefined && expires === undefined && hasTolerance(scheme, input))
    return verdict(scheme, "malformed", match)
  const { reason, timestamp } = judgeLifetime(scheme.timestamp, coverage.lifetime, input)
  return verdict(scheme, reason, match, timestamp)
}

/** Whether some age is too old, so that a signature without any time would be good for ever. */
function hasTolerance({ timestamp }: CodedScheme, { toleranceSeconds }: VerifyInput): boolean {
  return Number.isFinite(toleranceSeconds ?? timestamp?.toleranceSeconds ?? Infinity)
}

function matchOf(
  scheme: CodedScheme,
  { label, index }: LabelledSignature,
  { secretIndex }: CandidateKey,
): SignatureMatch {
  return {
    ...placeName(scheme),
    signatureIndex: index,
    secretIndex,
    bodyForm: "raw",
    urlForm: "raw",
    form: { template: `${label}=:{signature}:`, digest: "base64" },
  }
}
