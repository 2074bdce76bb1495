import { firstHeader, type Header, headerValues } from "../domain/headers.ts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import { type Capture, type CapturedRequest, splitUrl, wireHeaders } from "./capture.ts"

/** A request as the bytes of an HTTP/1.1 message. */
export function writeRawHttp(request: CapturedRequest): Buffer {
  const lines = [
    `${request.method} ${splitUrl(request.url).path} HTTP/1.1`,
    ...wireHeaders(request).map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), request.body])
}

/** What was read, and what the reader should know about it. */
export interface RawHttpReading {
  readonly capture: Capture
  readonly notes: readonly string[]
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/\d(?:\.\d)?$/
const HEADER_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/

/**
 * Reads an HTTP message: request line, headers, an empty line, and the body byte for byte. Lines end in CRLF or LF.
 * Content-Length, where given, says where the body ends; chunks are taken apart. Throws CAPTURE_INVALID.
 */
export function readRawHttp(bytes: Uint8Array, place: string): RawHttpReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { lines, rest } = splitHead(buffer)
  const [requestLine = "", ...headerLines] = lines
  const match = REQUEST_LINE.exec(requestLine)
  if (!match) {
    const what = /^HTTP\/\d/.test(requestLine) ? "is a response, not a request" : "does not begin a request"
    throw new WhkError("CAPTURE_INVALID", `"${cleanText(requestLine, 60)}" in ${place} ${what}.`)
  }
  const [, method = "", target = ""] = match
  const headers = headerLines.map((line, index): Header => {
    const [, name, value] = HEADER_LINE.exec(line) ?? []
    if (name === undefined || value === undefined)
      throw new WhkError(
        "CAPTURE_INVALID",
        `Line ${index + 2} of ${place} is no header: "${cleanText(line, 60)}".`,
      )
    return [name, value]
  })
  const { body, notes } = takeBody(headers, rest)
  return { capture: { method, url: absoluteUrl(target, headers), headers, body }, notes }
}

/** The lines up to the first empty one, and the bytes after it. */
function splitHead(buffer: Buffer): { lines: string[]; rest: Buffer } {
  const lines: string[] = []
  let at = 0
  while (at < buffer.length) {
    const lineFeed = buffer.indexOf(0x0a, at)
    const end = lineFeed === -1 ? buffer.length : lineFeed
    const line = buffer.toString("latin1", at, end).replace(/\r$/, "")
    at = end + 1
    if (line === "") break
    lines.push(line)
  }
  return { lines, rest: buffer.subarray(at) }
}

function takeBody(headers: readonly Header[], rest: Buffer): { body: Buffer; notes: string[] } {
  const chunked = headerValues(headers, "transfer-encoding").some((value) => /\bchunked\b/i.test(value))
  const joined = chunked ? joinChunks(rest) : undefined
  if (joined) return { body: joined, notes: [] }
  const text = firstHeader(headers, "content-length")
  if (text === undefined || !/^\d+$/.test(text)) return { body: rest, notes: [] }
  const length = Number(text)
  if (rest.length < length)
    return { body: rest, notes: [`The body has ${rest.length} bytes, Content-Length says ${length}.`] }
  const surplus = rest.subarray(length)
  const isNewline = /^\r?\n?$/.test(surplus.toString("latin1"))
  const note = `${surplus.length} bytes after the body were left out: Content-Length says ${length}.`
  return { body: rest.subarray(0, length), notes: isNewline ? [] : [note] }
}

/** The body out of its chunks, or undefined when it does not stand in chunks (a tool has joined them already). */
function joinChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at)
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(bytes.toString("latin1", at, Math.max(at, lineEnd)))
    if (lineEnd === -1 || !size) return undefined
    const length = Number.parseInt(size[1]!, 16)
    if (length === 0) return Buffer.concat(chunks)
    const end = lineEnd + 2 + length
    if (bytes.toString("latin1", end, end + 2) !== "\r\n") return undefined
    chunks.push(bytes.subarray(lineEnd + 2, end))
    at = end + 2
  }
}

function absoluteUrl(target: string, headers: readonly Header[]): string {
  const host = firstHeader(headers, "host")
  return target.startsWith("/") && host ? `https://${host}${target}` : target
}
