import { createHash } from "node:crypto"
import { decodeStrictly, equalDigests } from "../digest.ts"
import { dictionaryMembers } from "./dictionary.ts"

/** The hashes of RFC 9530 that still prove something. */
const HASHES: Readonly<Record<string, string>> = { "sha-256": "sha256", "sha-512": "sha512" }

/** The value of a Content-Digest header (RFC 9530) for a body. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`
}

/**
 * Whether a Content-Digest header says the right thing about a body: every digest in it whose hash still proves
 * something, or the one named. Undefined where there is no such digest.
 */
export function hasRightDigest(
  lines: readonly string[],
  body: Uint8Array,
  name?: string,
): boolean | undefined {
  const digests = dictionaryMembers(lines).filter(
    (member) => Object.hasOwn(HASHES, member.name) && (name === undefined || member.name === name),
  )
  if (digests.length === 0) return undefined
  return digests.every((member) => {
    const [, text = ""] = /^:([A-Za-z0-9+/=]+):$/.exec(member.value) ?? []
    const claimed = decodeStrictly(text, "base64")
    const digest = createHash(HASHES[member.name]!).update(body).digest()
    return claimed !== undefined && equalDigests(claimed, digest)
  })
}
