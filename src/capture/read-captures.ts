import { WhkError } from "../errors.ts"
import { type Capture, bodyText } from "./capture.ts"
import { parseCapture } from "./capture-file.ts"
import { readRawHttp } from "./raw-http.ts"

/** The captures of a file, and what the reader should know about how they were read. */
export interface Captures {
  readonly captures: readonly [Capture, ...Capture[]]
  readonly notes: readonly string[]
}

/**
 * Reads captured requests in any known notation: capture/1 (one object, or one per line) or a raw HTTP message.
 * `place` names the source in errors. Throws CAPTURE_INVALID.
 */
export function readCaptures(bytes: Uint8Array, place: string): Captures {
  const start = firstByte(bytes)
  if (start === undefined) throw new WhkError("CAPTURE_INVALID", `${place} is empty.`)
  if (start === "{" || start === "[") return { captures: readJson(bytes, place), notes: [] }
  const { capture, notes } = readRawHttp(bytes, place)
  return { captures: [capture], notes }
}

function firstByte(bytes: Uint8Array): string | undefined {
  const index = bytes.findIndex((byte) => byte > 0x20 && byte < 0x80)
  return index === -1 ? undefined : String.fromCharCode(bytes[index]!)
}

function readJson(bytes: Uint8Array, place: string): [Capture, ...Capture[]] {
  const text = bodyText(bytes)?.replace(/^\ufeff/, "")
  if (text === undefined) throw new WhkError("CAPTURE_INVALID", `${place} is not text.`)
  const whole = parse(text)
  if (whole) return [parseCapture(whole.value, place)]
  const captures = text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return []
    const parsed = parse(line)
    if (!parsed) throw new WhkError("CAPTURE_INVALID", `Line ${index + 1} of ${place} is not JSON.`)
    return [parseCapture(parsed.value, `line ${index + 1} of ${place}`)]
  })
  const [first, ...others] = captures
  if (!first) throw new WhkError("CAPTURE_INVALID", `${place} is empty.`)
  return [first, ...others]
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
