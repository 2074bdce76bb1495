import { firstHeader, type Header, headerValues } from "../domain/headers.ts"
import { cleanText, trimOf } from "../domain/text.ts"
import type { CapturedResponse } from "./capture.ts"
import { joinChunks } from "./chunks.ts"
import { invalid, lengthNotes, type Reading } from "./reading.ts"

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/\d(?:\.\d)?$/
const STATUS_LINE = /^HTTP\/\d(?:\.\d)? +(\d{3})(?: .*)?$/
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Whether a text begins a request. */
export function isRequestLine(line: string): boolean {
  return REQUEST_LINE.test(line)
}

/**
 * Reads an HTTP message: request line, headers, an empty line, and the body byte for byte. Lines end in CRLF or LF;
 * empty ones before the message are passed over. Content-Length, where given, says where the body ends; chunks are
 * taken apart. A header that goes on in the next line is refused, since receivers read it in different ways (RFC 9112,
 * section 5.2). The URL takes https for its scheme. Throws CAPTURE_INVALID.
 */
export function readRawHttp(bytes: Uint8Array, place: string): Reading {
  const { startLine, headers, rest } = readHead(bytes, REQUEST_LINE, place)
  const [, method, target] = REQUEST_LINE.exec(startLine) ?? []
  if (method === undefined || target === undefined) throw noRequest(startLine, place)
  const { body, notes } = takeBody(headers, rest, place)
  const capture = { method, url: absoluteUrl(target, headers), headers, body }
  return { capture, notes: [...notes, ...lengthNotes(capture, place)] }
}

/** Reads an answer as an HTTP message. Throws CAPTURE_INVALID. */
export function readRawResponse(bytes: Uint8Array, place: string): CapturedResponse {
  const { startLine, headers, rest } = readHead(bytes, STATUS_LINE, place)
  const status = STATUS_LINE.exec(startLine)?.[1]
  if (status === undefined) throw invalid(`"${cleanText(startLine, 60)}" in ${place} begins no response.`)
  return { status: Number(status), headers, body: takeBody(headers, rest, place).body }
}

function noRequest(line: string, place: string): Error {
  const shown = `"${cleanText(line, 60)}" in ${place}`
  if (/^HTTP\/\d/.test(line))
    return invalid(
      `${shown} begins a response, not a request.`,
      "Record the request: that is what is signed.",
    )
  if (/^(Invoke-(WebRequest|RestMethod)|iwr|irm|\$session)\b/i.test(line))
    return invalid(`${shown} is a command for PowerShell.`, "Copy the request as cURL (bash).")
  if (/(^|\| )https? /.test(line))
    return invalid(`${shown} is an HTTPie command, which is written but not read.`)
  return invalid(`${shown} does not begin a request.`)
}

interface Head {
  readonly startLine: string
  readonly headers: readonly Header[]
  readonly rest: Buffer
}

/** The lines up to the first empty one, and the bytes after it; the first line alone where it is not of the kind. */
function readHead(bytes: Uint8Array, kind: RegExp, place: string): Head {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let startLine: string | undefined
  const headers: Header[] = []
  let at = 0
  for (let number = 1; at < buffer.length; number += 1) {
    const lineFeed = buffer.indexOf(0x0a, at)
    const end = lineFeed === -1 ? buffer.length : lineFeed
    const line = buffer.toString("latin1", at, end).replace(/\r$/, "")
    at = end + 1
    if (line === "" && startLine !== undefined) break
    if (startLine !== undefined) headers.push(readHeader(line, number, place))
    else if (line !== "") {
      startLine = line
      if (!kind.test(line)) break
    }
  }
  return { startLine: startLine ?? "", headers, rest: buffer.subarray(at) }
}

function readHeader(line: string, number: number, place: string): Header {
  const colon = line.indexOf(":")
  const name = line.slice(0, Math.max(colon, 0))
  const value = trimOf(line.slice(colon + 1), " \t")
  if (HEADER_NAME.test(name) && !value.includes("\r")) return [name, value]
  if (/^[ \t]/.test(line))
    throw invalid(
      `Line ${number} of ${place} goes on with the header above it, which HTTP/1.1 forbids: "${cleanText(line, 60)}".`,
      "Write the header on one line, as its receiver has read it.",
    )
  throw invalid(
    `Line ${number} of ${place} is no header: "${cleanText(line, 60)}".`,
    "Put an empty line between the headers and the body.",
  )
}

function takeBody(
  headers: readonly Header[],
  rest: Buffer,
  place: string,
): { readonly body: Buffer; readonly notes: readonly string[] } {
  const isChunked = headerValues(headers, "transfer-encoding").some((value) => /\bchunked\b/i.test(value))
  const joined = isChunked ? joinChunks(rest, place) : undefined
  if (joined) {
    const notes = surplusNotes(rest.subarray(joined.length), "its last chunk is before them", place)
    return { body: joined.body, notes }
  }
  const text = isChunked ? undefined : firstHeader(headers, "content-length")
  if (text === undefined || !/^\d{1,15}$/.test(text)) return { body: rest, notes: [] }
  const length = Number(text)
  return {
    body: rest.subarray(0, length),
    notes: surplusNotes(rest.subarray(length), `Content-Length says ${length}`, place),
  }
}

/** The line end that an editor puts there is no surplus. */
function surplusNotes(surplus: Buffer, why: string, place: string): string[] {
  if (surplus.length <= 2 && /^\r?\n?$/.test(surplus.toString("latin1"))) return []
  return [`${surplus.length} bytes after the body of ${place} were left out: ${why}.`]
}

function absoluteUrl(target: string, headers: readonly Header[]): string {
  const host = firstHeader(headers, "host")
  return target.startsWith("/") && host ? `https://${host}${target}` : target
}
