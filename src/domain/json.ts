import { decodeUtf8 } from "./utf8.ts"

/** A JSON object as it was parsed: nothing is known of its values. */
export type JsonFields = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonFields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** The value that bytes are as JSON in UTF-8, boxed because it may be anything; undefined where they are no JSON. */
export function readJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  const text = decodeUtf8(bytes)
  if (text === undefined) return undefined
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, "")) }
  } catch {
    return undefined
  }
}

/** The JSON object that bytes are, or undefined. */
export function readJsonObject(bytes: Uint8Array): JsonFields | undefined {
  const value = readJson(bytes)?.value
  return isJsonObject(value) ? value : undefined
}

/** An own property; what only the prototype has is not there. */
export function ownValue(object: JsonFields, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
