/** A JSON value as it was written: numbers keep their digits, objects their order and duplicate keys. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly (readonly [key: string, value: JsonNode])[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number" | "word"; readonly text: string }

// Deeper than anything a provider sends, and shallow enough for the stack.
const DEEPEST = 200

// What may stand in a text, unrolled so that a long one needs no stack.
const PLAIN = String.raw`[ !#-[\]-\uffff]*`
const TEXT = String.raw`"${PLAIN}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})${PLAIN})*"`
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])`
const TOKEN = new RegExp(String.raw`[\t\n\r ]*([[\]{},:]|${TEXT}|${NUMBER}|(?:true|false|null)(?!\w))`, "y")

class NotJson extends Error {}

/** Reads JSON (RFC 8259); undefined when the text is none, or is nested too deep to be shown. */
export function readJson(text: string): JsonNode | undefined {
  const tokens = createTokens(text)
  try {
    const node = readValue(tokens, 0)
    return tokens.isAtEnd() ? node : undefined
  } catch (error) {
    if (error instanceof NotJson) return undefined
    throw error
  }
}

interface Tokens {
  next(): string
  /** Takes the sign if it comes next. */
  take(sign: string): boolean
  isAtEnd(): boolean
}

function createTokens(text: string): Tokens {
  let at = 0
  let peeked: string | undefined

  function read(): string {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (!found) throw new NotJson()
    at = TOKEN.lastIndex
    return found[1]!
  }

  return {
    next() {
      const token = peeked ?? read()
      peeked = undefined
      return token
    },
    take(sign) {
      peeked ??= read()
      if (peeked !== sign) return false
      peeked = undefined
      return true
    },
    isAtEnd: () => peeked === undefined && /^[\t\n\r ]*$/.test(text.slice(at)),
  }
}

function readValue(tokens: Tokens, depth: number): JsonNode {
  if (depth > DEEPEST) throw new NotJson()
  const token = tokens.next()
  if (token === "{") return { kind: "object", members: readMembers(tokens, depth) }
  if (token === "[") return { kind: "array", items: readItems(tokens, depth) }
  if (token.startsWith('"')) return { kind: "text", text: unquote(token) }
  if (/^[-\d]/.test(token)) return { kind: "number", text: token }
  if (/^[tfn]/.test(token)) return { kind: "word", text: token }
  throw new NotJson()
}

function readMembers(tokens: Tokens, depth: number): (readonly [string, JsonNode])[] {
  const members: (readonly [string, JsonNode])[] = []
  if (tokens.take("}")) return members
  do {
    const key = tokens.next()
    if (!key.startsWith('"') || !tokens.take(":")) throw new NotJson()
    members.push([unquote(key), readValue(tokens, depth + 1)])
  } while (tokens.take(","))
  if (!tokens.take("}")) throw new NotJson()
  return members
}

function readItems(tokens: Tokens, depth: number): JsonNode[] {
  const items: JsonNode[] = []
  if (tokens.take("]")) return items
  do items.push(readValue(tokens, depth + 1))
  while (tokens.take(","))
  if (!tokens.take("]")) throw new NotJson()
  return items
}

function unquote(token: string): string {
  return JSON.parse(token) as string
}

/** JSON with a line for each value, to be looked at and compared. Numbers stand as they were written. */
export function layOut(node: JsonNode, indent = ""): string {
  const inner = `${indent}  `
  switch (node.kind) {
    case "object": {
      if (node.members.length === 0) return "{}"
      const lines = node.members.map(
        ([key, value]) => `${inner}${JSON.stringify(key)}: ${layOut(value, inner)}`,
      )
      return `{\n${lines.join(",\n")}\n${indent}}`
    }
    case "array": {
      if (node.items.length === 0) return "[]"
      return `[\n${node.items.map((item) => inner + layOut(item, inner)).join(",\n")}\n${indent}]`
    }
    case "text":
      return JSON.stringify(node.text)
    default:
      return node.text
  }
}
