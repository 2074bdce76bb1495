import { cleanText } from "../domain/text.ts"
import { decodeUtf8 } from "../domain/utf8.ts"

const MOST_LINES = 5
const LONGEST_LINE = 200

/** The first lines of a response's body for people, indented; empty when there is no text. */
export function bodyExcerpt(body: Uint8Array): string {
  // A cut at 64 KiB may fall into a character; only the first lines are shown anyway.
  const text = decodeUtf8(body.subarray(0, 4096)) ?? decodeUtf8(body) ?? ""
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, MOST_LINES)
    .map((line) => `  ${cleanText(line.replace(/\r$/, ""), LONGEST_LINE)}`)
    .join("\n")
}
