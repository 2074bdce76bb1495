import { firstHeader, type Headers } from "../domain/headers.ts"
import { readForm } from "../signing/form.ts"
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
  const json = parseJson(body)
  if ("oneOfKeys" in place) {
    const outermost = typeof json === "object" && json !== null ? json : {}
    return place.oneOfKeys.find((key) => Object.hasOwn(outermost, key))
  }
  const paths = "path" in place ? [place.path] : place.paths
  const values = paths.map((path) => {
    const keys = path.split(".")
    const value = json === undefined ? formValueAt(body, keys) : valueAt(json, keys)
    return typeof value === "string" && value !== "" ? value : undefined
  })
  return values.includes(undefined) ? undefined : values.join(".")
}

/** A field of a form, or what stands at the further keys in the JSON that the field holds (Mandrill). */
function formValueAt(body: Uint8Array, [field, ...keys]: readonly string[]): unknown {
  const text = readForm(body).find(([name]) => name === field)?.[1]
  if (text === undefined || keys.length === 0) return text
  return valueAt(parseJson(Buffer.from(text, "utf8")), keys)
}

function valueAt(json: unknown, keys: readonly string[]): unknown {
  let value = json
  for (const key of keys) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"))
  } catch {
    return undefined
  }
}
