import fc from "fast-check"
import type { Capture } from "../../src/capture/capture.ts"
import type { Header } from "../../src/domain/headers.ts"

const name = fc.stringMatching(/^[A-Za-z!#$%&'*+.^_`|~-][A-Za-z0-9-]{0,10}$/).map((token) => `x-${token}`)
const value = fc.stringMatching(/^([!-~\u00a1-\u00ff]([ -~\u00a1-\u00ff]*[!-~\u00a1-\u00ff])?)?$/)
const utf8Value = value.map((text) => Buffer.from(text, "utf8").toString("latin1"))

const headers = (values: fc.Arbitrary<string>): fc.Arbitrary<Header[]> =>
  fc.array(fc.tuple(fc.oneof(name, fc.constantFrom("x-dup", "X-Dup", "Content-Type", "Accept")), values), {
    maxLength: 6,
  })

const path = fc.stringMatching(/^\/[!-~]{0,20}$/).filter((text) => !/[#\\]|\/\.{1,2}(\/|$|\?)/.test(text))

/** Bodies that look like something else, and bytes of every kind. */
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: "grapheme" }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .constantFrom("", "@file", "\n", "\r\n", "0\r\n\r\n", "'", "a\0b", "\ufeff{}", " ")
    .map((text) => Buffer.from(text)),
)

export interface CaptureOptions {
  /** Bodies and header values are UTF-8. */
  readonly isText?: boolean
}

/** A request as it may be captured; its headers do not contradict its URL and its body. */
export function arbitraryCapture({ isText = false }: CaptureOptions = {}): fc.Arbitrary<Capture> {
  return fc
    .record({
      method: fc.constantFrom("POST", "GET", "PUT", "DELETE", "PATCH", "X-ODD"),
      url: path.map((text) => `https://h.example:8443${text}`),
      headers: headers(isText ? utf8Value : value),
      body: isText ? body.map((bytes) => Buffer.from(bytes.toString("utf8"))) : body,
      receivedAtMs: fc.option(fc.integer({ min: 1, max: 4e12 }), { nil: undefined }),
      id: fc.option(fc.stringMatching(/^[a-z0-9_]{1,12}$/), { nil: undefined }),
    })
    .map(({ receivedAtMs, id, ...request }) => ({
      ...request,
      ...(receivedAtMs !== undefined && { receivedAtMs }),
      ...(id !== undefined && { id }),
    }))
}
