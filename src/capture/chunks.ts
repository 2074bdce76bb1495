import { invalid } from "./reading.ts"

/** A body out of its chunks, and how many bytes of the source belonged to it. */
export interface Unchunked {
  readonly body: Buffer
  readonly length: number
}

const SIZE_LINE = /^([0-9a-f]{1,15})[ \t]*(?:;[^\r\n]*)?$/i

/**
 * Joins the chunks of a body (RFC 9112, section 7.1); lines may end in LF alone. Returns undefined when the body does
 * not begin with the size of a chunk: a tool has joined them already. Throws CAPTURE_INVALID for a chunk that is wrong.
 */
export function joinChunks(bytes: Buffer, place: string): Unchunked | undefined {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const line = lineAt(bytes, at)
    const size = line && SIZE_LINE.exec(line.text)?.[1]
    if (line === undefined || size === undefined) {
      if (chunks.length === 0) return undefined
      throw badChunk(chunks.length + 1, line ? "does not begin with its size" : "is missing", place)
    }
    const length = Number.parseInt(size, 16)
    if (length === 0) return { body: Buffer.concat(chunks), length: endOfTrailers(bytes, line.next) }
    const end = line.next + length
    if (end > bytes.length) {
      const there = bytes.length - line.next
      throw badChunk(chunks.length + 1, `says ${length} bytes, and ${there} are there`, place)
    }
    const rest = lineAt(bytes, end)
    if (rest?.text !== "")
      throw badChunk(chunks.length + 1, `does not end after the ${length} bytes it says`, place)
    chunks.push(bytes.subarray(line.next, end))
    at = rest.next
  }
}

/** Trailers and the empty line after them; a source that ends before it has lost nothing of the body. */
function endOfTrailers(bytes: Buffer, start: number): number {
  for (let line = lineAt(bytes, start); line; line = lineAt(bytes, line.next)) {
    if (line.text === "") return line.next
  }
  return bytes.length
}

/** A line without its end, and where the next one begins; undefined where no line ends. */
function lineAt(bytes: Buffer, start: number): { readonly text: string; readonly next: number } | undefined {
  const lineFeed = bytes.indexOf(0x0a, start)
  if (lineFeed === -1) return undefined
  const end = lineFeed > start && bytes[lineFeed - 1] === 0x0d ? lineFeed - 1 : lineFeed
  // A size with its extensions is short; what is long is none.
  return { text: bytes.toString("latin1", start, Math.min(end, start + 1000)), next: lineFeed + 1 }
}

function badChunk(number: number, what: string, place: string): Error {
  return invalid(
    `Chunk ${number} of the body of ${place} ${what}.`,
    "The body says Transfer-Encoding: chunked. Record it again, or take that header out if the chunks are joined.",
  )
}
