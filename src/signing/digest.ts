import { createHmac, timingSafeEqual } from "node:crypto"
import { WhkError } from "../errors.ts"
import type { Algorithm, BodyForm, DigestEncoding, Scheme } from "./scheme.ts"

/** The key bytes of a secret under a scheme. Throws SECRET_INVALID when it cannot be decoded. */
export function keyBytes(scheme: Scheme, secret: string): Buffer {
  const { decoding, prefix } = scheme.key
  const text = prefix !== undefined && secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  const bytes = decoding === "utf8" ? Buffer.from(text, "utf8") : decodeStrictly(text, decoding)
  // An empty key would sign all the same, and anybody could.
  if (bytes?.length === 0) throw new WhkError("SECRET_INVALID", "The secret is empty.")
  if (!bytes) {
    throw new WhkError("SECRET_INVALID", `The secret is not ${decoding}, which ${scheme.id} requires.`, {
      hint: `Copy the whole secret${prefix ? `, ${prefix}…` : ""}, without spaces or quotes.`,
    })
  }
  return bytes
}

/** The bytes that are signed: the content template with the body put in as bytes. */
export function signedContent(
  scheme: Scheme,
  parts: { readonly id: string; readonly timestamp: string; readonly body: Uint8Array },
): Uint8Array[] {
  return scheme.content.split(/(\{\w+\})/).map((piece) => {
    if (piece === "{body}") return parts.body
    if (piece === "{id}") return Buffer.from(parts.id, "utf8")
    if (piece === "{timestamp}") return Buffer.from(parts.timestamp, "utf8")
    return Buffer.from(piece, "utf8")
  })
}

const HASH: Readonly<Record<Algorithm, { readonly name: string; readonly length: number }>> = {
  "hmac-sha1": { name: "sha1", length: 20 },
  "hmac-sha256": { name: "sha256", length: 32 },
  "hmac-sha512": { name: "sha512", length: 64 },
}

/** How many bytes a digest of this algorithm has. */
export function digestLength(algorithm: Algorithm): number {
  return HASH[algorithm].length
}

/** The raw digest over the content pieces in order. */
export function computeDigest(algorithm: Algorithm, key: Uint8Array, content: readonly Uint8Array[]): Buffer {
  const hmac = createHmac(HASH[algorithm].name, key)
  for (const piece of content) hmac.update(piece)
  return hmac.digest()
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

/** The body in the form that is signed, or undefined when it cannot be brought into that form (it is not JSON). */
export function bodyInForm(body: Uint8Array, form: BodyForm): Uint8Array | undefined {
  if (form === "raw") return body
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)
    return Buffer.from(JSON.stringify(JSON.parse(text)), "utf8")
  } catch {
    return undefined
  }
}
