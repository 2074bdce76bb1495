import { decodeStrictly } from "./digest.ts"
import type { SignatureForm } from "./scheme.ts"

/** What a signature header says under one form: every candidate digest in order, and the timestamp if it holds one. */
export interface ParsedSignature {
  readonly candidates: readonly { readonly index: number; readonly bytes: Buffer }[]
  readonly timestamp: string | undefined
}

/**
 * Reads a header template backwards. Unknown keys and versions beside the wanted one are ignored, a repeated one
 * gives several candidates; a value that does not have the form gives none.
 */
export function parseSignature(
  value: string,
  form: SignatureForm,
  separator: string | undefined,
): ParsedSignature {
  const { template } = form
  if (template.includes("{timestamp}")) return parsePairs(value, form)
  const [before = "", after = ""] = template.split("{signature}")
  const tokens = separator === undefined ? [value.trim()] : value.trim().split(separator)
  const texts = tokens.map((token) =>
    token.startsWith(before) && token.endsWith(after) && token.length >= before.length + after.length
      ? token.slice(before.length, token.length - after.length)
      : undefined,
  )
  return { candidates: decodeAll(texts, form), timestamp: undefined }
}

/** `t={timestamp},v1={signature}`: pairs of key and value in any order, with optional spaces. */
function parsePairs(value: string, form: SignatureForm): ParsedSignature {
  const divider = form.template.includes(";") ? ";" : ","
  const keyOf = (placeholder: string): string =>
    form.template
      .split(divider)
      .find((part) => part.includes(placeholder))!
      .trim()
      .split("=")[0]!
  const timestampKey = keyOf("{timestamp}")
  const signatureKey = keyOf("{signature}")
  let timestamp: string | undefined
  const texts: (string | undefined)[] = []
  for (const part of value.split(divider)) {
    const at = part.indexOf("=")
    if (at === -1) continue
    const key = part.slice(0, at).trim()
    const text = part.slice(at + 1).trim()
    if (key === timestampKey) timestamp ??= text
    if (key === signatureKey) texts.push(text)
  }
  return { candidates: decodeAll(texts, form), timestamp }
}

function decodeAll(
  texts: readonly (string | undefined)[],
  form: SignatureForm,
): ParsedSignature["candidates"] {
  return texts.flatMap((text, index) => {
    const bytes = text === undefined || text === "" ? undefined : decodeStrictly(text, form.digest)
    return bytes ? [{ index, bytes }] : []
  })
}
