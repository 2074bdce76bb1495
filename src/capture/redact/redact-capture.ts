import { firstHeader, type Header, type Headers, headerValues } from "../../domain/headers.ts"
import { providers } from "../../providers/catalogue.ts"
import { signatureHeaders } from "../../signing/scheme.ts"
import type { Capture, CapturedResponse } from "../capture.ts"
import { redactDecoded } from "./escapes.ts"
import { mask, maskHeader } from "./mask.ts"
import { redactPlain } from "./patterns.ts"
import { redactBytes, redactForm, redactText } from "./redact-text.ts"
import { isSensitiveHeader, isSensitiveParameter } from "./sensitive-names.ts"

/**
 * A capture without secrets and personal values, as well as they can be told: headers, query parameters and fields of
 * the body by their names, and e-mail addresses, phone numbers, IP addresses, card numbers, web tokens, private keys,
 * secrets of known prefixes, and the user of a URL and the token of an inbox wherever they stand. Each letter of them
 * becomes `x` and each digit `0` (a JSON number of several digits keeps a 1 in front), so that lengths and shapes stay;
 * signatures and hashes of the body too, because they would prove a guess. Base64 is looked into and written again. A
 * body that is compressed is masked whole, since nobody can look into it. What was changed is marked as redacted: its
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

/** Headers such as Bitbucket's `X-Event-Key`, which name an event and no secret. */
const EVENT_HEADERS = new Set(
  providers.flatMap(({ names }) =>
    [names.event, names.id].flatMap((place) =>
      place && "header" in place ? [place.header.toLowerCase()] : [],
    ),
  ),
)

function isHidden(name: string): boolean {
  const lower = name.toLowerCase()
  return SIGNATURE_HEADERS.has(lower) || (isSensitiveHeader(name) && !EVENT_HEADERS.has(lower))
}

function redactHeaders(headers: Headers): Header[] {
  return headers.map(([name, value]): Header => {
    if (!isHidden(name)) return [name, redactText(value)]
    const keepNames = /cookie|sig|hmac|authorization|digest/i.test(name)
    return [name, maskHeader(value, { keepNames })]
  })
}

const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i

function redactUrl(url: string): string {
  // Before it is decoded: an encoded slash in a password does not end it.
  const hidden = url.replace(
    USER_INFO,
    (_, scheme: string, user: string) => `${scheme}${redactDecoded(user, "percent", mask)}@`,
  )
  const at = hidden.includes("?") ? hidden.indexOf("?") : hidden.length
  const path = redactDecoded(hidden.slice(0, at), "percent", redactPlain)
  const query = redactForm(hidden.slice(at + 1), { isTelling: isSensitiveParameter })
  return path + hidden.slice(at, at + 1) + query
}

function redactBody(headers: Headers, body: Uint8Array): Buffer {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1")
  return Buffer.from(redactedBody(headers, text), "latin1")
}

function redactedBody(headers: Headers, text: string): string {
  if (/gzip|deflate|\bbr\b|zstd|compress/i.test(headerValues(headers, "content-encoding").join()))
    return "x".repeat(text.length)
  const isForm = /x-www-form-urlencoded/i.test(firstHeader(headers, "content-type") ?? "")
  // What calls itself a form is at times JSON, or UTF-16.
  return isForm && /^[^\s[{\0\x7f-\xff]{2}/.test(text) ? redactForm(text) : redactBytes(text)
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
