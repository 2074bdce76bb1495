const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }

// Control characters, whatever formats text unseen (bidirectional marks, joiners, tags), line separators, lone
// surrogates, and what Unicode keeps free for more of them.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2060-\u206f\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu

/**
 * Text from outside made safe for a terminal or a log: everything that could move the cursor, hide or reorder text
 * is shown as a visible escape, and the line is cut after `maxLength` characters.
 */
export function cleanText(untrusted: string, maxLength = 500): string {
  const cut = untrusted.length > maxLength ? `${untrusted.slice(0, maxLength)}…` : untrusted
  return replaceUnsafe(cut, (character) => NAMED[character] ?? escapeCodePoint(character.codePointAt(0)!))
}

/** Text in which everything that a terminal must not see as it is was written in another way. */
export function replaceUnsafe(text: string, replacement: (character: string) => string): string {
  return text.replace(UNSAFE, replacement)
}

// JSON escapes the control characters of ASCII by itself.
const UNSAFE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\u2060-\u206f\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu

/** JSON that a terminal may show: it means the same, and what could move the cursor or hide text is escaped in it. */
export function printJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(""),
  )
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`
}

function escapeCodePoint(codePoint: number): string {
  return codePoint <= 0xff
    ? `\\x${codePoint.toString(16).padStart(2, "0")}`
    : `\\u{${codePoint.toString(16).padStart(4, "0")}}`
}

/** Text without any of these characters at its two ends; the time it takes grows with the text and no faster. */
export function trimOf(text: string, characters: string): string {
  let start = 0
  let end = text.length
  while (start < end && characters.includes(text[start]!)) start += 1
  while (end > start && characters.includes(text[end - 1]!)) end -= 1
  return text.slice(start, end)
}

/** A secret as it may be shown: its last four characters, or only dots when it is too short for that. */
export function maskSecret(secret: string): string {
  return secret.length >= 12 ? `…${secret.slice(-4)}` : "…"
}
