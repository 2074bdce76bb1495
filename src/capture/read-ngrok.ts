import { firstHeader } from "../domain/headers.ts"
import type { Capture, CapturedResponse } from "./capture.ts"
import { Fields } from "./json/fields.ts"
import { timeOf } from "./json/text-header.ts"
import { readRawHttp, readRawResponse } from "./read-raw-http.ts"
import type { Reading } from "./reading.ts"

/**
 * One request as the ngrok agent's API gives it, alone (`GET /api/requests/http/:id`) or in a list under `requests`
 * (https://ngrok.com/docs/agent/api, seen 2026-11). It relies on `request.raw`, the whole message in base64, and takes
 * `id` and `start` where they are; `method`, `uri` and `headers` beside it say nothing that is not in `raw`. The URL is
 * what the sender used, by X-Forwarded-Proto and X-Forwarded-Host (or Host), else https. ngrok cuts long bodies: then
 * Content-Length says more, and so does a note. Throws CAPTURE_INVALID.
 */
export function readNgrokRequest(json: unknown, place: string): Reading {
  const item = new Fields(json, place)
  const request = item.requiredInner("request")
  const { capture, notes } = readRawHttp(request.bytes("raw"), request.name("raw"))
  const id = item.optional("id", "string")
  const receivedAtMs = timeOf(item, "start")
  const response = readResponse(item)
  return {
    capture: {
      ...capture,
      url: publicUrl(capture),
      ...(id !== undefined && id !== "" && { id }),
      ...(receivedAtMs !== undefined && { receivedAtMs }),
      ...(response && { response }),
    },
    notes,
  }
}

function publicUrl({ url, headers }: Capture): string {
  const forwarded = firstHeader(headers, "x-forwarded-host") ?? firstHeader(headers, "x-original-host")
  const scheme = /^https?$/.exec(firstHeader(headers, "x-forwarded-proto") ?? "")?.[0]
  const host = /^[\w.-]+(:\d+)?$/.exec(forwarded ?? "")?.[0]
  const [whole, ownHost = "", path = ""] = /^https:\/\/([^/?#]*)(.*)$/s.exec(url) ?? []
  return whole === undefined ? url : `${scheme ?? "https"}://${host ?? ownHost}${path}`
}

/** The answer where it was recorded; it helps, but nobody is judged by it. */
function readResponse(item: Fields): CapturedResponse | undefined {
  try {
    const response = item.inner("response")
    return response && readRawResponse(response.bytes("raw"), response.name("raw"))
  } catch {
    return undefined
  }
}
