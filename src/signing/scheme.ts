import type { Header, Headers } from "../domain/headers.ts"
import type { Signed, SigningInput } from "./signing-input.ts"
import type { Verification, VerifyInput } from "./verification.ts"

/** How a provider signs: data that one engine runs, or code behind the same interface where data cannot say it. */
export type Scheme = DeclaredScheme | CodedScheme

export type Algorithm =
  | "hmac-sha256"
  | "hmac-sha1"
  | "hmac-sha512"
  /** A plain hash; the secret is part of the content. */
  | "sha256"
  | "ed25519"
  | "ecdsa-p256-sha256"
  /** No computation: the header carries the secret itself, so nothing of the request is covered. */
  | "token"
  /** The provider does not sign. Nothing is ever verified. */
  | "none"

/** `utf8`: the signature is text as it stands (a token). */
export type DigestEncoding = "hex" | "base64" | "base64url" | "utf8"

/**
 * How a secret becomes a key. `keypair`: an asymmetric key in any notation that `keys.ts` reads. A prefix is taken
 * off before decoding and may be missing; `withoutPrefix` says how a secret without it is read where that differs.
 */
export interface KeyRule {
  readonly decoding: "utf8" | "base64" | "hex" | "keypair"
  readonly prefix?: string
  readonly withoutPrefix?: "utf8"
}

/** What `{body}` stands for: the bytes as sent, or `JSON.stringify(JSON.parse(body))`. */
export type BodyForm = "raw" | "reserialised"

/**
 * What `{url}` stands for: the URL as sent, with or without its port, or with the percent-encodings decoded that
 * HubSpot's page lists.
 */
export type UrlForm = "raw" | "without-port" | "with-port" | "decoded"

/**
 * A JSON pointer (RFC 6901) into the body, and the template of the value that stands there. The empty pointer is the
 * whole body.
 */
export type BodyField = readonly [pointer: string, template: string]

/** What every scheme says of itself. */
interface SchemeFacts {
  readonly id: string
  /**
   * Headers the signature needs, in the order they are sent: templates over `{signature}`, `{timestamp}`, `{id}`,
   * `{event}`, `{secret}` and `{token}`.
   */
  readonly headers: readonly Header[]
  /** Signatures and what belongs to them inside the body, for providers that put them there. */
  readonly bodyFields?: readonly BodyField[]
  readonly timestamp?: TimestampRule
}

/** Signed by filling templates, verified by reading them backwards. */
export interface DeclaredScheme extends SchemeFacts {
  readonly algorithm: Algorithm
  readonly key: KeyRule
  /**
   * What is signed: a template over `{id}`, `{timestamp}`, `{body}`, `{body-sha256}` (in hexadecimal), `{url}`,
   * `{method}`, `{form}` (the fields of a form, sorted), `{token}` (random text sent beside it) and `{secret}`. The body
   * goes in as bytes.
   */
  readonly content: string
  /** The first form is the one that is signed; verifying tries all of them in order. */
  readonly bodyForms: readonly BodyForm[]
  /** As `bodyForms`, for `{url}`. Absent: as sent. */
  readonly urlForms?: readonly UrlForm[]
  readonly digest: DigestEncoding
  /** Parameters put behind the URL before it is signed; verifying requires each to be right. */
  readonly query?: readonly (readonly [name: string, template: string])[]
  /** Parameters that other requests of the provider carry: verifying requires one that is there to be right. */
  readonly queryIfThere?: readonly (readonly [name: string, template: string])[]
  /**
   * What the body of a delivery always is, for providers that also sign other texts with the same key: any other body
   * with a right signature was never sent as a delivery.
   */
  readonly bodyIs?: "json-object"
  /** What stands between two signatures in one header while a secret is being rotated. */
  readonly separator?: string
  /** Headers for the signatures of further secrets, where each has a header of its own. */
  readonly furtherHeaders?: readonly string[]
  /** Headers sent when there is no key; verifying with a key calls them a downgrade. */
  readonly unsigned?: readonly Header[]
  /** An older, weaker signature that is sent beside the strong one. Alone it is a downgrade, never a proof. */
  readonly weaker?: WeakerSignature
  /** Other ways of writing the signature header that a verifier also accepts, because the true one is assumed. */
  readonly alsoAccepts?: readonly SignatureForm[]
}

/**
 * Signed and verified by its own code, and described by the same facts. It reads its timestamp rule from the object it
 * is called on, so that a copy with another one verifies by that.
 */
export interface CodedScheme extends SchemeFacts {
  /** For people: what computes the signature, from which key, over what. */
  readonly recipe: { readonly algorithm: string; readonly key: string; readonly content: string }
  /** Whether every byte of the body is covered; some sign only picked fields. */
  readonly coversBody: boolean
  /** Whether a request carries what looks like this signature. Absent: whether its header or its field is there. */
  isCarried?(request: Pick<VerifyInput, "headers" | "body">): boolean
  /** The event in a body that is not the event itself but, say, a signed token; undefined for any other body. */
  eventIn?(body: Uint8Array): Uint8Array | undefined
  /** Throws SECRET_INVALID for a secret that cannot sign. Absent: any text can. */
  checkSecret?(secret: string): void
  /** Where the certificate or key set that verifies this request is published, on a host that is the provider's. */
  keySource?(request: Pick<VerifyInput, "headers" | "body">): KeySource | undefined
  sign(input: SigningInput): Promise<Signed>
  /** As `verify`: nothing from outside makes it throw. */
  verify(input: VerifyInput): Promise<Verification>
}

export interface KeySource {
  readonly url: string
  readonly kind: "certificate" | "jwks"
}

export interface TimestampRule {
  readonly unit: "s" | "ms" | "iso"
  /** The oldest accepted age. Absent: age is shown, not judged. */
  readonly toleranceSeconds?: number
  /** How far ahead a timestamp may be. Absent: not judged. */
  readonly futureToleranceSeconds?: number
  /** A JSON pointer to the time in the body. It is the one that counts, also where a header repeats it. */
  readonly at?: string
}

/** One way of writing a signature into its header. */
export interface SignatureForm {
  readonly template: string
  readonly digest: DigestEncoding
}

export interface WeakerSignature {
  readonly header: Header
  readonly algorithm: "hmac-sha1"
  readonly digest: DigestEncoding
}

/** Where a request carries its signature. */
export type SignaturePlace =
  | { readonly header: string; readonly template: string }
  | { readonly field: string; readonly template: string }

/** Whether the scheme is code rather than data. */
export function isCoded(scheme: Scheme): scheme is CodedScheme {
  return "recipe" in scheme
}

/** Where the signature stands, or undefined for a provider that does not sign. */
export function signaturePlace({ headers, bodyFields = [] }: SchemeFacts): SignaturePlace | undefined {
  const header = headers.find(([, template]) => template.includes("{signature}"))
  if (header) return { header: header[0], template: header[1] }
  const field = bodyFields.find(([, template]) => template.includes("{signature}"))
  return field && { field: field[0], template: field[1] }
}

/** A signature's place as it is told: a header, or the JSON pointer of a field of the body, `""` being all of it. */
export interface PlaceName {
  readonly header: string | null
  readonly field: string | null
}

/** The place of the scheme's signature; neither header nor field where nothing is signed. */
export function placeName(scheme: SchemeFacts): PlaceName {
  const place = signaturePlace(scheme)
  return {
    header: place && "header" in place ? place.header : null,
    field: place && "field" in place ? place.field : null,
  }
}

/** The place of the scheme's signature in words; empty where nothing is signed. */
export function signatureName(scheme: SchemeFacts): string {
  return placeText(placeName(scheme))
}

/** A place in words. */
export function placeText({ header, field }: PlaceName): string {
  if (header !== null) return header
  return field === null ? "" : field === "" ? "the body" : `${field} of the body`
}

/** Every header that can hold a signature, the strong one first. */
export function signatureHeaders(scheme: Scheme): string[] {
  const place = signaturePlace(scheme)
  if (!place || "field" in place) return []
  if (isCoded(scheme)) return [place.header]
  const { furtherHeaders = [], weaker } = scheme
  return [place.header, ...furtherHeaders, ...(weaker ? [weaker.header[0]] : [])]
}

/** The same scheme with its signature in another header, for providers whose header name is assumed. */
export function withSignatureHeader<Kind extends Scheme>(scheme: Kind, name: string): Kind {
  const place = signaturePlace(scheme)
  const headers: Headers = scheme.headers.map((header) =>
    place && "header" in place && header[0] === place.header ? [name, header[1]] : header,
  )
  return { ...scheme, headers }
}

/** Whether the timestamp is part of what is signed; if not, it proves nothing. */
export function signsTimestamp(scheme: DeclaredScheme): boolean {
  return (
    scheme.content.includes("{timestamp}") ||
    (scheme.timestamp?.at !== undefined && scheme.content.includes("{body}"))
  )
}

/** Whether a changed body makes the signature wrong. */
export function coversBody(scheme: Scheme): boolean {
  return isCoded(scheme)
    ? scheme.coversBody
    : /\{(?:body|body-sha256|form)\}/.test(scheme.content) || bindsBodyByQuery(scheme)
}

/** Whether a request can carry the signatures of several secrets. */
export function carriesSeveral(scheme: Scheme): boolean {
  return !isCoded(scheme) && (scheme.separator !== undefined || scheme.furtherHeaders !== undefined)
}

/** Twilio signs the hash of a JSON body as a parameter of the URL. */
function bindsBodyByQuery({ query = [], content }: DeclaredScheme): boolean {
  return content.includes("{url}") && query.some(([, template]) => template.includes("{body-sha256}"))
}
