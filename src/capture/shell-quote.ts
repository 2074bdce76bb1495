import { replaceUnsafe } from "../domain/text.ts"

/**
 * One word for a shell that stands for exactly this text and shows a terminal nothing that could move its cursor, hide
 * or reorder text. Text is written as UTF-8; with `latin1` a character from 0x80 to 0xff stands for one byte, as in
 * headers. Those bytes and control characters need `$'…'` (bash, zsh, ksh, and POSIX since 2024).
 */
export function shellQuote(text: string, encoding: "utf8" | "latin1" = "utf8"): string {
  const isBytes = encoding === "latin1"
  // zsh takes a word that begins with = for the path of a command.
  if (/^(?!=)[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text
  const isPlain = !(isBytes && BYTES.test(text)) && replaceUnsafe(text, () => "") === text
  if (isPlain) return `'${text.replaceAll("'", `'\\''`)}'`
  // Interactive bash takes ! for its history even within $'…'.
  const marked = text.replace(/[\\'!]/g, (character) => (character === "!" ? "\\041" : `\\${character}`))
  const asBytes = isBytes ? marked.replace(BYTE, (character) => octal(character.charCodeAt(0))) : marked
  return `$'${replaceUnsafe(asBytes, (character) => NAMED[character] ?? octals(character))}'`
}

const BYTE = /[\u0080-\u00ff]/g
const BYTES = /[\u0080-\u00ff]/
const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }

function octals(character: string): string {
  return [...Buffer.from(character, "utf8")].map(octal).join("")
}

/** Three octal digits end by themselves; \x would swallow hexadecimal digits that follow. */
function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`
}
