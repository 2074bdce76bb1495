import { type KeyObject, sign, verify, X509Certificate } from "node:crypto"
import { WhkError } from "../../errors.ts"
import { readPrivateKey, readPublicKey } from "../keys.ts"
import type { VerifyInput } from "../verification.ts"
import type { Found } from "./found.ts"

/** A public key that may have signed, and from when to when it is good where a certificate says so. */
export interface VerificationKey {
  readonly key: KeyObject
  readonly validMs?: readonly [from: number, to: number]
  /** Which of the secrets it is; null: a certificate. */
  readonly secretIndex: number | null
}

/** Shorter keys can be broken, so what they sign proves nothing; NIST has allowed none since 2014. */
const MIN_BITS = 2048

type Keys = Pick<VerifyInput, "secrets" | "certificates">

/**
 * The keys of the secrets (PEM, also of a private key or a certificate), then those of the certificates. Throws
 * SECRET_INVALID when it comes to a secret that is none, or a short one.
 */
export function* verificationKeys(
  scheme: { readonly id: string },
  { secrets, certificates = [] }: Keys,
): Generator<VerificationKey> {
  for (const [secretIndex, secret] of secrets.entries()) {
    const key = requireStrength(scheme, readPublicKey(scheme.id, secret, "rsa"))
    yield { key, ...keyOfCertificate(secret), secretIndex }
  }
  // What is no certificate of a strong RSA key is left out, for it may have been fetched.
  for (const key of certificates.map(keyOfCertificate)) if (key) yield { ...key, secretIndex: null }
}

function keyOfCertificate(text: string): Omit<VerificationKey, "secretIndex"> | undefined {
  const pem = text.replaceAll("\\n", "\n")
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return undefined
  try {
    const { publicKey, validFrom, validTo } = new X509Certificate(pem)
    if (publicKey.asymmetricKeyType !== "rsa" || bitsOf(publicKey) < MIN_BITS) return undefined
    return { key: publicKey, validMs: [Date.parse(validFrom), Date.parse(validTo)] }
  } catch {
    return undefined
  }
}

interface RsaSigned {
  readonly hash: "sha1" | "sha256"
  readonly content: Uint8Array
}

/** The signature (RSASSA-PKCS1-v1_5) of a private key. Throws SECRET_INVALID for a secret that is none, or a short one. */
export function signRsa(
  scheme: { readonly id: string },
  secret: string,
  { hash, content }: RsaSigned,
): Buffer {
  return sign(hash, content, readRsaKey(scheme, secret))
}

/** The private key of a secret. Throws SECRET_INVALID for a secret that is none, or a short one. */
export function readRsaKey(scheme: { readonly id: string }, secret: string): KeyObject {
  return requireStrength(scheme, readPrivateKey(scheme.id, secret, "rsa"))
}

function requireStrength({ id }: { readonly id: string }, key: KeyObject): KeyObject {
  const bits = bitsOf(key)
  if (bits >= MIN_BITS) return key
  throw new WhkError("SECRET_INVALID", `The RSA key has ${bits} bits; ${id} takes none under ${MIN_BITS}.`, {
    hint: `Pass the key that the provider shows, or make one: openssl genrsa ${MIN_BITS}.`,
  })
}

function bitsOf(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0
}

/** The key that made the signature; of several that did, one that is valid at that moment is taken. */
export function findSigner(
  keys: Iterable<VerificationKey>,
  signed: RsaSigned & { readonly signature: Uint8Array },
  nowMs: number,
): Found | undefined {
  let dated: Found | undefined
  for (const { key, validMs: [from, to] = [-Infinity, Infinity], secretIndex } of keys) {
    if (!isSignedBy(key, signed)) continue
    if (nowMs >= from && nowMs <= to) return { secretIndex, digest: "base64" }
    dated ??= { secretIndex, digest: "base64", reason: nowMs < from ? "future" : "stale" }
  }
  return dated
}

function isSignedBy(
  key: KeyObject,
  { hash, content, signature }: RsaSigned & { readonly signature: Uint8Array },
): boolean {
  try {
    return verify(hash, content, key, signature)
  } catch {
    return false
  }
}
