import { firstHeader, type Header, type Headers } from "../../domain/headers.ts"
import { providers } from "../../providers/catalogue.ts"
import { signatureHeaders } from "../../signing/scheme.ts"
import type { Capture, CapturedResponse } from "../capture.ts"
import { redactDecoded } from "./escapes.ts"
import { mask, maskHeader } from "./mask.ts"
import { redactPlain } from "./patterns.ts"
import { redactForm, redactText } from "./redact-text.ts"
import { isSensitiveName } from "./sensitive-names.ts"

/**
 * A capture without secrets and personal values, as well as they can be told: headers, query parameters and fields of
 * the body by their names, and e-mail addresses, phone numbers, IP addresses, card numbers, web tokens and secrets of
 * known prefixes wherever they stand. Each letter of them becomes `x` and each digit `0` (a JSON number of several
 * digits keeps a 1 in front), so that lengths and shapes stay; signatures too, because they would prove a guess. A body
 * that is compressed is masked whole, since nobody can look into it. What was changed is marked as redacted: its
 * signature cannot be judged. It is best effort: a person's name under `name` or in running text stays.
 */
export function redactCapture(capture: Capture): Capture {
  const { url, headers, body, response } = capture
  const redacted: Capture = {
    ...capture,
    url: redactUrl(url),
    headers: redactHeaders(headers),
    body: redactBody(headers, body),
    ...(response && { response: redactResponse(response) }),
  }
  return isSame(capture, redacted) ? capture : { ...redacted, redacted: true }
}

function redactResponse({ status, headers, body }: CapturedResponse): CapturedResponse {
  return { status, headers: redactHeaders(headers), body: redactBody(headers, body) }
}

const SIGNATURE_HEADERS = new Set(
  providers.flatMap(({ scheme }) => signatureHeaders(scheme).map((name) => name.toLowerCase())),
)

function redactHeaders(headers: Headers): Header[] {
  return headers.map(([name, value]): Header => {
    if (!SIGNATURE_HEADERS.has(name.toLowerCase()) && !isSensitiveName(name))
      return [name, redactPlain(value)]
    const keepNames = /cookie|sig|hmac|authorization/i.test(name)
    return [name, maskHeader(value, { keepNames })]
  })
}

/** The address of an inbox ends in its token, which is a secret. */
const INBOX = /^(https?:\/\/[^/]*\/in\/)([\w-]{16,})/

function redactUrl(url: string): string {
  const hidden = url.replace(INBOX, (_, start: string, token: string) => start + mask(token))
  const at = hidden.includes("?") ? hidden.indexOf("?") : hidden.length
  const path = redactDecoded(hidden.slice(0, at), "percent", redactPlain)
  return path + hidden.slice(at, at + 1) + redactForm(hidden.slice(at + 1))
}

function redactBody(headers: Headers, body: Uint8Array): Buffer {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1")
  return Buffer.from(redactedBody(headers, text), "latin1")
}

function redactedBody(headers: Headers, text: string): string {
  if (/gzip|deflate|br|zstd|compress/i.test(firstHeader(headers, "content-encoding") ?? ""))
    return "x".repeat(text.length)
  const isForm = /x-www-form-urlencoded/i.test(firstHeader(headers, "content-type") ?? "")
  return isForm ? redactForm(text) : redactText(text)
}

function isSame(a: Capture, b: Capture): boolean {
  return (
    a.url === b.url &&
    isSameMessage(a, b) &&
    (!a.response || !b.response || isSameMessage(a.response, b.response))
  )
}

interface Message {
  readonly headers: Headers
  readonly body: Uint8Array
}

function isSameMessage(a: Message, b: Message): boolean {
  return (
    a.headers.every(([, value], index) => value === b.headers[index]?.[1]) &&
    Buffer.compare(a.body, b.body) === 0
  )
}
