import { decoded, redactDecoded } from "./escapes.ts"
import { mask } from "./mask.ts"
import { redactPlain } from "./patterns.ts"
import { redactBase64 } from "./redact-base64.ts"
import { redactJson } from "./redact-json.ts"
import { redactMultipart } from "./redact-multipart.ts"
import { redactWide } from "./redact-wide.ts"
import { isSensitiveName } from "./sensitive-names.ts"

/** Texts within texts within texts are looked into this often. */
const DEEPEST = 5

/** How gzip and Zstandard begin. */
const COMPRESSED = ["\x1f\x8b\x08", "\x28\xb5\x2f\xfd"]

/** As `redactText`, for bytes of any kind: one character is one byte. What is compressed is masked whole. */
export function redactBytes(bytes: string, depth = 0): string {
  if (COMPRESSED.some((start) => bytes.startsWith(start))) return "x".repeat(bytes.length)
  return redactWide(bytes, (text) => redactText(text, depth)) ?? redactText(bytes, depth)
}

// A mark of the byte order is one character of a wide text, and three of UTF-8 read byte by byte.
const JSON_START = /^(?:\ufeff|\xef\xbb\xbf)?[ \t\r\n]*(?=[[{"])/

/** Too short for a secret that shows by itself, as most of what stands in JSON is. */
const SHORT_WORD = /^\w{0,10}$/

const DATA_URL = /^data:[^,\s]{0,100};base64,/i

/**
 * Text of the same length without secrets and personal values: JSON by its keys, forms and multipart bodies by their
 * fields, base64 by what it stands for, and all of it by what shows by itself. What is neither a letter nor a digit
 * stays, so that JSON stays JSON and a form a form. One character stands for one byte, or is one of a wide text.
 */
export function redactText(text: string, depth = 0): string {
  if (depth > DEEPEST) return mask(text)
  if (SHORT_WORD.test(text)) return text
  const redactInner = (inner: string): string => redactText(inner, depth + 1)
  const start = JSON_START.exec(text)?.[0]
  if (start !== undefined) {
    const json = redactJson(text.slice(start.length), redactInner)
    if (json !== undefined) return start + json
  }
  const multipart = text.includes("--") ? redactMultipart(text, redactInner) : undefined
  if (multipart !== undefined) return multipart
  const dataUrl = DATA_URL.exec(text)?.[0] ?? ""
  const base64 = redactBase64(text.slice(dataUrl.length), (bytes) => redactBytes(bytes, depth + 1))
  if (base64 !== undefined) return dataUrl + base64
  if (/^[\w.%+[\]-]{1,100}=/.test(text) && !/[ \t\r\n]/.test(text)) return redactForm(text, { depth })
  return redactPlain(text)
}

interface FormOptions {
  readonly depth?: number
  /** Which fields are masked whole. */
  readonly isTelling?: (name: string) => boolean
}

/** A form or a query string. */
export function redactForm(
  text: string,
  { depth = 0, isTelling = isSensitiveName }: FormOptions = {},
): string {
  return text
    .split("&")
    .map((pair) => {
      const at = pair.includes("=") ? pair.indexOf("=") : pair.length
      const name = pair.slice(0, at)
      const value = pair.slice(at + 1)
      const redact = isTelling(decoded(name, "percent"))
        ? mask
        : (inner: string) => redactText(inner, depth + 1)
      const equals = pair.slice(at, at + 1)
      return redactDecoded(name, "percent", redactPlain) + equals + redactDecoded(value, "percent", redact)
    })
    .join("&")
}
