import { lookAtText } from "./bytes.ts"
import { parseHex, toHex } from "./hex.ts"

/** A body as it stands in a text field, and the way back to bytes. */
export interface Editable {
  readonly as: "text" | "hex"
  readonly text: string
  /** The bytes that an edited text stands for; undefined: they are none. What was not edited gives the very bytes back. */
  readonly toBytes: (edited: string) => Uint8Array | undefined
}

/**
 * A text field makes every line break LF. So a body is edited as text only where its line breaks are of one kind, which
 * is put back; anything else as hex.
 */
export function makeEditable(bytes: Uint8Array): Editable {
  const { text, isText } = lookAtText(bytes)
  const breaks = new Set(text.match(/\r\n|\r|\n/g))
  const [lineBreak = "\n"] = breaks
  if (isText && breaks.size < 2 && !text.startsWith("\ufeff")) {
    const shown = text.replaceAll(lineBreak, "\n")
    return {
      as: "text",
      text: shown,
      toBytes: (edited) =>
        edited === shown ? bytes : new TextEncoder().encode(edited.replaceAll("\n", lineBreak)),
    }
  }
  return { as: "hex", text: toHex(bytes), toBytes: parseHex }
}
