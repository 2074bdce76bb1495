import { escapeUnicode, javascriptNumber, prettyStyles, serialisers, sortedStyles } from "./json-styles.ts"
import { type JsonToken, jsonTokens, type Nesting, nestingOf, rewriteTokens } from "./json-tokens.ts"
import { type JsonNode, jsonTree, type JsonStyle, printJson } from "./json-tree.ts"
import type { CauseId } from "../causes.ts"
import type { BodyCandidate } from "./body-variants.ts"

const bytesOf = (text: string): Buffer => Buffer.from(text, "utf8")

/** The deepest nest that any usual serialiser prints: Python and Jackson stop at a thousand levels, PHP at 512. */
const DEEPEST_PRINTED = 1000
/** Indentation grows with the square of the depth, and nobody indents what cannot be read. */
const DEEPEST_INDENTED = 100
/** What indenting may make of a body: so many times its length, and so many bytes more. */
const INDENTED_GROWTH = { factor: 8, bytes: 1024 * 1024 }

/** A JSON body parsed and printed again, or changed in one respect; none for a text that is not JSON. */
export function* jsonVariants(text: string): Generator<BodyCandidate> {
  const bare = text.replace(/^\ufeff/, "")
  const tokens = jsonTokens(bare)
  if (!tokens) return
  const nesting = nestingOf(tokens)
  if (nesting.depth <= DEEPEST_PRINTED) {
    const tree = jsonTree(tokens)
    yield* printedVariants(bare, tree)
    yield* indentedVariants(tree, { nesting, length: Buffer.byteLength(bare) })
    yield* partVariants(tree)
    yield* sanitisedVariants(tree)
  }
  yield* rewrittenVariants(tokens)
  yield variant("body-json-string", "the body as one JSON string, JSON.stringify(text)", JSON.stringify(bare))
}

function* printedVariants(text: string, tree: JsonNode): Generator<BodyCandidate> {
  yield variant(
    "body-reserialised-javascript",
    "the body parsed and printed again, JSON.stringify(JSON.parse(body))",
    JSON.stringify(JSON.parse(text)),
  )
  for (const { id, call, style } of serialisers)
    yield variant(id, `the body parsed and printed again, ${call}`, printJson(tree, style))
  for (const { id, call, style } of sortedStyles)
    yield variant(id, `the body with its keys sorted, ${call}`, printJson(tree, style))
}

function* indentedVariants(
  tree: JsonNode,
  { nesting, length }: { readonly nesting: Nesting; readonly length: number },
): Generator<BodyCandidate> {
  if (nesting.depth > DEEPEST_INDENTED) return
  for (const { id, call, style } of prettyStyles) {
    const added = nesting.lines + nesting.indentedLevels * (style.indent ?? "").length
    if (length + added <= INDENTED_GROWTH.factor * length + INDENTED_GROWTH.bytes)
      yield variant(id, `the body printed with indentation, ${call}`, printJson(tree, style))
  }
}

const AS_JAVASCRIPT: JsonStyle = {
  string: (value) => JSON.stringify(value),
  number: javascriptNumber,
  comma: ",",
  colon: ":",
}

/** Handlers that were given the event's data hash that alone. */
function* partVariants(tree: JsonNode): Generator<BodyCandidate> {
  if (tree.kind !== "object") return
  for (const [key, value] of tree.entries) {
    if (value.kind !== "object" && value.kind !== "array") continue
    yield variant("body-part", `only the value of "${key}", printed again`, printJson(value, AS_JAVASCRIPT))
  }
}

/** What middleware does to every string of a body before the handler sees it. */
function* sanitisedVariants(tree: JsonNode): Generator<BodyCandidate> {
  const clean = (change: (value: string) => string): string =>
    printJson(tree, { ...AS_JAVASCRIPT, string: (value) => JSON.stringify(change(value)) })
  yield variant(
    "body-strings-trimmed",
    "the body with every string trimmed",
    clean((value) => value.trim()),
  )
  yield variant(
    "body-nulls-emptied",
    "the body with null made an empty string",
    printJson(emptied(tree), AS_JAVASCRIPT),
  )
  yield variant(
    "body-emptied-to-null",
    "the body with empty strings made null",
    printJson(nulled(tree), AS_JAVASCRIPT),
  )
  yield variant(
    "body-nulls-dropped",
    "the body without its null values",
    printJson(tree, { ...AS_JAVASCRIPT, dropNulls: true }),
  )
}

function emptied(node: JsonNode): JsonNode {
  if (node.kind === "literal" && node.text === "null") return { kind: "string", value: "" }
  return mapChildren(node, emptied)
}

function nulled(node: JsonNode): JsonNode {
  if (node.kind === "string" && node.value === "") return { kind: "literal", text: "null" }
  return mapChildren(node, nulled)
}

function mapChildren(node: JsonNode, change: (node: JsonNode) => JsonNode): JsonNode {
  if (node.kind === "array") return { kind: "array", items: node.items.map(change) }
  if (node.kind === "object")
    return { kind: "object", entries: node.entries.map(([key, value]) => [key, change(value)] as const) }
  return node
}

/** One respect changed, every other byte kept. */
function* rewrittenVariants(tokens: readonly JsonToken[]): Generator<BodyCandidate> {
  const rewrite = (kind: JsonToken["kind"], change: (text: string) => string): string =>
    rewriteTokens(tokens, (token) => (token.kind === kind ? change(token.text) : token.text))
  const onStrings = (change: (value: string) => string): string =>
    rewrite("string", (text) => change(JSON.parse(text) as string))

  yield variant(
    "body-white-space-removed",
    "the body without the white space between its tokens",
    rewrite("space", () => ""),
  )
  yield variant(
    "body-numbers-changed",
    "the body with its numbers as JavaScript prints them",
    rewrite("number", javascriptNumber),
  )
  yield variant(
    "body-unicode-escaped",
    "the body with everything outside ASCII as \\uXXXX",
    rewrite("string", (text) => escapedRaw(text, false)),
  )
  yield variant(
    "body-unicode-escaped-upper",
    "the body with everything outside ASCII as \\uXXXX in upper case",
    rewrite("string", (text) => escapedRaw(text, true)),
  )
  yield variant(
    "body-unicode-unescaped",
    "the body with its \\uXXXX decoded",
    rewrite("string", (text) => text.replace(/(?:\\u[0-9a-fA-F]{4})+/g, decodeEscapes)),
  )
  yield variant(
    "body-slashes-escaped",
    "the body with / written as \\/",
    rewrite("string", (text) => text.replace(/(?<!\\)\//g, "\\/")),
  )
  yield variant(
    "body-slashes-unescaped",
    "the body with \\/ written as /",
    rewrite("string", (text) => text.replaceAll("\\/", "/")),
  )
  yield variant(
    "body-strings-reprinted",
    "the body with its strings as JSON.stringify prints them",
    onStrings((value) => JSON.stringify(value)),
  )
}

const escapedRaw = (text: string, isUpper: boolean): string =>
  // The raw text keeps its own escapes; only what is outside ASCII is written anew.
  text.replace(/[\u0080-\uffff]+/g, (run) => escapeUnicode(run, isUpper).slice(1, -1))

/** Escapes that stand for something a JSON string may hold as it is; the rest stays escaped. */
function decodeEscapes(run: string): string {
  const decoded = JSON.parse(`"${run}"`) as string
  return JSON.stringify(decoded).slice(1, -1)
}

function variant(id: CauseId, what: string, text: string): BodyCandidate {
  return { id, what, value: bytesOf(text) }
}
