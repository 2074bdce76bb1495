import { mask } from "./mask.ts"
import { isSensitiveName } from "./sensitive-names.ts"

const TAG = /<(?:!\[CDATA\[|(\/?)((?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60}))(?=[\s/>])([^<>]*)>)/g
const NAMED = /(?<=\s)(?:name|key|id|field)\s{0,3}=\s{0,3}["']([^"'<>]{1,100})/i
const ATTRIBUTE = /(=\s{0,3})("[^"]*"|'[^']*')/g
const VALUE = /(\svalue\s{0,3}=\s{0,3})("[^"]*"|'[^']*')/gi

/** Elements that name what the next one holds: `<key>password</key><string>…</string>`. */
const NAMING = /^(?:name|key|id|field|label|param|question)$/i
const NAMED_ELEMENT = /^(?:value|val|string|integer|text|content|data|answer)$/i

/** An element that hides what is in it, until it closes. */
interface Hiding {
  readonly name: string
  /** How many of its name are open. */
  depth: number
}

/**
 * XML and HTML with everything masked in elements of telling names: text, CDATA and attributes of what is within. One
 * that is never closed hides what stands before the next tag.
 */
export function redactElements(text: string): string {
  const closedLast = text.includes("<") ? lastClosings(text) : undefined
  if (!closedLast) return text
  const parts: string[] = []
  let hiding: Hiding | undefined
  let isNextHidden = false
  let isNextNamed = false
  let from = 0
  const keep = (end: number, isHidden: boolean): void => {
    const part = text.slice(from, end)
    parts.push(isHidden ? mask(part) : part)
    from = end
  }
  TAG.lastIndex = 0
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const { 0: tag, 1: slash, 2: name, 3: local, 4: attributes, index } = match
    const isHidden = hiding !== undefined || isNextHidden
    const content = text.slice(from, index)
    keep(index, isHidden)
    if (name === undefined) {
      const closed = text.indexOf("]]>", index)
      const end = closed === -1 ? text.length : closed
      keep(index + tag.length, false)
      keep(end, isHidden)
      TAG.lastIndex = end
      continue
    }
    const isOpening = slash === "" && !attributes!.endsWith("/")
    const isNamed = isNextNamed && NAMED_ELEMENT.test(local!)
    const isTelling = slash === "" && (isNamed || isTellingTag(local!, attributes!))
    isNextNamed = slash === "/" && isTellingName(local!, content)
    isNextHidden = false
    parts.push(hiding || isTelling ? maskTag(tag, hiding ? ATTRIBUTE : VALUE) : tag)
    from = index + tag.length
    if (hiding?.name === name) {
      if (isOpening) hiding.depth += 1
      else if (slash === "/") hiding.depth -= 1
      if (hiding.depth === 0) hiding = undefined
    } else if (!hiding && isTelling && isOpening) {
      if ((closedLast.get(name) ?? -1) > index) hiding = { name, depth: 1 }
      else isNextHidden = true
    }
  }
  const next = text.indexOf("<", from)
  if (isNextHidden && next !== -1) keep(next, true)
  keep(text.length, hiding !== undefined || (isNextHidden && next === -1))
  return parts.join("")
}

/** Where each name is closed for the last time; undefined when no element hides anything. */
function lastClosings(text: string): ReadonlyMap<string, number> | undefined {
  const last = new Map<string, number>()
  let isAnyTelling = false
  let from = 0
  for (const { 0: tag, 1: slash, 2: name, 3: local, 4: attributes, index } of text.matchAll(TAG)) {
    if (name === undefined) continue
    if (slash === "/") last.set(name, index)
    isAnyTelling ||=
      slash === "/" ? isTellingName(local!, text.slice(from, index)) : isTellingTag(local!, attributes!)
    from = index + tag.length
  }
  return isAnyTelling ? last : undefined
}

/** `<password>`, and `<field name="password">`. */
function isTellingTag(local: string, attributes: string): boolean {
  return isSensitiveName(local) || isSensitiveName(NAMED.exec(attributes)?.[1] ?? "")
}

/** `password` in `<name>password</name>`. */
function isTellingName(local: string, content: string): boolean {
  return NAMING.test(local) && isSensitiveName(content)
}

function maskTag(tag: string, pattern: RegExp): string {
  return tag.replace(pattern, (_, equals: string, value: string) => equals + mask(value))
}
