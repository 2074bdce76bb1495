import { firstHeader } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import type { Capture, CapturedRequest } from "./capture.ts"

/** Where captures come from. */
export interface CaptureSource {
  /** Names it in errors, as `"hook.json"` or `standard input`. */
  readonly place: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** The bytes of a file that a curl command names, where the capture may have it. Throws FILE_UNREADABLE. */
  readFile(path: string): Promise<Uint8Array>
}

/** One request of a source, with what its reader should know about it. */
export interface Reading {
  readonly capture: Capture
  readonly notes: readonly string[]
}

/** A request that stands in a source, but not whole. */
export interface LeftOut {
  readonly leftOut: WhkError
}

/** The largest request that is read, as it stands in its source: one text of Node's cannot hold much more. */
export const LARGEST_REQUEST_BYTES = 256 * 1024 * 1024

/** The error for a source, or a part of it, that is no capture. */
export function invalid(message: string, hint?: string): WhkError {
  return new WhkError("CAPTURE_INVALID", message, hint === undefined ? {} : { hint })
}

/** The error for a request above the limit. */
export function tooLarge(place: string): WhkError {
  return invalid(
    `${place} is larger than ${LARGEST_REQUEST_BYTES / 1024 ** 2} MiB, the most that is read as one request.`,
  )
}

/** What is odd about the length of a body: it is kept as it is, whatever Content-Length says. */
export function lengthNotes({ headers, body }: CapturedRequest, place: string): string[] {
  const text = firstHeader(headers, "content-length")
  if (text === undefined || !/^\d{1,15}$/.test(text) || Number(text) === body.length) return []
  const difference = Number(text) - body.length
  const what = difference > 0 ? `${difference} are missing` : `${-difference} are too many`
  return [`The body of ${place} has ${body.length} bytes, Content-Length says ${text}: ${what}.`]
}
