import { isUtf8 } from "node:buffer"
import { mask } from "./mask.ts"

const SHAPE = /^[A-Za-z0-9+/_-]+(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}(?:\r?\n)?$/

/**
 * Base64 of something that can be looked into, redacted inside and written as it was: its alphabet, padding and lines
 * stay. Undefined for any other text, and where nothing inside is hidden. `redactBytes` returns as many bytes, one for
 * each character.
 */
export function redactBase64(text: string, redactBytes: (bytes: string) => string): string | undefined {
  if (text.length < 12 || !SHAPE.test(text)) return undefined
  const digits = text.replace(/[\r\n=]/g, "")
  const bytes = Buffer.from(digits, "base64")
  // A long word is base64 too; what it stands for is noise.
  if (!isReadable(bytes)) return undefined
  const isUrl = /[_-]/.test(digits)
  const encode = (content: Buffer): string =>
    content.toString(isUrl ? "base64url" : "base64").replaceAll("=", "")
  if (encode(bytes) !== digits) return undefined
  const content = bytes.toString("latin1")
  const redacted = redactBytes(content)
  if (redacted === content) return undefined
  const encoded = encode(Buffer.from(redacted, "latin1"))
  let at = 0
  const written = text.replace(/[^\r\n=]/g, () => encoded[at++]!)
  // In a form a plus stands for a space, and its encoding would need more room than a letter leaves.
  return hasNewPlus(text, written) ? mask(text) : written
}

/** Text in UTF-8 or UTF-16, or gzip. */
function isReadable(bytes: Buffer): boolean {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true
  if (bytes.length > 3 && (bytes[0] === 0) !== (bytes[1] === 0) && (bytes[2] === 0) !== (bytes[3] === 0))
    return true
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true
  return isUtf8(bytes) && !bytes.some(isControl)
}

function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f
}

function hasNewPlus(before: string, after: string): boolean {
  for (let at = after.indexOf("+"); at !== -1; at = after.indexOf("+", at + 1))
    if (before[at] !== "+") return true
  return false
}
