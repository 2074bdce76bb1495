import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import type { Algorithm, DigestEncoding } from "./scheme.ts"

const LENGTH: Readonly<Partial<Record<Algorithm, number>>> = {
  "hmac-sha1": 20,
  "hmac-sha256": 32,
  "hmac-sha512": 64,
  sha256: 32,
  ed25519: 64,
}

/** How many bytes a signature of this algorithm has, or undefined where that varies. */
export function digestLength(algorithm: Algorithm): number | undefined {
  return LENGTH[algorithm]
}

/** Algorithms that hash a message. */
export type HashAlgorithm = "hmac-sha1" | "hmac-sha256" | "hmac-sha512" | "sha256"

/** Algorithms with which both sides hold the same secret. */
export type SharedAlgorithm = HashAlgorithm | "token"

/** Algorithms whose private key signs and whose public key verifies. */
export type KeyPairAlgorithm = "ed25519" | "ecdsa-p256-sha256"

export function isKeyPair(algorithm: Algorithm): algorithm is KeyPairAlgorithm {
  return algorithm === "ed25519" || algorithm === "ecdsa-p256-sha256"
}

export function isHash(algorithm: Algorithm): algorithm is HashAlgorithm {
  return algorithm.startsWith("hmac-") || algorithm === "sha256"
}

export function isShared(algorithm: Algorithm): algorithm is SharedAlgorithm {
  return isHash(algorithm) || algorithm === "token"
}

/** The raw digest over the content pieces in order; a token is its key. */
export function computeDigest(
  algorithm: SharedAlgorithm,
  key: Uint8Array,
  content: readonly Uint8Array[],
): Buffer {
  if (algorithm === "token") return Buffer.from(key)
  const hash =
    algorithm === "sha256" ? createHash("sha256") : createHmac(algorithm.slice("hmac-".length), key)
  for (const piece of content) hash.update(piece)
  return hash.digest()
}

/** The bytes of a digest in its one canonical spelling, or undefined for anything else. */
export function decodeStrictly(text: string, encoding: DigestEncoding): Buffer | undefined {
  const bytes = Buffer.from(text, encoding)
  return bytes.toString(encoding) === text ? bytes : undefined
}

/** Compares without telling by its time where the difference is. */
export function equalDigests(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
