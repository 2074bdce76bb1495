import { parseDuration } from "../domain/duration.ts"
import type { Json, JsonObject } from "./provider.ts"
import { ALPHANUMERIC, isoSeconds, type SampleContext, ulid, unixSeconds } from "./sample.ts"

/** What a template may speak of beside random values and the time. */
export interface TemplateValues {
  readonly id?: string
  readonly event?: string
  /** Stands where a whole value is `{data}`; `{data.id}` is what stands at a dotted path of it. */
  readonly data?: Json
}

/**
 * JSON with its placeholders filled. In any text: `{id}`, `{event}`, `{uuid}`, `{ulid}`, `{now-iso}` (milliseconds),
 * `{now-iso-seconds}`, `{now-date}`, `{now-time}`, `{now-ctime}` (`Thu Jan 15 02:03:04 +0000 2026`), `{now-rfc2822}`,
 * `{now-unix}` (seconds, as text), `{hex:24}`, `{digits:10}`, `{base62:14}`, `{lower:8}` (letters and digits),
 * `{upper:8}`, and `{brace}` for an opening brace. A time can be another: `{now-iso:30d}` is in thirty days, `{now-iso:-60s}` was a minute ago. A value that
 * is nothing but `{data}`, `{data.id}`, `{now-s}`, `{now-ms}` or `{int:1-100}` is replaced whole: by the event's data or
 * a part of it, or by a number. `{hex:24#name}` gives the same text wherever the name stands again. The key `...` lays
 * the fields of its object among the others; of two with one name the later one counts.
 */
export function fillJson(template: Json, values: TemplateValues, context: SampleContext): Json {
  const named = new Map<string, string>()
  const fill = (node: Json): Json => {
    if (typeof node === "string") return fillValue(node, { values, context, named })
    if (typeof node !== "object" || node === null) return node
    if (Array.isArray(node)) return node.map(fill)
    return Object.fromEntries(
      Object.entries(node as JsonObject).flatMap(([key, value]) => {
        const filled = fill(value)
        return key === SPREAD && isObject(filled) ? Object.entries(filled) : [[key, filled]]
      }),
    )
  }
  return fill(template)
}

const SPREAD = "..."

function isObject(node: Json): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node)
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

const PLACEHOLDER = /\{(data\.[\w.-]+|[a-z][a-z0-9-]*)(?::([0-9-]+[smhd]?))?(?:#([a-z0-9-]+))?\}/g

const NUMBER = /^\{(?:now-m?s(?::-?\d+[smhd])?|int:\d+-\d+)(?:#[a-z0-9-]+)?\}$/

const DATA_PART = /^\{data\.([\w.-]+)\}$/
/** The furthest from the epoch that a Date can be. */
const MOST_MS = 8.64e15

function fillValue(text: string, filling: Filling): Json {
  const { data } = filling.values
  if (text === "{data}" && data !== undefined) return data
  const part = DATA_PART.exec(text)?.[1]
  if (part !== undefined && data !== undefined) return valueIn(data, part) ?? null
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
  if (kind.startsWith("data."))
    return values.data === undefined ? undefined : textOf(valueIn(values.data, kind.slice("data.".length)))
  switch (kind) {
    case "id":
      return values.id
    case "event":
      return values.event
    case "uuid":
      return context.uuid()
    case "ulid":
      return ulid(context)
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
      return timeText(kind, context.nowMs + offsetMs(size))
  }
}

/** `30d`, `-60s`: how far from now. */
function offsetMs(text: string): number {
  const [, minus, duration] = /^(-?)(\d+[smhd])$/.exec(text) ?? []
  return duration === undefined ? 0 : parseDuration(duration) * (minus === "-" ? -1 : 1)
}

function timeText(kind: string, timeMs: number): string | undefined {
  if (Math.abs(timeMs) > MOST_MS) return undefined
  const date = new Date(timeMs)
  switch (kind) {
    case "now-iso":
      return date.toISOString()
    case "now-iso-seconds":
      return isoSeconds(timeMs)
    case "now-rfc2822":
      return date.toUTCString().replace("GMT", "+0000")
    case "now-ctime":
      return ctime(timeMs)
    case "now-date":
      return date.toISOString().slice(0, 10)
    case "now-time":
      return date.toISOString().slice(11, 19)
    case "now-s":
    case "now-unix":
      return String(unixSeconds(timeMs))
    case "now-ms":
      return String(timeMs)
    default:
      return undefined
  }
}

function ctime(timeMs: number): string {
  const [day = "", date, month, year, time] = new Date(timeMs).toUTCString().split(/,? /)
  return `${day} ${month} ${date} ${time} +0000 ${year}`
}

function valueIn(data: Json, path: string): Json | undefined {
  let value: Json | undefined = data
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as JsonObject)[key]
  }
  return value
}

function textOf(value: Json | undefined): string {
  return typeof value === "object" || value === undefined ? "" : String(value)
}

/** The dotted path of what `{data}` is or lies in: "" when that is the whole, undefined when there is none. */
export function dataPath(template: Json): string | undefined {
  if (template === "{data}") return ""
  if (typeof template !== "object" || template === null) return undefined
  for (const [key, child] of Object.entries(template)) {
    const path = dataPath(child as Json)
    if (path === undefined) continue
    if (key === SPREAD) return path
    return path === "" ? key : `${key}.${path}`
  }
  return undefined
}
