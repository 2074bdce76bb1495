import type { JsonToken } from "./json-tokens.ts"

/** A JSON value that keeps what `JSON.parse` loses: how numbers were written, and keys that stand there twice. */
export type JsonNode =
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: string, value: JsonNode])[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly literal: string }
  | { readonly kind: "literal"; readonly text: string }

/** The tree of a JSON text's tokens. */
export function jsonTree(tokens: readonly JsonToken[]): JsonNode {
  const dense = tokens.filter(({ kind }) => kind !== "space")
  let at = 0
  const take = (): JsonToken => dense[at++]!

  const readValue = (): JsonNode => {
    const { kind, text } = take()
    if (kind === "string") return { kind, value: JSON.parse(text) as string }
    if (kind === "number") return { kind, literal: text }
    if (kind === "literal") return { kind, text }
    return text === "{" ? readObject() : readArray()
  }
  const readObject = (): JsonNode => {
    const entries: (readonly [string, JsonNode])[] = []
    while (dense[at]?.text !== "}") {
      const key = JSON.parse(take().text) as string
      at += 1
      entries.push([key, readValue()])
      if (dense[at]?.text === ",") at += 1
    }
    at += 1
    return { kind: "object", entries }
  }
  const readArray = (): JsonNode => {
    const items: JsonNode[] = []
    while (dense[at]?.text !== "]") {
      items.push(readValue())
      if (dense[at]?.text === ",") at += 1
    }
    at += 1
    return { kind: "array", items }
  }
  return readValue()
}

/** How a serialiser writes JSON. */
export interface JsonStyle {
  string(value: string): string
  number(literal: string): string
  /** Between entries, and between a key and its value. */
  readonly comma: string
  readonly colon: string
  /** One level of indentation; absent: all in one line. */
  readonly indent?: string
  /** Keys in the order of their code units, at every level. */
  readonly sortKeys?: boolean
  /** Arrays stay in one line where objects are indented, as Jackson has it. */
  readonly flatArrays?: boolean
  /** Entries whose value is null are left out, as Gson does. */
  readonly dropNulls?: boolean
  /** `[]` for an empty object too, as PHP's arrays have it. */
  readonly emptyObjectIsArray?: boolean
}

/** The tree in a style; of a key that stands there twice the last value counts, at the first place. */
export function printJson(root: JsonNode, style: JsonStyle): string {
  return print(root, style, 0)
}

function print(node: JsonNode, style: JsonStyle, depth: number): string {
  if (node.kind === "string") return style.string(node.value)
  if (node.kind === "number") return style.number(node.literal)
  if (node.kind === "literal") return node.text
  if (node.kind === "array") {
    // A flat array is no level of its own.
    const items = node.items.map((item) => print(item, style, style.flatArrays ? depth : depth + 1))
    return style.flatArrays ? enclose("[]", items, style) : enclose("[]", items, style, depth)
  }
  const entries = entriesOf(node.entries, style).map(
    ([key, value]) => style.string(key) + style.colon + print(value, style, depth + 1),
  )
  if (entries.length === 0 && style.emptyObjectIsArray) return "[]"
  return enclose("{}", entries, style, depth)
}

/** Parts between brackets: indented from a depth, else in one line. */
function enclose(brackets: "[]" | "{}", parts: readonly string[], style: JsonStyle, depth?: number): string {
  const { indent, flatArrays } = style
  const [open = "", close = ""] = brackets
  if (parts.length === 0) return flatArrays ? `${open} ${close}` : brackets
  if (indent === undefined) return open + parts.join(style.comma) + close
  if (depth === undefined) return `${open} ${parts.join(", ")} ${close}`
  const inner = `\n${indent.repeat(depth + 1)}`
  return `${open}${inner}${parts.join(`,${inner}`)}\n${indent.repeat(depth)}${close}`
}

type Entries = readonly (readonly [key: string, value: JsonNode])[]

function entriesOf(entries: Entries, { sortKeys, dropNulls }: JsonStyle): Entries {
  const kept = [...new Map(entries)].filter(
    ([, value]) => !dropNulls || value.kind !== "literal" || value.text !== "null",
  )
  return sortKeys ? kept.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))) : kept
}
