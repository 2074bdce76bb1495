import { createPublicKey, createSecretKey, type KeyObject } from "node:crypto"
import { WhkError } from "../../errors.ts"
import { decodeStrictly } from "../digest.ts"
import { parseKey } from "../keys.ts"

/** What a key is, as far as it decides which algorithms it can be used with. */
export type KeyKind = "secret" | "rsa" | "rsa-pss" | "p256" | "p384" | "p521" | "ed25519"

/** Which keys a scheme takes as its secret. */
export interface KeyRequirement {
  readonly schemeId: string
  readonly kinds: readonly KeyKind[]
  /** How the text of a shared secret becomes bytes. */
  readonly sharedDecoding?: "utf8" | "base64"
}

const KIND_NAME: Readonly<Record<KeyKind, string>> = {
  secret: "a shared secret",
  rsa: "an RSA key",
  "rsa-pss": "an RSA-PSS key",
  p256: "an ECDSA (P-256) key",
  p384: "an ECDSA (P-384) key",
  p521: "an ECDSA (P-521) key",
  ed25519: "an Ed25519 key",
}

const CURVE_KIND: Readonly<Record<string, KeyKind>> = {
  prime256v1: "p256",
  secp384r1: "p384",
  secp521r1: "p521",
}

// RFC 7518 (section 3.3) asks for at least this much, and so do the libraries.
const SHORTEST_RSA_BITS = 2048

/** The kind of a key, or undefined for one that no scheme here can use. */
export function keyKind(key: KeyObject): KeyKind | undefined {
  if (key.type === "secret") return "secret"
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === "ed25519") return "ed25519"
  if (type === "rsa" || type === "rsa-pss")
    return (details?.modulusLength ?? 0) >= SHORTEST_RSA_BITS ? type : undefined
  return type === "ec" ? CURVE_KIND[details?.namedCurve ?? ""] : undefined
}

/** The key a secret signs with. Throws SECRET_INVALID for one that is no such key, also for a public one. */
export function signingKey(requirement: KeyRequirement, secret: string): KeyObject {
  const key = readKey(requirement, secret)
  if (key.type !== "public") return key
  throw invalid(
    `The key given is a public key; ${requirement.schemeId} signs with a private one.`,
    "Pass the private key (PEM) to sign; the public one can only verify.",
  )
}

/** The key a secret verifies with: the public one of a pair. Throws SECRET_INVALID for one that is no such key. */
export function verifyingKey(requirement: KeyRequirement, secret: string): KeyObject {
  const key = readKey(requirement, secret)
  return key.type === "private" ? createPublicKey(key) : key
}

/** The JWK thumbprint (RFC 7638) of a key pair: an id that both its halves have. */
export async function thumbprint(key: KeyObject): Promise<string> {
  const { calculateJwkThumbprint } = await import("jose")
  return await calculateJwkThumbprint(key.type === "private" ? createPublicKey(key) : key)
}

function readKey(requirement: KeyRequirement, secret: string): KeyObject {
  const { schemeId, kinds } = requirement
  const isOnlyEd25519 = kinds.length === 1 && kinds[0] === "ed25519"
  const pair = parseKey(secret, isOnlyEd25519 ? "ed25519" : undefined)
  if (!pair) return sharedKey(requirement, secret)
  const kind = keyKind(pair)
  if (kind !== undefined && kinds.includes(kind)) return pair
  throw invalid(
    `The key given is ${kind === undefined ? otherName(pair) : KIND_NAME[kind]}; ${schemeId} uses ${wanted(kinds)}.`,
    "Pass the key that the provider shows for its webhooks.",
  )
}

/**
 * A shared secret, which no text is that can be told to be a key pair's, in whatever notation: whoever knows a public
 * key could sign with it as if it were a shared secret. 32 bytes without more are a shared secret here, and nothing else.
 */
function sharedKey({ schemeId, kinds, sharedDecoding = "utf8" }: KeyRequirement, secret: string): KeyObject {
  if (!kinds.includes("secret") || looksLikePair(secret))
    throw invalid(
      `The secret is no key that can be read; ${schemeId} uses ${wanted(kinds)}.`,
      "Pass a key in PEM or as a JWK, for example --secret file:key.pem.",
    )
  const bytes = sharedDecoding === "utf8" ? Buffer.from(secret, "utf8") : decodeStrictly(secret, "base64")
  if (!bytes)
    throw invalid(
      `The secret is not base64, which ${schemeId} requires.`,
      "Write the bytes of the shared secret in base64, without spaces or quotes.",
    )
  // An empty key would sign all the same, and anybody could.
  if (bytes.length === 0) throw new WhkError("SECRET_INVALID", "The secret is empty.")
  return createSecretKey(bytes)
}

const PAIR_NOTATION = /-----(?:BEGIN|END) |^\s*\{|^\s*(?:ssh-|ecdsa-sha2-|whpk_|whsk_)/

/** Also one that lost its PEM lines, or was written in base64url, or is broken. */
function looksLikePair(secret: string): boolean {
  const joined = secret
    .replaceAll("\\n", "")
    .replace(/[\s"']+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/")
  const bare = joined.replace(/=+$/, "")
  const padded = bare.padEnd(Math.ceil(bare.length / 4) * 4, "=")
  return PAIR_NOTATION.test(secret) || parseKey(padded) !== undefined
}

function otherName(key: KeyObject): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === "rsa") return `an RSA key of ${details?.modulusLength} bits`
  return `a key of type ${type}${details?.namedCurve === undefined ? "" : ` on the curve ${details.namedCurve}`}`
}

function wanted(kinds: readonly KeyKind[]): string {
  const [last, ...others] = kinds.map((kind) => KIND_NAME[kind]).toReversed()
  return others.length === 0 ? `${last}` : `${others.toReversed().join(", ")} or ${last}`
}

function invalid(message: string, hint: string): WhkError {
  return new WhkError("SECRET_INVALID", message, { hint })
}
