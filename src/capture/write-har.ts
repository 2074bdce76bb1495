import { firstHeader, type Headers } from "../domain/headers.ts"
import { printJson } from "../domain/text.ts"
import { decodeUtf8 } from "../domain/utf8.ts"
import { encodeBase64 } from "./base64.ts"
import { type Capture, splitUrl, wireHeaders } from "./capture.ts"

/**
 * One entry of an HTTP Archive 1.2, without a newline at its end. A body that is not text stands there in base64, with
 * `encoding` saying so, and what has no field of the standard's has one that begins with an underscore. It cannot carry
 * an event's id, the provider and earlier attempts.
 */
export function writeHarEntry(capture: Capture): string {
  return printJson(entry(capture), 2)
}

/** What stands in an archive before its entries. */
export function harStart(creatorVersion: string): string {
  const creator = JSON.stringify({ name: "whk", version: creatorVersion })
  return `{\n  "log": {\n    "version": "1.2",\n    "creator": ${creator},\n    "entries": [`
}

/** And what stands after them. */
export const HAR_END = "    ]\n  }\n}\n"

function entry(capture: Capture): object {
  const { method, url, headers, body, receivedAtMs, response } = capture
  return {
    startedDateTime: new Date(receivedAtMs ?? 0).toISOString(),
    time: -1,
    ...(capture.redacted === true && { _redacted: true }),
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: nameValues(wireHeaders(capture)),
      queryString: queryOf(url),
      headersSize: -1,
      bodySize: body.length,
      ...(body.length > 0 && {
        postData: { mimeType: firstHeader(headers, "content-type") ?? "", ...content(body) },
      }),
    },
    response: {
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: nameValues(response?.headers ?? []),
      content: {
        size: response?.body.length ?? 0,
        mimeType: firstHeader(response?.headers ?? [], "content-type") ?? "",
        ...(response && content(response.body)),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: response?.body.length ?? -1,
    },
    cache: {},
    timings: { send: -1, wait: -1, receive: -1 },
  }
}

function nameValues(headers: Headers): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }))
}

function content(body: Uint8Array): { text: string; encoding?: "base64" } {
  const text = decodeUtf8(body)
  return text === undefined ? { text: encodeBase64(body), encoding: "base64" } : { text }
}

function queryOf(url: string): { name: string; value: string }[] {
  const { path } = splitUrl(url)
  const at = path.indexOf("?")
  if (at === -1 || at === path.length - 1) return []
  return path
    .slice(at + 1)
    .split("&")
    .map((pair) => {
      const equals = pair.indexOf("=")
      return equals === -1
        ? { name: pair, value: "" }
        : { name: pair.slice(0, equals), value: pair.slice(equals + 1) }
    })
}
