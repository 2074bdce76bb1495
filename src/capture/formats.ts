import { VERSION } from "../version.ts"
import type { Capture } from "./capture.ts"
import { writeCapture } from "./capture-file.ts"
import { writeCurl } from "./write-curl.ts"
import { HAR_END, harStart, writeHarEntry } from "./write-har.ts"
import { writeHttpie } from "./write-httpie.ts"
import { writeNgrokRequest } from "./write-ngrok.ts"
import { writeRawHttp } from "./write-raw-http.ts"
import { writeWebhookSiteRequest } from "./write-webhook-site.ts"

/** The notations a request can be shown in. */
export const REQUEST_FORMATS = ["http", "curl", "httpie", "har", "capture", "webhook-site", "ngrok"] as const
export type RequestFormat = (typeof REQUEST_FORMATS)[number]

/**
 * Writes requests one by one: what stands before them, between two of them, and after the last. Only `http` may hold
 * bytes that are not text; it holds one request and does not end in a newline.
 */
export interface RequestWriter {
  readonly start: string
  readonly between: string
  readonly holdsMany: boolean
  /** Throws RULE_REFUSED for a request that the notation cannot hold. */
  readonly request: (capture: Capture) => string | Buffer
  readonly end: (count: number) => string
}

/** A writer for each notation. */
export function requestWriter(format: RequestFormat): RequestWriter {
  return WRITERS[format]
}

/** A document of one request. */
export function formatRequest(format: RequestFormat, capture: Capture): Buffer {
  const { start, request, end } = WRITERS[format]
  return Buffer.concat([start, request(capture), end(1)].map((part) => Buffer.from(part)))
}

const WRITERS: Readonly<Record<RequestFormat, RequestWriter>> = {
  http: { start: "", between: "", holdsMany: false, request: writeRawHttp, end: () => "" },
  curl: { start: "", between: "\n\n", holdsMany: true, request: writeCurl, end: lineEnd },
  httpie: { start: "", between: "\n\n", holdsMany: true, request: writeHttpie, end: lineEnd },
  har: list(harStart(VERSION), writeHarEntry, () => HAR_END),
  capture: { start: "", between: "\n", holdsMany: true, request: writeCapture, end: lineEnd },
  "webhook-site": list(
    '{ "data": [',
    writeWebhookSiteRequest,
    (count) =>
      `], "total": ${count}, "per_page": ${count}, "current_page": 1, "is_last_page": true, "from": 1, "to": ${count} }\n`,
  ),
  ngrok: list('{ "uri": "/api/requests/http", "requests": [', writeNgrokRequest, () => "] }\n"),
}

function lineEnd(count: number): string {
  return count === 0 ? "" : "\n"
}

function list(
  start: string,
  request: (capture: Capture) => string,
  end: (count: number) => string,
): RequestWriter {
  return { start: `${start}\n`, between: ",\n", holdsMany: true, request, end: (count) => `\n${end(count)}` }
}
