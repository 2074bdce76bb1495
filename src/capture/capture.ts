import type { Outcome } from "../domain/delivery.ts"
import type { Header, Headers } from "../domain/headers.ts"

/** A request as it was, or would be, on the wire. */
export interface CapturedRequest {
  readonly method: string
  /** Absolute, its path and query raw; only a raw message without Host has nothing but the path here. */
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** A delivery written down: the request, and what else is known about it. */
export interface Capture extends CapturedRequest {
  readonly id?: string
  /** Milliseconds since the epoch. */
  readonly receivedAtMs?: number
  readonly provider?: string
  readonly response?: CapturedResponse
  readonly attempts?: readonly CapturedAttempt[]
  /** Secrets and personal values were replaced, so that the signature cannot be judged any more. */
  readonly redacted?: boolean
}

export interface CapturedResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface CapturedAttempt {
  /** ISO 8601. */
  readonly at: string
  readonly outcome: Outcome
  readonly status: number | null
  readonly elapsedMs: number
}

/** Host (with port) and raw path of a URL, taken apart as text so that no byte of the path changes. */
export function splitUrl(url: string): {
  readonly origin: string
  readonly host: string
  readonly path: string
} {
  const [, origin = "", host = "", path = url] = /^(https?:\/\/([^/?#]*))([^#]*)/i.exec(url) ?? []
  return { origin, host, path: path.startsWith("/") ? path : `/${path}` }
}

/** The headers with Host first and Content-Length last where they are missing, as a socket would see them. */
export function wireHeaders(request: CapturedRequest): Header[] {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()))
  const { host } = splitUrl(request.url)
  const headers: Header[] = [...request.headers]
  if (!names.has("host") && host !== "") headers.unshift(["Host", host])
  if (!names.has("content-length") && !names.has("transfer-encoding"))
    headers.push(["Content-Length", String(request.body.length)])
  return headers
}
