import { mask } from "./mask.ts"
import { isSensitiveName, isSensitiveParameter } from "./sensitive-names.ts"

/**
 * Text with the values masked that stand after a telling name: `password=…`, `token: …`, `'pin': …`, PHP's
 * `s:3:"pin";s:4:"…"`, and `name="pin" value="…"`. A value in quotes or brackets is masked to where they close.
 */
export function redactAfterNames(text: string): string {
  return maskAfter(maskAfter(text, NAME), NAME_OF_VALUE)
}

const NAME =
  /(?<![\w.-])([\w.-]{1,61})(?:&quot;|&#3[49];|\\{0,3}["'\]]{0,2})[ \t]{0,3}(?:=>|[:=]|[;|](?=[a-zA-Z]:))[ \t]{0,3}/g

const NAME_OF_VALUE =
  /(?<![\w.-])(?:name|key|id|field)\\{0,3}["']?[ \t]{0,3}[:=][ \t]{0,3}\\{0,3}["']([\w. -]{1,60})\\{0,3}["'][\s,;]{1,10}\\{0,3}["']?value\\{0,3}["']?[ \t]{0,3}[:=][ \t]{0,3}/gi

function maskAfter(text: string, pattern: RegExp): string {
  let redacted = ""
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].length
    const isParameter = match.index > 0 && /[?&]/.test(text[match.index - 1]!)
    if (start < from || !(isParameter ? isSensitiveParameter : isSensitiveName)(match[1]!)) continue
    const [begin, end] = valueAt(text, { start, isOfLine: isOfLine(text, match) })
    redacted += text.slice(from, begin) + mask(text.slice(begin, end))
    from = end
  }
  return redacted + text.slice(from)
}

/** Whether a name stands at the start of its line and before a colon, as in the head of a letter. */
function isOfLine(text: string, { index, 0: match }: RegExpExecArray): boolean {
  return (index === 0 || /[\r\n]/.test(text[index - 1]!)) && match.includes(":")
}

const PHP_STRING = /s:(\d{1,9}):"/y
const PHP_OTHER = /[a-zA-Z]:(?=[\d.:-])(?:[^{};"]|"[^"{};]{0,100}"){0,100}/y
const QUOTE = /\\{0,3}["'`]|&quot;|&#3[49];/y
const WORD = /(?:(?:Bearer|Basic|Token|Digest) )?[^ \t\r\n"'&,;<>(){}[\]]+/y
const LINE = /[^\r\n"'&,;<>(){}[\]]+/y

type Span = readonly [begin: number, end: number]

/** From where to where a value reaches. No character is looked at for two values. */
function valueAt(text: string, { start, isOfLine }: { start: number; isOfLine: boolean }): Span {
  const string = matchAt(PHP_STRING, text, start)
  if (string) {
    const begin = start + string[0].length
    const end = begin + Number(string[1])
    return [begin, text[end] === '"' ? end : endOfQuoted(text, begin, '"')]
  }
  const isPhp = text[start - 1] === ";" || text[start - 1] === "|"
  const other = isPhp ? matchAt(PHP_OTHER, text, start)?.[0] : undefined
  if (other !== undefined && text[start + other.length] !== "{") return [start + 2, start + other.length]
  const at = start + (other?.length ?? 0)
  const quote = matchAt(QUOTE, text, at)?.[0]
  if (quote !== undefined) return [at + quote.length, endOfQuoted(text, at + quote.length, quote)]
  if (/[[{]/.test(text[at] ?? "")) return [at, endOfBracket(text, at)]
  return [at, at + (matchAt(isOfLine ? LINE : WORD, text, at)?.[0].length ?? 0)]
}

/** Where a quoted text closes: at its quote, or with its line. */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\n" || text.startsWith(quote, at)) return at
    if (text[at] === "\\") at += 1
  }
  return text.length
}

/** Where a bracket is closed again, brackets in quotes not counted; the end of a text that is cut off. */
function endOfBracket(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]!
    if (character === "[" || character === "{") depth += 1
    else if (character === "]" || character === "}") depth -= 1
    else if (character === '"' || character === "'") at = endOfQuoted(text, at + 1, character)
    if (depth === 0) return at + 1
  }
  return text.length
}

/** What a sticky expression finds at one position. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
