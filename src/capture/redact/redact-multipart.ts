import { mask } from "./mask.ts"
import { redactPlain } from "./patterns.ts"
import { isSensitiveName } from "./sensitive-names.ts"

// Only these headers mean something there, and the first line of a private key is no boundary.
const FIRST = /^(?:\r?\n)*(--[^\r\n]{1,200})\r?\n(?=content-)/i
const NAME = /\bname="?([^"\r\n;]{0,200})/i

/**
 * The parts of a multipart body, each masked when its name tells and redacted by `redactInner` otherwise; undefined
 * when the text has none.
 */
export function redactMultipart(text: string, redactInner: (inner: string) => string): string | undefined {
  const boundary = FIRST.exec(text)?.[1]
  if (boundary === undefined) return undefined
  return text
    .split(boundary)
    .map((part) => redactPart(part, redactInner))
    .join(boundary)
}

function redactPart(part: string, redactInner: (inner: string) => string): string {
  const blank = /\r?\n\r?\n/.exec(part)
  if (!blank) return redactPlain(part)
  const at = blank.index + blank[0].length
  const head = part.slice(0, at)
  // The line break before the next boundary belongs to the boundary.
  const [end] = /(?:\r?\n)?$/.exec(part.slice(at))!
  const content = part.slice(at, part.length - end.length)
  const redact = isSensitiveName(NAME.exec(head)?.[1] ?? "") ? mask : redactInner
  return redactPlain(head) + redact(content) + end
}
