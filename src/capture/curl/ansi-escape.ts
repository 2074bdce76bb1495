const NAMED: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
}

/**
 * What an escape within `$'…'` stands for, as bash has it, and how long it is; `at` is behind the backslash. The text
 * has one character for each byte.
 */
export function ansiEscape(script: string, at: number): { readonly text: string; readonly length: number } {
  const code = /(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c([^]))/y
  code.lastIndex = at
  const [whole, octal, hex, unicode, long, control] = code.exec(script) ?? []
  if (whole === undefined) {
    const character = script[at] ?? ""
    return { text: NAMED[character] ?? `\\${character}`, length: character.length }
  }
  const length = whole.length
  if (octal !== undefined) return { text: byte(Number.parseInt(octal, 8)), length }
  if (hex !== undefined) return { text: byte(Number.parseInt(hex, 16)), length }
  if (control !== undefined) return { text: byte(control.charCodeAt(0) & 0x1f), length }
  return { text: utf8(Number.parseInt(unicode ?? long ?? "0", 16)), length }
}

function byte(value: number): string {
  return String.fromCharCode(value & 0xff)
}

/** The bytes of a code point; halves of a surrogate pair too, which bash writes as they are. */
function utf8(codePoint: number): string {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff)
    return (
      byte(0xe0 | (codePoint >> 12)) +
      byte(0x80 | ((codePoint >> 6) & 0x3f)) +
      byte(0x80 | (codePoint & 0x3f))
    )
  const text = codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "\ufffd"
  return Buffer.from(text, "utf8").toString("latin1")
}
