import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import type { Algorithm, DigestEncoding } from "./scheme.ts"

const HASH: Readonly<Partial<Record<Algorithm, { readonly name: string; readonly length: number }>>> = {
  "hmac-sha1": { name: "sha1", length: 20 },
  "hmac-sha256": { name: "sha256", length: 32 },
  "hmac-sha512": { name: "sha512", length: 64 },
  sha256: { name: "sha256", length: 32 },
  ed25519: { name: "", length: 64 },
}

/** How many bytes a signature of this algorithm has, or undefined where that varies. */
export function digestLength(algorithm: Algorithm): number | undefined {
  return HASH[algorithm]?.length
}

/** Algorithms that both sides compute from the same secret. */
export type SharedAlgorithm = "hmac-sha1" | "hmac-sha256" | "hmac-sha512" | "sha256" | "token"

/** The raw digest over the content pieces in order; a token is its key. */
export function computeDigest(
  algorithm: SharedAlgorithm,
  key: Uint8Array,
  content: readonly Uint8Array[],
): Buffer {
  if (algorithm === "token") return Buffer.from(key)
  const hash = algorithm === "sha256" ? createHash("sha256") : createHmac(HASH[algorithm]!.name, key)
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
