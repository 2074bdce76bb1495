import { headerValues, type Header } from "../domain/headers.ts"
import { readBodyField, writeBodyFields } from "../signing/body-field.ts"
import { isCoded, type Scheme, signaturePlace } from "../signing/scheme.ts"
import type { Shot } from "./case.ts"

/** A signature as it stands in a request: the digest, and the template's text around it. */
export interface SignatureText {
  readonly before: string
  readonly digest: string
  readonly after: string
}

/** The signature of a signed request; undefined where it carries none. */
export function signatureIn(scheme: Scheme, { headers, body }: Shot): SignatureText | undefined {
  const place = signaturePlace(scheme)
  if (!place) return undefined
  const value = "header" in place ? headerValues(headers, place.header)[0] : textAt(body, place.field)
  return value === undefined ? undefined : divide(value, place.template, "{signature}")
}

/** The empty pointer is the whole body, which is then no JSON. */
function textAt(body: Uint8Array, pointer: string): string | undefined {
  return pointer === "" ? Buffer.from(body).toString("utf8") : readBodyField(body, pointer)
}

/** The names of the body's fields that the scheme itself writes. */
export function signedFields({ bodyFields = [] }: Scheme): string[] {
  return bodyFields.map(([pointer]) => pointer.slice(pointer.lastIndexOf("/") + 1))
}

/** By the text that stands beside the placeholder and is the same in every request: `sha256=`, or `v1=` after a comma. */
function divide(value: string, template: string, placeholder: string): SignatureText {
  const [before = "", after = ""] = template.split(placeholder)
  const fixed = before.slice(before.search(/[^}>]*$/))
  const next = after.split("{")[0]!
  const start = fixed === "" ? 0 : value.indexOf(fixed) + fixed.length
  const found = next === "" ? -1 : value.indexOf(next, start)
  const end = found === -1 ? value.length : found
  return { before: value.slice(0, start), digest: value.slice(start, end), after: value.slice(end) }
}

/** The request with another text in the place of its signature. */
export function withSignature(scheme: Scheme, shot: Shot, text: string): Shot {
  const place = signaturePlace(scheme)
  if (!place) return shot
  if ("field" in place && place.field === "") return { ...shot, body: Buffer.from(text, "utf8") }
  if ("field" in place) return { ...shot, body: writeBodyFields(shot.body, [[place.field, text]]) }
  const name = place.header.toLowerCase()
  const headers = shot.headers.map((header): Header =>
    header[0].toLowerCase() === name ? [header[0], text] : header,
  )
  return { ...shot, headers }
}

/** The request with another digest inside its signature. */
export function withDigest(scheme: Scheme, shot: Shot, change: (digest: string) => string): Shot {
  const text = signatureIn(scheme, shot)
  return text ? withSignature(scheme, shot, text.before + change(text.digest) + text.after) : shot
}

/** The request without any of the headers a signature can stand in, and without what is sent beside it. */
export function withoutSignature(scheme: Scheme, shot: Shot): Shot | undefined {
  const place = signaturePlace(scheme)
  if (!place || "field" in place) return undefined
  const weaker = isCoded(scheme) ? undefined : scheme.weaker?.header[0]
  const gone = new Set([place.header, weaker].map((name) => name?.toLowerCase()))
  return { ...shot, headers: shot.headers.filter(([name]) => !gone.has(name.toLowerCase())) }
}

/** A text of the same length and alphabet in which every letter and digit is another one. */
export function otherLetters(text: string): string {
  return text.replace(/[0-9a-zA-Z]/g, (character) => {
    if (/[0-9]/.test(character)) return String((Number(character) + 1) % 10)
    const base = character >= "a" ? 97 : 65
    // Within a to f, so that hexadecimal stays hexadecimal.
    const span = character.toLowerCase() <= "f" ? 6 : 26
    return String.fromCharCode(base + ((character.charCodeAt(0) - base + 1) % span))
  })
}

/** The request with the time that stands beside the body of another. */
export function withTimeOf(scheme: Scheme, shot: Shot, other: Shot): Shot {
  const headers = shot.headers.map(([name, value]): Header => {
    const template = scheme.headers.find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1] ?? ""
    if (!template.includes("{timestamp}")) return [name, value]
    const { before, after } = divide(value, template, "{timestamp}")
    const { digest: time } = divide(headerValues(other.headers, name)[0]!, template, "{timestamp}")
    return [name, before + time + after]
  })
  return { ...shot, headers }
}
