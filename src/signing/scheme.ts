import type { Header } from "../domain/headers.ts"

export type Algorithm = "hmac-sha256" | "hmac-sha1" | "hmac-sha512"
export type DigestEncoding = "hex" | "base64" | "base64url"

/** What `{body}` stands for: the bytes as sent, or `JSON.stringify(JSON.parse(body))`. */
export type BodyForm = "raw" | "reserialised"

/** How a provider signs, as data. One engine signs by filling the templates and verifies by reading them backwards. */
export interface Scheme {
  readonly id: string
  readonly algorithm: Algorithm
  /** How the secret becomes key bytes. A prefix is taken off before decoding and may be missing. */
  readonly key: { readonly decoding: "utf8" | "base64" | "hex"; readonly prefix?: string }
  /** What is signed: a template over `{id}`, `{timestamp}` and `{body}`; the body goes in as bytes. */
  readonly content: string
  /** The first form is the one that is signed; verifying tries all of them in order. */
  readonly bodyForms: readonly BodyForm[]
  readonly digest: DigestEncoding
  /** Headers the signature needs: templates over `{signature}`, `{timestamp}`, `{id}` and `{event}`. */
  readonly headers: readonly Header[]
  /** What stands between two signatures in one header while a secret is being rotated. */
  readonly separator?: string
  readonly timestamp?: TimestampRule
  /** Headers sent when there is no key; verifying with a key calls them a downgrade. */
  readonly unsigned?: readonly Header[]
  /** Other ways of writing the signature header that a verifier also accepts, because the true one is assumed. */
  readonly alsoAccepts?: readonly SignatureForm[]
}

export interface TimestampRule {
  readonly unit: "s" | "ms" | "iso"
  /** The oldest accepted age. Absent: age is shown, not judged. */
  readonly toleranceSeconds?: number
  /** How far ahead a timestamp may be. Absent: not judged. */
  readonly futureToleranceSeconds?: number
}

/** One way of writing a signature into its header. */
export interface SignatureForm {
  readonly template: string
  readonly digest: DigestEncoding
}

/** The header whose template holds `{signature}`. */
export function signatureHeader(scheme: Scheme): Header {
  const header = scheme.headers.find(([, template]) => template.includes("{signature}"))
  if (!header) throw new TypeError(`scheme ${scheme.id} has no header with {signature}`)
  return header
}

/** The same scheme with its signature in another header, for providers whose header name is assumed. */
export function withSignatureHeader(scheme: Scheme, name: string): Scheme {
  const [assumed] = signatureHeader(scheme)
  return {
    ...scheme,
    headers: scheme.headers.map((header) => (header[0] === assumed ? [name, header[1]] : header)),
  }
}

/** Whether the timestamp is part of what is signed; if not, it proves nothing. */
export function signsTimestamp(scheme: Scheme): boolean {
  return scheme.content.includes("{timestamp}")
}
