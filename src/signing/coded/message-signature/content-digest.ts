import { createHash } from "node:crypto"
import { decodeStrictly, equalDigests } from "../../digest.ts"
import { dictionaryMembers } from "./dictionary.ts"

/** The hashes of RFC 9530 that still prove something. */
const HASHES: Readonly<Record<string, string>> = { "sha-256": "sha256", "sha-512": "sha512" }

/** The value of a Content-Digest header (RFC 9530) for a body. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`
}

/**
 * Tells whether a Content-Digest header says the right thing about a body: every digest in it whose hash still proves
 * something, or the one named. Undefined where there is no such digest. Each digest is computed once at most, for a
 * signature may cover the header many times and a body is large.
 */
export function contentDigestCheck(
  lines: readonly string[],
  hash: (algorithm: string) => Uint8Array,
): (name?: string) => boolean | undefined {
  const digests = dictionaryMembers(lines).flatMap(({ name, value }) => {
    const algorithm = Object.hasOwn(HASHES, name) ? HASHES[name] : undefined
    return algorithm === undefined ? [] : [{ name, value, algorithm }]
  })
  const verdicts = new Map<string, boolean>()
  const isRight = ({ value, algorithm }: { readonly value: string; readonly algorithm: string }): boolean => {
    const known = verdicts.get(algorithm)
    if (known !== undefined) return known
    const [, text = ""] = /^:([A-Za-z0-9+/=]+):$/.exec(value) ?? []
    const claimed = decodeStrictly(text, "base64")
    const verdict = claimed !== undefined && equalDigests(claimed, hash(algorithm))
    verdicts.set(algorithm, verdict)
    return verdict
  }
  return (name) => {
    const meant = name === undefined ? digests : digests.filter((digest) => digest.name === name)
    return meant.length === 0 ? undefined : meant.every(isRight)
  }
}
