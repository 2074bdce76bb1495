import { createHash, randomBytes } from "node:crypto"
import { encodeBase62 } from "./base62.ts"

const PREFIX = "whk_"

// 256 bits take 43 digits of base 62, the checksum's 32 bits take 6.
const SHAPE = /^whk_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** A new API key: `whk_`, 256 random bits and a checksum by which secret scanners tell it from other text. */
export function newApiKey(): string {
  const random = encodeBase62(randomBytes(32))
  return `${PREFIX}${random}${checksum(random)}`
}

/** Whether the text can be an API key at all: its form is right and its checksum fits. */
export function isApiKey(text: string): boolean {
  const match = SHAPE.exec(text)
  return match !== null && checksum(match[1]!) === match[2]
}

/** What is stored of a key: SHA-256, hexadecimal. 256 random bits need no slow hash. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex")
}

function checksum(random: string): string {
  return encodeBase62(createHash("sha256").update(`${PREFIX}${random}`, "utf8").digest().subarray(0, 4))
}
