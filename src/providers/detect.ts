import { firstHeader, type Headers } from "../domain/headers.ts"
import { readBodyField } from "../signing/body-field.ts"
import { isCoded, signatureHeaders, type SignaturePlace, signaturePlace } from "../signing/scheme.ts"
import type { Provider } from "./provider.ts"
import { readEventType } from "./read-names.ts"
import { providers } from "./catalogue.ts"
import { findEventType } from "./registry.ts"

interface Received {
  readonly headers: Headers
  readonly body: Uint8Array
}

/**
 * The providers whose signature a request carries where they put it. Those come first of whose headers the fewest are
 * missing or say something else than they always do, then those that have an event type of the name the request gives,
 * then those with the most headers; providers that fit alike keep their fixed order.
 */
export function detectProviders(request: Received): Provider[] {
  const { headers, body } = request
  const asked = { headers, body, names: new Set(headers.map(([name]) => name.toLowerCase())) }
  return marks
    .filter((mark) => carriesSignature(mark, asked))
    .map(({ provider }) => ({
      provider,
      missing: missing(provider.scheme.headers, request.headers) + contradicted(provider, request),
      isStranger: !namesEvent(provider, request),
      foreign: missing(provider.headers, request.headers),
    }))
    .toSorted(
      (a, b) =>
        a.missing - b.missing ||
        Number(a.isStranger) - Number(b.isStranger) ||
        a.foreign - b.foreign ||
        headerCount(b.provider) - headerCount(a.provider),
    )
    .map(({ provider }) => provider)
}

/** Where a provider's signature stands: found once, asked of every request. */
interface Mark {
  readonly provider: Provider
  readonly place: SignaturePlace | undefined
  /** In lower case. */
  readonly headers: readonly string[]
}

const marks = providers.map((provider): Mark => ({
  provider,
  place: signaturePlace(provider.scheme),
  headers: signatureHeaders(provider.scheme).map((name) => name.toLowerCase()),
}))

function carriesSignature(
  { provider: { scheme }, place, headers: wanted }: Mark,
  { headers, body, names }: Received & { readonly names: ReadonlySet<string> },
): boolean {
  if (isCoded(scheme) && scheme.isCarried) return scheme.isCarried({ headers, body })
  if (place && "field" in place) return readBodyField(body, place.field) !== undefined
  return wanted.some(
    (name) =>
      names.has(name) &&
      (name !== "authorization" || fits(place?.template, firstHeader(headers, name) ?? "")),
  )
}

/** Many requests carry an Authorization header; only one of the provider's kind tells anything. */
function fits(template = "", value: string): boolean {
  const [before = ""] = template.split("{signature}")
  return value.length > before.length && value.toLowerCase().startsWith(before.toLowerCase())
}

function namesEvent(provider: Provider, { headers, body }: Received): boolean {
  const type = readEventType(provider, headers, body)
  return type !== undefined && findEventType(provider, type) !== undefined
}

function headerCount({ scheme, headers }: Provider): number {
  return scheme.headers.length + headers.length
}

function missing(wanted: Headers, headers: Headers): number {
  return wanted.filter(([name]) => firstHeader(headers, name) === undefined).length
}

/** How many headers of the scheme that always have one value, such as HubSpot's version, are there with another. */
function contradicted({ scheme }: Provider, { headers }: Received): number {
  return scheme.headers.filter(([name, template]) => {
    const value = firstHeader(headers, name)
    return value !== undefined && !template.includes("{") && value !== template
  }).length
}
