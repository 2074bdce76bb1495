import { readJson } from "../domain/json.ts"
import { WhkError } from "../errors.ts"
import { readForm, writeForm } from "./form.ts"

/**
 * The text at a JSON pointer of a body; in a form, the field named like the pointer's last part. A number is given as
 * it would be printed. Undefined where nothing stands there.
 */
export function readBodyField(body: Uint8Array, pointer: string): string | undefined {
  const json = readJson(body)
  if (json === undefined)
    return looksLikeForm(body) ? readForm(body).find(([name]) => name === lastPart(pointer))?.[1] : undefined
  const value = valueAt(json.value, pointer)
  if (typeof value === "string") return value
  return typeof value === "number" ? String(value) : undefined
}

/**
 * The body with text put at JSON pointers, or into the fields of a form. Objects on the way are made where they are
 * missing. Throws DATA_INVALID for a body that has no such places.
 */
export function writeBodyFields(
  body: Uint8Array,
  fields: readonly (readonly [pointer: string, value: string])[],
): Buffer {
  const json = readJson(body)
  if (json !== undefined && typeof json.value === "object" && json.value !== null) {
    for (const [pointer, value] of fields) putAt(json.value, pointer, value)
    return Buffer.from(JSON.stringify(json.value), "utf8")
  }
  if (json !== undefined || !looksLikeForm(body))
    throw new WhkError(
      "DATA_INVALID",
      "The body is neither a JSON object nor a form, so no signature fits into it.",
      {
        hint: "Leave out --body to have the provider's own payload made.",
      },
    )
  const names = new Set(fields.map(([pointer]) => lastPart(pointer)))
  const others = readForm(body).filter(([name]) => !names.has(name))
  return writeForm([...others, ...fields.map(([pointer, value]) => [lastPart(pointer), value] as const)])
}

function looksLikeForm(body: Uint8Array): boolean {
  return body.length === 0 || /^[^\s=&{[<]+=/.test(Buffer.from(body.subarray(0, 200)).toString("latin1"))
}

function partsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
}

function lastPart(pointer: string): string {
  return partsOf(pointer).at(-1) ?? ""
}

/** The value at a JSON pointer (RFC 6901), or undefined. */
export function valueAt(json: unknown, pointer: string): unknown {
  let value = json
  for (const part of partsOf(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

function putAt(json: object, pointer: string, text: string): void {
  const parts = partsOf(pointer)
  let node = json as Record<string, unknown>
  for (const part of parts.slice(0, -1)) {
    const next = Object.hasOwn(node, part) ? node[part] : undefined
    if (typeof next !== "object" || next === null) setOwn(node, part, {})
    node = node[part] as Record<string, unknown>
  }
  setOwn(node, parts.at(-1) ?? "", text)
}

/** `__proto__` is a key like any other here. */
function setOwn(node: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true })
}
