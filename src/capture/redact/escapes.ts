import { mask } from "./mask.ts"

/** A notation in which some characters stand for others. */
interface Notation {
  readonly escape: RegExp
  /** The character that an escape stands for. */
  readonly decode: (escape: string) => string
  /** The escape of the same length for another character, which is a letter or a digit. */
  readonly encode: (character: string) => string
}

/** JSON's escapes; one that JSON does not know stands for nothing that could be replaced. */
const JSON_STRING: Notation = {
  escape: /\\(?:u[0-9A-Fa-f]{4}|[^])/g,
  decode: (escape) =>
    escape[1] === "u" && escape.length === 6
      ? String.fromCharCode(Number.parseInt(escape.slice(2), 16))
      : (SHORT[escape[1]!] ?? "\0"),
  encode: (character) => `\\u${hex(character).padStart(4, "0")}`,
}

const SHORT: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "/": "/",
  "\\": "\\",
}

const PERCENT: Notation = {
  escape: /%[0-9A-Fa-f]{2}|\+/g,
  decode: (escape) => (escape === "+" ? " " : String.fromCharCode(Number.parseInt(escape.slice(1), 16))),
  encode: (character) => `%${hex(character)}`,
}

const NOTATIONS = { json: JSON_STRING, percent: PERCENT }

/** The text that another stands for. */
export function decoded(raw: string, notation: keyof typeof NOTATIONS): string {
  const { escape, decode } = NOTATIONS[notation]
  return raw.replace(escape, decode)
}

/**
 * Redacts what an encoded text stands for, and puts every replaced character back where the one before it stood, in as
 * many bytes. `redact` returns text of the same length. Where a new character needs more room than its place has, as in
 * base64 whose `\\/` became a letter, all is masked: that leaves such a place as it is.
 */
export function redactDecoded(
  raw: string,
  notation: keyof typeof NOTATIONS,
  redact: (text: string) => string,
): string {
  const { escape, decode, encode } = NOTATIONS[notation]
  const escapes: { readonly raw: string; readonly at: number }[] = []
  let removed = 0
  const text = raw.replace(escape, (match: string, offset: number) => {
    escapes.push({ raw: match, at: offset - removed })
    removed += match.length - 1
    return decode(match)
  })
  const redacted = redact(text)
  if (redacted === text) return raw
  const parts: string[] = []
  let from = 0
  for (const { raw: before, at } of escapes) {
    const character = redacted[at]!
    const after = character === text[at] ? before : encode(character)
    if (after.length !== before.length) return redactDecoded(raw, notation, mask)
    parts.push(redacted.slice(from, at), after)
    from = at + 1
  }
  parts.push(redacted.slice(from))
  return parts.join("")
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16)
}
