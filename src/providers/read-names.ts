import { firstHeader, type Headers } from "../domain/headers.ts"
import type { Place, Provider } from "./provider.ts"

/** The event type a request of this provider carries, or undefined when it carries none. */
export function readEventType(provider: Provider, headers: Headers, body: Uint8Array): string | undefined {
  const place = provider.names.event
  return place && readPlace(place, headers, body)
}

/** The provider's own id of the event, the same on every attempt, or undefined when the request carries none. */
export function readEventId(provider: Provider, headers: Headers, body: Uint8Array): string | undefined {
  const place = provider.names.id
  return place && readPlace(place, headers, body)
}

function readPlace(place: Place, headers: Headers, body: Uint8Array): string | undefined {
  if ("header" in place) return firstHeader(headers, place.header)
  let value = parseJson(body)
  for (const key of place.path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return typeof value === "string" && value !== "" ? value : undefined
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"))
  } catch {
    return undefined
  }
}
