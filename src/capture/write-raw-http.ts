import { firstHeader } from "../domain/headers.ts"
import { type CapturedRequest, type CapturedResponse, splitUrl, wireHeaders } from "./capture.ts"
import type { Headers } from "../domain/headers.ts"

/**
 * A request as the bytes of an HTTP/1.1 message, with Host and Content-Length where they are missing. The scheme of
 * the URL has no place in it, nor has anything that is known of the delivery beside its request.
 */
export function writeRawHttp(request: CapturedRequest): Buffer {
  const { method, url, body } = request
  return message(`${method} ${splitUrl(url).path} HTTP/1.1`, wireHeaders(request), body)
}

/** An answer as the bytes of an HTTP/1.1 message. */
export function writeRawResponse({ status, headers, body }: CapturedResponse): Buffer {
  return message(`HTTP/1.1 ${status} `, headers, body)
}

function message(startLine: string, headers: Headers, body: Uint8Array): Buffer {
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)]
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1")
  return isChunked(headers) ? Buffer.concat([head, ...oneChunk(body)]) : Buffer.concat([head, body])
}

function isChunked(headers: Headers): boolean {
  return /\bchunked\b/i.test(firstHeader(headers, "transfer-encoding") ?? "")
}

/** A header that promises chunks is kept, so there have to be some. */
function oneChunk(body: Uint8Array): Uint8Array[] {
  const end = Buffer.from("0\r\n\r\n")
  if (body.length === 0) return [end]
  return [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n"), end]
}
