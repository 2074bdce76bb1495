import type { Headers } from "../domain/headers.ts"
import { printJson } from "../domain/text.ts"
import { encodeBase64 } from "./base64.ts"
import { type Capture, splitUrl, wireHeaders } from "./capture.ts"
import { writeRawHttp, writeRawResponse } from "./write-raw-http.ts"

/**
 * One request as the ngrok agent's API gives it, without a newline at its end. `raw` carries method, path, headers and
 * body byte for byte; the scheme of the URL has no place in it (https is assumed when it is read).
 */
export function writeNgrokRequest(capture: Capture): string {
  const { id, receivedAtMs, method, url, response } = capture
  return printJson(
    {
      uri: `/api/requests/http/${id ?? ""}`,
      id: id ?? "",
      tunnel_name: "",
      remote_addr: "",
      start: receivedAtMs === undefined ? null : new Date(receivedAtMs).toISOString(),
      duration: 0,
      request: {
        method,
        proto: "HTTP/1.1",
        headers: grouped(wireHeaders(capture)),
        uri: splitUrl(url).path,
        raw: encodeBase64(writeRawHttp(capture)),
      },
      response: response
        ? {
            status: String(response.status),
            status_code: response.status,
            proto: "HTTP/1.1",
            headers: grouped(response.headers),
            raw: encodeBase64(writeRawResponse(response)),
          }
        : null,
    },
    2,
  )
}

function grouped(headers: Headers): Record<string, string[]> {
  const values = new Map<string, string[]>()
  for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value])
  return Object.fromEntries(values)
}
