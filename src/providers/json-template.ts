import type { Json, JsonObject } from "./provider.ts"
import { ALPHANUMERIC, isoSeconds, type SampleContext, unixSeconds } from "./sample.ts"

/** What a template may speak of beside random values and the time. */
export interface TemplateValues {
  readonly id?: string
  readonly event?: string
  /** Stands where a whole value is `{data}`. */
  readonly data?: Json
}

/**
 * JSON with its placeholders filled. In any text: `{id}`, `{event}`, `{uuid}`, `{now-iso}` (milliseconds),
 * `{now-iso-seconds}`, `{now-date}`, `{hex:24}`, `{digits:10}`, `{base62:14}`, `{lower:8}` (letters and digits),
 * `{upper:8}`, and `{brace}` for an opening brace. A value that is nothing but `{data}`, `{now-s}`, `{now-ms}` or `{int:1-100}` is replaced whole: by the
 * event's data, or by a number. `{hex:24#name}` gives the same text wherever the name stands again.
 */
export function fillJson(template: Json, values: TemplateValues, context: SampleContext): Json {
  const named = new Map<string, string>()
  const fill = (node: Json): Json => {
    if (typeof node === "string") return fillValue(node, { values, context, named })
    if (typeof node !== "object" || node === null) return node
    if (Array.isArray(node)) return node.map(fill)
    return Object.fromEntries(Object.entries(node as JsonObject).map(([key, value]) => [key, fill(value)]))
  }
  return fill(template)
}

/** As `fillJson`, for one text that stays a text. */
export function fillTextTemplate(template: string, values: TemplateValues, context: SampleContext): string {
  return fillText(template, { values, context, named: new Map() })
}

interface Filling {
  readonly values: TemplateValues
  readonly context: SampleContext
  readonly named: Map<string, string>
}

const PLACEHOLDER = /\{([a-z][a-z0-9-]*)(?::([0-9-]+))?(?:#([a-z0-9-]+))?\}/g

const NUMBER = /^\{(?:now-s|now-ms|int:\d+-\d+)(?:#[a-z0-9-]+)?\}$/

function fillValue(text: string, filling: Filling): Json {
  if (text === "{data}" && filling.values.data !== undefined) return filling.values.data
  const filled = fillText(text, filling)
  return NUMBER.test(text) ? Number(filled) : filled
}

function fillText(text: string, filling: Filling): string {
  return text.replace(PLACEHOLDER, (placeholder, kind: string, size?: string, name?: string) => {
    const known = name === undefined ? undefined : filling.named.get(name)
    if (known !== undefined) return known
    const value = valueOf(kind, size ?? "", filling)
    if (value !== undefined && name !== undefined) filling.named.set(name, value)
    return value ?? placeholder
  })
}

function valueOf(kind: string, size: string, { values, context }: Filling): string | undefined {
  const length = Number(size) || 16
  switch (kind) {
    case "id":
      return values.id
    case "event":
      return values.event
    case "uuid":
      return context.uuid()
    case "now-iso":
      return new Date(context.nowMs).toISOString()
    case "now-iso-seconds":
      return isoSeconds(context.nowMs)
    case "now-date":
      return new Date(context.nowMs).toISOString().slice(0, 10)
    case "now-s":
      return String(unixSeconds(context.nowMs))
    case "now-ms":
      return String(context.nowMs)
    case "hex":
      return context.characters(length, "0123456789abcdef")
    case "digits":
      // A number that begins with 0 is none.
      return `${context.integer(1, 9)}${context.characters(Math.max(0, length - 1), "0123456789")}`
    case "base62":
      return context.characters(length, ALPHANUMERIC)
    case "lower":
      return context.characters(length)
    case "upper":
      return context.characters(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    case "int": {
      const [min = 0, max = 0] = size.split("-").map(Number)
      return String(context.integer(min, max))
    }
    case "brace":
      return "{"
    default:
      return undefined
  }
}

/** The dotted path of the value that is `{data}`: "" when that is all there is, undefined when there is none. */
export function dataPath(template: Json): string | undefined {
  if (template === "{data}") return ""
  if (typeof template !== "object" || template === null) return undefined
  for (const [key, child] of Object.entries(template)) {
    const path = dataPath(child as Json)
    if (path !== undefined) return path === "" ? key : `${key}.${path}`
  }
  return undefined
}
