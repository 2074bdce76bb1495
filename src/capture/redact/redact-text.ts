import { decoded, redactDecoded } from "./escapes.ts"
import { mask, maskNumber } from "./mask.ts"
import { passesLuhn, redactPlain } from "./patterns.ts"
import { isSensitiveName } from "./sensitive-names.ts"

/** Texts within texts within texts are looked into this often. */
const DEEPEST = 5

/**
 * Text of the same length without secrets and personal values: JSON by its keys, forms by their fields, and all of it
 * by what shows by itself. What is neither a letter nor a digit stays, so that JSON stays JSON and a form a form. One
 * character stands for one byte.
 */
export function redactText(text: string, depth = 0): string {
  if (depth > DEEPEST) return mask(text)
  const asJson = /^[ \t\r\n]{0,100}[[{]/.test(text) ? redactJson(text, depth) : undefined
  if (asJson !== undefined) return asJson
  if (/^[\w.%+[\]-]{1,100}=/.test(text) && !/[ \t\r\n]/.test(text)) return redactForm(text, depth)
  return redactPlain(text)
}

/** A form or a query string. */
export function redactForm(text: string, depth = 0): string {
  return text
    .split("&")
    .map((pair) => {
      const at = pair.includes("=") ? pair.indexOf("=") : pair.length
      const name = pair.slice(0, at)
      const value = pair.slice(at + 1)
      const redact = isSensitiveName(decoded(name, "percent"))
        ? mask
        : (inner: string) => redactText(inner, depth + 1)
      const equals = pair.slice(at, at + 1)
      return redactDecoded(name, "percent", redactPlain) + equals + redactDecoded(value, "percent", redact)
    })
    .join("&")
}

const NUMBER = /-?[0-9][0-9.eE+-]*/y
const REST = /[ \t\r\n:]+|true|false|null/y

/** JSON, also where it is cut off; undefined when it is none. It is read token by token and never parsed. */
function redactJson(text: string, depth: number): string | undefined {
  const parts: string[] = []
  const outer: boolean[] = []
  let isHidden = false
  let isNextHidden = false
  let from = 0
  const replace = (start: number, end: number, redacted: string): void => {
    parts.push(text.slice(from, start), redacted)
    from = end
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (character === '"') {
      const end = endOfString(text, at + 1)
      const content = text.slice(at + 1, end)
      if (isKey(text, end)) {
        replace(at + 1, end, redactDecoded(content, "json", redactPlain))
        isNextHidden = isSensitiveName(decoded(content, "json"))
      } else {
        const redact = isHidden || isNextHidden ? mask : (inner: string) => redactText(inner, depth + 1)
        replace(at + 1, end, redactDecoded(content, "json", redact))
        isNextHidden = false
      }
      at = end
    } else if (character === "{" || character === "[") {
      outer.push(isHidden)
      isHidden ||= isNextHidden
      isNextHidden = false
    } else if (character === "}" || character === "]") isHidden = outer.pop() ?? false
    else if (character === ",") isNextHidden = false
    else {
      const number = matchAt(NUMBER, text, at)
      const token = number ?? matchAt(REST, text, at)
      if (token === undefined) return undefined
      if (number !== undefined && (isHidden || isNextHidden || isCard(number)))
        replace(at, at + number.length, maskNumber(number))
      at += token.length - 1
    }
  }
  parts.push(text.slice(from))
  return parts.join("")
}

function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}

const COLON = /[ \t\r\n]{0,1000}:/y

function isKey(text: string, end: number): boolean {
  return matchAt(COLON, text, end + 1) !== undefined
}

/** What a sticky expression finds at one position. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function isCard(number: string): boolean {
  return /^[2-6][0-9]{12,18}$/.test(number) && passesLuhn(number)
}
