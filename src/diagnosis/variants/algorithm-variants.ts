import { createHash, createHmac } from "node:crypto"
import type { HashAlgorithm } from "../../signing/digest.ts"
import type { Variant } from "./variant.ts"

/** A way to make a digest from a key and a message. */
export interface Hasher {
  readonly name: string
  /** An HMAC, which nobody makes without a secret. */
  readonly isKeyed: boolean
  digest(key: Uint8Array, message: readonly Uint8Array[]): Buffer
}

function hmac(hash: string, name: string): Hasher {
  return {
    name,
    isKeyed: true,
    digest(key, message) {
      const made = createHmac(hash, key)
      for (const piece of message) made.update(piece)
      return made.digest()
    },
  }
}

function plain(hash: string, name: string, order: "none" | "before" | "after"): Hasher {
  return {
    name,
    isKeyed: false,
    digest(key, message) {
      const made = createHash(hash)
      if (order === "before") made.update(key)
      for (const piece of message) made.update(piece)
      if (order === "after") made.update(key)
      return made.digest()
    },
  }
}

/** How a scheme's algorithm hashes. A plain hash has its secret inside the message. */
export function hasherOf(algorithm: HashAlgorithm): Hasher {
  if (algorithm === "sha256") return plain("sha256", "SHA-256", "none")
  const hash = algorithm.replace("hmac-", "")
  return hmac(hash, `HMAC-${hash.toUpperCase().replace("SHA", "SHA-")}`)
}

const OTHERS: readonly Hasher[] = [
  hmac("sha256", "HMAC-SHA-256"),
  hmac("sha1", "HMAC-SHA-1"),
  hmac("sha512", "HMAC-SHA-512"),
  hmac("sha384", "HMAC-SHA-384"),
  hmac("md5", "HMAC-MD5"),
  ...["sha256", "sha1", "sha512", "md5"].flatMap((hash) => {
    const name = hash.toUpperCase().replace("SHA", "SHA-")
    return [
      plain(hash, `plain ${name} of the message`, "none"),
      plain(hash, `plain ${name} of the key and the message`, "before"),
      plain(hash, `plain ${name} of the message and the key`, "after"),
    ]
  }),
]

/** Every other algorithm that somebody may have used. */
export function hasherVariants(truth: Hasher): Variant<Hasher>[] {
  return OTHERS.filter(({ name }) => name !== truth.name).map((value) => ({
    id: value.isKeyed ? "algorithm-other" : "algorithm-not-keyed",
    what: value.name,
    value,
    aliases: [],
  }))
}
