/** One header as it stood on the wire; bytes above 0x7f are Latin-1, as Node reads them. */
export type Header = readonly [name: string, value: string]

/** Headers in the order and case they arrived, duplicates included. */
export type Headers = readonly Header[]

/** Turns Node's flat `rawHeaders` into pairs. */
export function headersFromFlat(flat: readonly string[]): Header[] {
  const pairs: Header[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([flat[index]!, flat[index + 1]!])
  return pairs
}

/** Turns pairs into the flat list that Node and undici write in order, case and number unchanged. */
export function headersToFlat(headers: Headers): string[] {
  const flat: string[] = []
  for (const [name, value] of headers) flat.push(name, value)
  return flat
}

/** Every value of one header, the name compared without case. */
export function headerValues(headers: Headers, name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value)
}

/** The first value of one header, the name compared without case. */
export function firstHeader(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1]
}

/** The headers without those named. */
export function withoutHeaders(headers: Headers, names: readonly string[]): Headers {
  const unwanted = new Set(names.map((name) => name.toLowerCase()))
  return headers.filter(([name]) => !unwanted.has(name.toLowerCase()))
}

/**
 * Headers that belong to one connection and are never passed on (RFC 9110, section 7.6.1).
 * This is the documented list; whatever `Connection` names goes as well.
 */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
])

// `Connection: X-Hub-Signature-256` must not be a way to take a signature off a delivery.
const NEVER_NAMED_BY_CONNECTION = /signature|hmac|webhook|^(host|content-|authorization|x-whk-)/

/** The headers that travel end to end: all but the hop-by-hop ones. */
export function endToEndHeaders(headers: Headers): Headers {
  const named = new Set<string>()
  for (const value of headerValues(headers, "connection")) {
    for (const token of value.split(",")) {
      const name = token.trim().toLowerCase()
      if (!NEVER_NAMED_BY_CONNECTION.test(name)) named.add(name)
    }
  }
  return headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !HOP_BY_HOP.has(lower) && !named.has(lower)
  })
}

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Whether a header may be written to a socket: a token for a name, no line breaks or control characters. */
export function isWritableHeader([name, value]: Header): boolean {
  return HEADER_NAME.test(name) && HEADER_VALUE.test(value)
}

/** How many bytes Content-Length says the body has; undefined where it says nothing that is a length. */
export function declaredLength(headers: Headers): number | undefined {
  const text = firstHeader(headers, "content-length")
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
