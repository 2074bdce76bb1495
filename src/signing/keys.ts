import { createECDH, createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto"
import { WhkError } from "../errors.ts"
import { decodeStrictly, type KeyPairAlgorithm } from "./digest.ts"
import type { KeyRule } from "./scheme.ts"

export type KeyPairKind = "ed25519" | "ec" | "rsa"

const KIND_NAME: Readonly<Record<string, string>> = {
  ed25519: "an Ed25519 key",
  ec: "an ECDSA (P-256) key",
  rsa: "an RSA key",
}

/** The kind of key pair that an algorithm takes. */
export function keyPairKind(algorithm: KeyPairAlgorithm): "ed25519" | "ec" {
  return algorithm === "ed25519" ? "ed25519" : "ec"
}

/** The key bytes of a shared secret under a scheme. Throws SECRET_INVALID when it cannot be decoded, or is empty. */
export function keyBytes(scheme: { readonly id: string; readonly key: KeyRule }, secret: string): Buffer {
  const bytes = tryKeyBytes(scheme.key, secret)
  if (bytes) return bytes
  const { decoding, prefix } = scheme.key
  if (secret === "" || secret === prefix) throw new WhkError("SECRET_INVALID", "The secret is empty.")
  throw new WhkError("SECRET_INVALID", `The secret is not ${decoding}, which ${scheme.id} requires.`, {
    hint: `Copy the whole secret${prefix ? `, ${prefix}…` : ""}, without spaces or quotes.`,
  })
}

/** The key bytes of a secret, or undefined where it is not written as the rule says. */
export function tryKeyBytes(
  { decoding, prefix, withoutPrefix }: KeyRule,
  secret: string,
): Buffer | undefined {
  const hasPrefix = prefix !== undefined && secret.startsWith(prefix)
  const text = hasPrefix ? secret.slice(prefix.length) : secret
  const isText = decoding === "utf8" || decoding === "keypair" || (withoutPrefix === "utf8" && !hasPrefix)
  // Adyen shows its keys in capital hexadecimal; either case is the same key.
  const digits = decoding === "hex" ? text.toLowerCase() : text
  const bytes = isText ? Buffer.from(text, "utf8") : decodeStrictly(digits, decoding)
  // An empty key would sign all the same, and anybody could.
  return bytes?.length === 0 ? undefined : bytes
}

/**
 * A private key to sign with: PEM (also with `\n` written out), base64 PKCS#8, a JWK, or `whsk_…` of Standard Webhooks.
 * Throws SECRET_INVALID, also for a public key or one of another kind.
 */
export function readPrivateKey(schemeId: string, text: string, kind: KeyPairKind): KeyObject {
  const key = parseKey(text, kind)
  if (!key) throw notAKey(schemeId, kind, "private")
  if (key.type === "public")
    throw new WhkError(
      "SECRET_INVALID",
      `The key given is a public key; ${schemeId} signs with a private one.`,
      {
        hint: "Pass the private key (PEM) to sign; the public one can only verify.",
      },
    )
  return requireKind(schemeId, key, kind)
}

/**
 * A public key to verify with: PEM (a certificate and a private key as well), base64 SPKI, a JWK, 32 bytes in
 * hexadecimal or base64 for Ed25519, or `whpk_…`. Throws SECRET_INVALID, also for one of another kind.
 */
export function readPublicKey(schemeId: string, text: string, kind: KeyPairKind): KeyObject {
  const key = parseKey(text, kind)
  if (!key) throw notAKey(schemeId, kind, "public")
  return requireKind(schemeId, key.type === "private" ? createPublicKey(key) : key, kind)
}

function requireKind(schemeId: string, key: KeyObject, kind: KeyPairKind): KeyObject {
  const isRightCurve = kind !== "ec" || key.asymmetricKeyDetails?.namedCurve === "prime256v1"
  if (key.asymmetricKeyType === kind && isRightCurve) return key
  const { asymmetricKeyType: type = "", asymmetricKeyDetails: details } = key
  const isOtherCurve = type === "ec" && details?.namedCurve !== "prime256v1"
  const found = isOtherCurve
    ? `an ECDSA key on the curve ${details?.namedCurve}`
    : (KIND_NAME[type] ?? `a key of type ${type}`)
  throw new WhkError("SECRET_INVALID", `The key given is ${found}; ${schemeId} uses ${KIND_NAME[kind]}.`, {
    hint: "Pass the key that the provider shows for its webhooks.",
  })
}

function notAKey(schemeId: string, kind: KeyPairKind, use: "private" | "public"): WhkError {
  return new WhkError(
    "SECRET_INVALID",
    `The secret is no ${use} key; ${schemeId} needs ${KIND_NAME[kind]}.`,
    {
      hint:
        use === "private"
          ? "Pass a private key in PEM, for example --secret file:private.pem."
          : "Pass the public key in PEM, base64 or hexadecimal, as the provider shows it.",
    },
  )
}

/**
 * A key of a pair in any of these notations, or undefined for text that is none. 32 bytes without more are a key only
 * where an Ed25519 key is wanted.
 */
export function parseKey(given: string, kind?: KeyPairKind): KeyObject | undefined {
  const text = given.replaceAll("\\n", "\n").trim()
  try {
    if (text.includes("-----BEGIN CERTIFICATE-----")) return new X509Certificate(text).publicKey
    if (text.includes("PRIVATE KEY-----")) return createPrivateKey(text)
    if (text.includes("-----BEGIN ")) return createPublicKey(text)
    if (text.startsWith("{")) return parseJwk(JSON.parse(text) as Record<string, unknown>)
    return parseBytes(text, kind)
  } catch {
    return undefined
  }
}

function parseJwk(jwk: Record<string, unknown>): KeyObject {
  return "d" in jwk
    ? createPrivateKey({ key: jwk, format: "jwk" })
    : createPublicKey({ key: jwk, format: "jwk" })
}

function parseBytes(text: string, kind: KeyPairKind | undefined): KeyObject | undefined {
  const isPrivate = text.startsWith("whsk_")
  const bare = text.replace(/^wh[sp]k_/, "")
  const bytes = /^[0-9a-f]{64}$/i.test(bare) ? Buffer.from(bare, "hex") : decodeStrictly(bare, "base64")
  if (!bytes) return undefined
  if (isPrivate && (bytes.length === 32 || bytes.length === 64)) return ed25519FromSeed(bytes.subarray(0, 32))
  if (bytes.length === 32 && kind === "ed25519") return ed25519FromPublic(bytes)
  // DER: PKCS#8 begins with a version number, SPKI with a sequence.
  return bytes[0] === 0x30 && /^30(?:81..|82....|..)020100/.test(bytes.toString("hex", 0, 8))
    ? createPrivateKey({ key: bytes, format: "der", type: "pkcs8" })
    : createPublicKey({ key: bytes, format: "der", type: "spki" })
}

const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex")
const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex")

/** The Ed25519 private key of a 32-byte seed. */
export function ed25519FromSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: "der", type: "pkcs8" })
}

function ed25519FromPublic(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([ED25519_SPKI, bytes]), format: "der", type: "spki" })
}

/** The P-256 private key of 32 bytes. */
export function p256FromSeed(seed: Uint8Array): KeyObject {
  const curve = createECDH("prime256v1")
  // A number above the group's order is no key; clearing one bit keeps it below.
  const scalar = Buffer.from(seed)
  scalar[0]! &= 0x7f
  curve.setPrivateKey(scalar)
  const point = curve.getPublicKey()
  const part = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url")
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: part(scalar),
    x: part(point.subarray(1, 33)),
    y: part(point.subarray(33)),
  }
  return createPrivateKey({ key: jwk, format: "jwk" })
}

/** The 32 bytes of an Ed25519 public key. */
export function ed25519PublicBytes(key: KeyObject): Buffer {
  const spki = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" })
  return spki.subarray(ED25519_SPKI.length)
}

/** A private key in PEM. */
export function privatePem(key: KeyObject): string {
  return key.export({ format: "pem", type: "pkcs8" }).toString().trim()
}
