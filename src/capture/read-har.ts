import { firstHeader, type Header } from "../domain/headers.ts"
import { isJsonObject } from "../domain/json.ts"
import type { Capture, CapturedResponse } from "./capture.ts"
import { decodeBase64 } from "./base64.ts"
import { Fields } from "./json/fields.ts"
import { headerOfText, timeOf } from "./json/text-header.ts"
import { percentEncode } from "./percent.ts"
import { invalid, type LeftOut, lengthNotes, type Reading } from "./reading.ts"

/**
 * One entry of an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), as browsers and proxies write
 * it. It relies on `request.method`, `url` and `headers`; the body is `postData.text`, in base64 where `encoding` says
 * so (proxies do, the specification knows it for responses only), else rebuilt from `postData.params`. HTTP/2's pseudo
 * headers are passed over. A request whose body is not in the archive is left out. Throws CAPTURE_INVALID.
 */
export function readHarEntry(json: unknown, place: string): Reading | LeftOut {
  const entry = new Fields(json, place)
  const request = entry.requiredInner("request")
  const headers = readHeaders(request)
  const posted = readBody(request, headers)
  if ("leftOut" in posted) return posted
  const receivedAtMs = timeOf(entry, "startedDateTime")
  const response = readResponse(entry)
  const capture: Capture = {
    method: request.required("method", "string"),
    url: request.required("url", "string"),
    headers,
    body: posted.body,
    ...(receivedAtMs !== undefined && receivedAtMs > 0 && { receivedAtMs }),
    ...(entry.value("_redacted") === true && { redacted: true }),
    ...(response && { response }),
  }
  return { capture, notes: [...posted.notes, ...lengthNotes(capture, place)] }
}

function readHeaders(message: Fields): Header[] {
  const list = message.value("headers")
  if (!Array.isArray(list)) throw message.wrong("headers", "not a list")
  return list.flatMap((item: unknown, index) => {
    const pair = isJsonObject(item) ? item : {}
    const { name, value } = pair
    if (typeof name !== "string" || typeof value !== "string")
      throw invalid(`${message.name(`headers.${index}`)} is no name and value.`)
    return name.startsWith(":") ? [] : [headerOfText(name, value)]
  })
}

type Posted = { readonly body: Buffer; readonly notes: readonly string[] } | LeftOut

function readBody(request: Fields, headers: readonly Header[]): Posted {
  const postData = request.inner("postData")
  const text = postData?.optional("text", "string") ?? ""
  if (postData && text !== "") return { body: decodeText(postData, text), notes: [] }
  const params = postData?.value("params")
  if (postData && Array.isArray(params) && params.length > 0) return rebuildForm(postData, params)
  const bytes = Number(firstHeader(headers, "content-length") ?? request.value("bodySize"))
  if (!(bytes > 0)) return { body: Buffer.alloc(0), notes: [] }
  const missing = request.name(postData ? "postData.text" : "postData")
  return {
    leftOut: invalid(
      `${missing} is missing: the archive was saved without the body of ${bytes} bytes.`,
      "Export the archive again with its bodies: all content in a browser, raw data in a proxy.",
    ),
  }
}

function decodeText(content: Fields, text: string): Buffer {
  if (content.value("encoding") !== "base64") return Buffer.from(text, "utf8")
  const decoded = decodeBase64(text)
  if (typeof decoded === "string") throw content.wrong("text", decoded)
  return decoded
}

function rebuildForm(postData: Fields, params: readonly unknown[]): Posted {
  const fields = params.map((param) => (isJsonObject(param) ? param : {}))
  if (fields.some((field) => "fileName" in field || typeof field["name"] !== "string"))
    return { leftOut: invalid(`${postData.name("params")} has parts of a multipart body, not its bytes.`) }
  const body = fields.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`).join("&")
  const note = `The body was put together from ${postData.name("params")}: its bytes may have been others.`
  return { body: Buffer.from(body), notes: [note] }
}

/** Names and values stand there encoded or not, as the writer of the archive saw fit. */
function encoded(value: unknown): string {
  const text = typeof value === "string" ? value : ""
  // One pattern over the whole text would need a stack as deep as the text is long.
  if (!/[^\w.*+%-]|%(?![0-9A-Fa-f]{2})/.test(text)) return text
  return percentEncode(Buffer.from(text, "utf8"), { plusForSpace: true })
}

/** The answer where all of it is there; it helps, but nobody is judged by it. */
function readResponse(entry: Fields): CapturedResponse | undefined {
  try {
    const response = entry.inner("response")
    const content = response?.inner("content")
    const status = response?.optional("status", "number") ?? 0
    if (!response || !content || status <= 0) return undefined
    const text = content.optional("text", "string")
    const size = content.optional("size", "number") ?? 0
    if (text === undefined && size > 0) return undefined
    return { status, headers: readHeaders(response), body: decodeText(content, text ?? "") }
  } catch {
    return undefined
  }
}
