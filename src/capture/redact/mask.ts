/**
 * Text with the same length that says nothing: letters (and whatever is beyond ASCII) become `x`, digits `0`;
 * punctuation stays.
 */
export function mask(text: string): string {
  return text.replace(/[A-Za-z\u0080-\uffff]/g, "x").replace(/[0-9]/g, "0")
}

/** A JSON number with the same length that says nothing; it may not begin with 0 where more digits follow. */
export function maskNumber(text: string): string {
  const masked = text.replace(/[0-9]/g, "0")
  return masked.replace(/^(-?)0(?=0)/, "$11")
}

const SCHEME_WORD =
  /^(?:Bearer|Basic|Digest|Token|Negotiate|Signature|ApiKey|[A-Z0-9]+-HMAC-SHA\d+|v\d[a-z]?)$/i

/** A header's value masked; with `keepNames` the names before `=` and words such as `Bearer` keep its shape. */
export function maskHeader(value: string, { keepNames }: { readonly keepNames: boolean }): string {
  if (!keepNames) return mask(value)
  return value
    .split(/([,; \t]+)/)
    .map((part) => {
      if (SCHEME_WORD.test(part)) return part
      const name = /^"?[A-Za-z][\w.-]{0,30}=(?=[^=])/.exec(part)?.[0] ?? ""
      return name + mask(part.slice(name.length))
    })
    .join("")
}

/** Whether a header's value has been masked; zeros alone are not what is left of one. */
export function isMasked(value: string): boolean {
  return /x[x0]{7}/.test(value) && maskHeader(value, { keepNames: true }) === value
}
