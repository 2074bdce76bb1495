/**
 * One word for a POSIX shell that stands for exactly this text. Text is written as UTF-8; with `latin1` every
 * character above 0x7f stands for one byte, as in headers, which needs `$'…'` (bash, zsh, ksh, and POSIX since 2024).
 */
export function shellQuote(text: string, encoding: "utf8" | "latin1" = "utf8"): string {
  if (encoding === "latin1" && /[\u0080-\u00ff]/.test(text)) {
    const escaped = text.replace(/[\\'\u0080-\u00ff]/g, (character) =>
      // Three octal digits end by themselves; \x would swallow hexadecimal digits that follow.
      character <= "\u007f" ? `\\${character}` : `\\${character.charCodeAt(0).toString(8)}`,
    )
    return `$'${escaped}'`
  }
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}
