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
  const value = "header" in place ? headerValues(headers, place.header)[0] : readBodyField(body, place.field)
  return value === undefined ? undefined : divide(value, place.template)
}

/** The text that stands before the digest and is the same in every signature: `sha256=`, or `v1=` after a comma. */
function divide(value: string, template: string): SignatureText {
  const [before = "", after = ""] = template.split("{signature}")
  const fixed = before.slice(before.lastIndexOf("}") + 1)
  const start = fixed === "" ? 0 : value.indexOf(fixed) + fixed.length
  const end = after === "" ? value.length : value.indexOf(after, start)
  return { before: value.slice(0, start), digest: value.slice(start, end), after: value.slice(end) }
}

/** The request with another text in the place of its signature. */
export function withSignature(scheme: Scheme, shot: Shot, text: string): Shot {
  const place = signaturePlace(scheme)
  if (!place) return shot
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

/** The request with every header's value changed. */
export function withHeaders(shot: Shot, change: (value: string, name: string) => string): Shot {
  return { ...shot, headers: shot.headers.map(([name, value]): Header => [name, change(value, name)]) }
}
