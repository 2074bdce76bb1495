import { decodeStrictly, digestLength } from "./digest.ts"
import type { DeclaredScheme, SignatureForm } from "./scheme.ts"

/** What a signature header says under one form: every candidate digest in order, and the timestamp if it holds one. */
export interface ParsedSignature {
  readonly candidates: readonly { readonly index: number; readonly bytes: Buffer }[]
  readonly timestamp: string | undefined
}

/**
 * Reads a header template backwards. Unknown keys and versions beside the wanted one are ignored, a repeated one
 * gives several candidates. What is not a whole digest in its one canonical spelling (upper-case hexadecimal, the
 * other base64 alphabet, a cut one) is no candidate.
 */
export function parseSignature(value: string, form: SignatureForm, scheme: DeclaredScheme): ParsedSignature {
  if (form.template.includes("{timestamp}")) return parsePairs(value, form, scheme)
  const [before = "", after = ""] = form.template.split("{signature}")
  const trimmed = value.trim()
  const tokens = scheme.separator === undefined ? [trimmed] : trimmed.split(scheme.separator)
  const texts = tokens.map((token) =>
    token.startsWith(before) && token.endsWith(after) && token.length >= before.length + after.length
      ? token.slice(before.length, token.length - after.length)
      : undefined,
  )
  return { candidates: decodeAll(texts, form, scheme), timestamp: undefined }
}

/** `t={timestamp},v1={signature}`: pairs of key and value in any order, with optional spaces. */
function parsePairs(value: string, form: SignatureForm, scheme: DeclaredScheme): ParsedSignature {
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
  return { candidates: decodeAll(texts, form, scheme), timestamp }
}

function decodeAll(
  texts: readonly (string | undefined)[],
  form: SignatureForm,
  scheme: DeclaredScheme,
): ParsedSignature["candidates"] {
  return texts.flatMap((text, index) => {
    const bytes = text === undefined ? undefined : decodeStrictly(text, form.digest)
    const length = digestLength(scheme.algorithm) ?? bytes?.length
    return bytes && bytes.length > 0 && bytes.length === length ? [{ index, bytes }] : []
  })
}
