import { firstHeader, type Headers } from "../domain/headers.ts"
import { readForm } from "../signing/form.ts"
import { isCoded } from "../signing/scheme.ts"
import type { EventCase, Place, Provider } from "./provider.ts"

/** The event type a request of this provider carries, or undefined when it carries none. */
export function readEventType(provider: Provider, headers: Headers, body: Uint8Array): string | undefined {
  const { event } = provider.names
  if (!event) return undefined
  const received = { headers, body: eventIn(provider, body) }
  if (!("cases" in event)) return readPlace(provider, event, received)
  const payload = parseBody(provider, received.body)
  for (const eventCase of event.cases) {
    const type = typeInCase(eventCase, payload)
    if (type !== undefined) return type
  }
  return undefined
}

/** The provider's own id of the event, the same on every attempt, or undefined when the request carries none. */
export function readEventId(provider: Provider, headers: Headers, body: Uint8Array): string | undefined {
  const place = provider.names.id
  return place && readPlace(provider, place, { headers, body: eventIn(provider, body) })
}

/** Some schemes wrap the event up: what the body holds is a token. */
function eventIn({ scheme }: Provider, body: Uint8Array): Uint8Array {
  return (isCoded(scheme) ? scheme.eventIn?.(body) : undefined) ?? body
}

interface Received {
  readonly headers: Headers
  readonly body: Uint8Array
}

function readPlace(provider: Provider, place: Place, { headers, body }: Received): string | undefined {
  if ("header" in place) return firstHeader(headers, place.header)
  const payload = parseBody(provider, body)
  if ("path" in place) {
    const text = textAt(payload, place.path)
    return text === undefined || place.xml === undefined ? text : elementText(text, place.xml)
  }
  const outermost = typeof payload.value === "object" && payload.value !== null ? payload.value : {}
  return place.oneOfKeys.find((key) => Object.hasOwn(outermost, key))
}

function elementText(base64: string, name: string): string | undefined {
  const xml = Buffer.from(base64, "base64").toString("utf8")
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1]
}

function typeInCase({ type, when = {} }: EventCase, payload: Payload): string | undefined {
  const fits = Object.entries(when).every(([path, text]) => textAt(payload, path) === text)
  if (!fits) return undefined
  let isWhole = true
  const filled = type.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    const text = textAt(payload, path)
    isWhole &&= text !== undefined
    return text ?? ""
  })
  return isWhole ? filled : undefined
}

/** A parsed body; the fields of a form are text, which may be JSON. */
interface Payload {
  readonly value: unknown
  readonly isForm: boolean
}

/** Some who send JSON send forms as well; who sends forms sends nothing else. */
function parseBody({ bodyFormat }: Provider, body: Uint8Array): Payload {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")
  const json = bodyFormat === "form" ? undefined : parseJson(text)
  return json === undefined
    ? { value: Object.fromEntries(readForm(body)), isForm: true }
    : { value: json, isForm: false }
}

function textAt({ value, isForm }: Payload, path: string): string | undefined {
  let found = value
  for (const [depth, key] of path.split(".").entries()) {
    if (isForm && depth === 1 && typeof found === "string") found = parseJson(found)
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Record<string, unknown>)[key]
  }
  return typeof found === "string" && found !== "" ? found : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
