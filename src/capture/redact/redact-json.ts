import { decoded, redactDecoded } from "./escapes.ts"
import { mask, maskNumber } from "./mask.ts"
import { passesLuhn } from "./patterns.ts"
import { isSensitiveName } from "./sensitive-names.ts"

const NUMBER = /-?[0-9][0-9.eE+-]*/y
const REST = /[ \t\r\n:]+|true|false|null/y
const COLON = /[ \t\r\n]*:/y

/** Keys whose value names another one's: `{"name":"password","value":"…"}`. */
const NAMING = /^(?:name|key|id|field|label|type|title|question|param(?:eter)?|header|variable|attribute)$/i
const NAMED = /^(?:(?:\w{1,30}_)?values?|[a-z]{1,30}Values?|val|answers?)$/i

/** An object or a list that is open. */
interface Frame {
  readonly isHidden: boolean
  /** It has named what stands under its `value`, and the name tells. */
  isNamed: boolean
  /** Its values before it did: where they stand among the parts, and what they were. */
  readonly unnamed: { readonly part: number; readonly masked: () => string }[]
}

/**
 * JSON redacted by its keys, also many of them in a row, or cut off; undefined when it is none. Text in it is redacted
 * by `redactInner`. It is read token by token and never parsed.
 */
export function redactJson(text: string, redactInner: (inner: string) => string): string | undefined {
  const parts: string[] = []
  const outer: Frame[] = []
  let frame = newFrame(false)
  let key = ""
  let isNextHidden = false
  let from = 0
  const replace = (start: number, end: number, redacted: string): void => {
    parts.push(text.slice(from, start), redacted)
    from = end
  }
  const value = (at: number, end: number, as: { masked: () => string; shown: () => string }): void => {
    const isValue = NAMED.test(key)
    const isHidden = frame.isHidden || isNextHidden || (frame.isNamed && isValue)
    replace(at, end, isHidden ? as.masked() : as.shown())
    if (!isHidden && isValue) frame.unnamed.push({ part: parts.length - 1, masked: as.masked })
    isNextHidden = false
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (character === '"') {
      const end = endOfString(text, at + 1)
      const content = text.slice(at + 1, end)
      if (matchAt(COLON, text, end + 1) !== undefined) {
        replace(at + 1, end, redactDecoded(content, "json", redactInner))
        key = decoded(content, "json")
        isNextHidden = isSensitiveName(key)
      } else {
        value(at + 1, end, {
          masked: () => redactDecoded(content, "json", mask),
          shown: () => redactDecoded(content, "json", redactInner),
        })
        if (NAMING.test(key) && isSensitiveName(decoded(content, "json"))) nameValues(frame, parts)
      }
      at = end
    } else if (character === "{" || character === "[") {
      outer.push(frame)
      frame = newFrame(frame.isHidden || isNextHidden || (frame.isNamed && NAMED.test(key)))
      isNextHidden = false
      key = ""
    } else if (character === "}" || character === "]") frame = outer.pop() ?? newFrame(false)
    else if (character === ",") isNextHidden = false
    else {
      const number = matchAt(NUMBER, text, at)
      const token = number ?? matchAt(REST, text, at)
      if (token === undefined) return undefined
      if (number !== undefined)
        value(at, at + number.length, {
          masked: () => maskNumber(number),
          shown: () => (isCard(number) ? maskNumber(number) : number),
        })
      at += token.length - 1
    }
  }
  parts.push(text.slice(from))
  return parts.join("")
}

function newFrame(isHidden: boolean): Frame {
  return { isHidden, isNamed: false, unnamed: [] }
}

function nameValues(frame: Frame, parts: string[]): void {
  frame.isNamed = true
  for (const { part, masked } of frame.unnamed.splice(0)) parts[part] = masked()
}

function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}

/** What a sticky expression finds at one position. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function isCard(number: string): boolean {
  return /^[2-6][0-9]{12,18}$/.test(number) && passesLuhn(number)
}
