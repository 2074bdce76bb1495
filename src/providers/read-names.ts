import { firstHeader, type Headers } from "../domain/headers.ts"
import { readBodyField } from "../signing/body-field.ts"
import type { Place, Provider } from "./provider.ts"

/** The event type a request of this provider carries, or undefined when it carries none. */
export function readEventType(provider: Provider, headers: Headers, body: Uint8Array): string | undefined {
  return readPlace(provider.names.event, headers, body)
}

/** The provider's own id of the event, the same on every attempt, or undefined when the request carries none. */
export function readEventId(provider: Provider, headers: Headers, body: Uint8Array): string | undefined {
  const place = provider.names.id
  return place && readPlace(place, headers, body)
}

function readPlace(place: Place, headers: Headers, body: Uint8Array): string | undefined {
  if ("header" in place) return firstHeader(headers, place.header)
  const json = parseJson(body)
  const value = json === undefined ? readBodyField(body, `/${place.path}`) : valueAt(json.value, place.path)
  if (typeof value !== "string" || value === "") return undefined
  return place.xml === undefined ? value : elementText(value, place.xml)
}

function valueAt(json: unknown, path: string): unknown {
  let value = json
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function elementText(base64: string, name: string): string | undefined {
  const xml = Buffer.from(base64, "base64").toString("utf8")
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1]
}

function parseJson(body: Uint8Array): { readonly value: unknown } | undefined {
  try {
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
