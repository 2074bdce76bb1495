import { createHash } from "node:crypto"
import { WhkError } from "../../../errors.ts"

/** One key of AES-256, and the name by which sealed text says that it needs it. */
export interface SealKey {
  /** 16 hexadecimal digits that follow from the key and tell nothing about it. */
  readonly id: string
  readonly key: Uint8Array
}

/** Keys as their owner gives them. */
export interface SealKeyText {
  /** One key or several, each 32 bytes in base64, apart by white space or commas; lines with # are comments. */
  readonly text: string
  /** Where the text stands, for errors: `WHK_SEAL_KEY`, or a file's path. */
  readonly place: string
}

const KEY_BYTES = 32

/** The keys of a text, in its order: the first seals, all of them open. Throws SECRET_INVALID, without the text. */
export function readSealKeys({ text, place }: SealKeyText): readonly [SealKey, ...SealKey[]] {
  const [first, ...rest] = text
    .replaceAll(/^\s*#.*$/gm, "")
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map((word, index) => readKey(word, `Key ${index + 1} of ${place}`))
  if (first) return [first, ...rest]
  throw new WhkError("SECRET_INVALID", `${place} holds no seal key.`, { hint: HOW_TO_MAKE })
}

function readKey(word: string, what: string): SealKey {
  const key = Buffer.from(word, "base64")
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(word) || key.length !== KEY_BYTES)
    throw new WhkError("SECRET_INVALID", `${what} is not 32 bytes in base64.`, { hint: HOW_TO_MAKE })
  const id = createHash("sha256").update("whk seal key\n").update(key).digest("hex").slice(0, 16)
  return { id, key }
}

const HOW_TO_MAKE = "Make one with `openssl rand -base64 32`."
