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

/** Whether bytes that may be JSON nest objects and lists deeper than this. It looks at every byte once. */
export function isNestedDeeper(bytes: Uint8Array, limit: number): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (isText) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) isText = false
    } else if (byte === QUOTE) isText = true
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1
      if (depth > limit) return true
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth -= 1
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
