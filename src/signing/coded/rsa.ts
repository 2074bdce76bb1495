import { type KeyObject, sign, verify, X509Certificate } from "node:crypto"
import { WhkError } from "../../errors.ts"
import { readPrivateKey, readPublicKey } from "../keys.ts"

/** A public key that may have signed, and from when to when it is good where a certificate says so. */
export interface VerificationKey {
  readonly key: KeyObject
  readonly validMs?: readonly [from: number, to: number]
}

/** The public key in a secret: PEM, also of a private key or a certificate. Throws SECRET_INVALID for anything else. */
export function keyOfSecret(scheme: { readonly id: string }, secret: string): VerificationKey {
  const key = readPublicKey(scheme.id, secret, "rsa")
  return keyOfCertificate(secret) ?? { key }
}

/** The keys of certificates in PEM; what is no certificate of an RSA key is left out, for it may have been fetched. */
export function keysOfCertificates(certificates: readonly string[] = []): VerificationKey[] {
  return certificates.flatMap((pem) => keyOfCertificate(pem) ?? [])
}

function keyOfCertificate(text: string): VerificationKey | undefined {
  const pem = text.replaceAll("\\n", "\n")
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return undefined
  try {
    const { publicKey, validFrom, validTo } = new X509Certificate(pem)
    if (publicKey.asymmetricKeyType !== "rsa") return undefined
    return { key: publicKey, validMs: [Date.parse(validFrom), Date.parse(validTo)] }
  } catch {
    return undefined
  }
}

interface RsaSigned {
  readonly hash: "sha1" | "sha256"
  readonly content: Uint8Array
}

/** The signature (RSASSA-PKCS1-v1_5) of a private key. Throws SECRET_INVALID for a secret that is none. */
export function signRsa(
  scheme: { readonly id: string },
  secret: string,
  { hash, content }: RsaSigned,
): Buffer {
  const key = readPrivateKey(scheme.id, secret, "rsa")
  try {
    return sign(hash, content, key)
  } catch (cause) {
    throw new WhkError("SECRET_INVALID", `The RSA key is too short for ${scheme.id}.`, { cause })
  }
}

/** Whether one of the keys made the signature; of several that did, one that is valid at that moment is taken. */
export function findSigner(
  keys: readonly VerificationKey[],
  signed: RsaSigned & { readonly signature: Uint8Array },
  nowMs: number,
): { readonly reason?: "stale" | "future" } | undefined {
  const reasons = keys
    .filter(({ key }) => isSignedBy(key, signed))
    .map(({ validMs: [from, to] = [-Infinity, Infinity] }) => {
      if (nowMs < from) return { reason: "future" } as const
      return nowMs > to ? ({ reason: "stale" } as const) : {}
    })
  return reasons.find((found) => !("reason" in found)) ?? reasons[0]
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
