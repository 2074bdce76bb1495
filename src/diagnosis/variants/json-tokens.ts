/** One piece of a JSON text as it stands there. */
export interface JsonToken {
  readonly kind: "space" | "mark" | "string" | "number" | "literal"
  readonly text: string
}

const TOKEN =
  // oxlint-disable-next-line no-control-regex -- JSON allows none of them in a string
  /([ \t\r\n]+)|([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)/y
const KINDS = ["space", "mark", "string", "number", "literal"] as const

/** The tokens of a JSON text, white space included, or undefined when it is not JSON. */
export function jsonTokens(text: string): JsonToken[] | undefined {
  const tokens: JsonToken[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (!match) return undefined
    const kind = KINDS.find((_, index) => match[index + 1] !== undefined)
    if (kind === undefined) return undefined
    tokens.push({ kind, text: match[0] })
  }
  return isJson(text) ? tokens : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** How deep a text is nested, and what indenting it puts before its lines: levels, counted once for each line. */
export interface Nesting {
  readonly depth: number
  readonly lines: number
  readonly indentedLevels: number
}

/** Measures the tokens of a JSON text; a bracket with nothing in it counts as if it took two lines. */
export function nestingOf(tokens: readonly JsonToken[]): Nesting {
  let level = 0
  let depth = 0
  let lines = 0
  let indentedLevels = 0
  for (const { kind, text } of tokens) {
    if (kind !== "mark" || text === ":") continue
    if (text === "{" || text === "[") level += 1
    else if (text !== ",") level -= 1
    depth = Math.max(depth, level)
    lines += 1
    indentedLevels += level
  }
  return { depth, lines, indentedLevels }
}

/** The text with some of its tokens written anew and everything else as it was. */
export function rewriteTokens(tokens: readonly JsonToken[], rewrite: (token: JsonToken) => string): string {
  return tokens.map(rewrite).join("")
}
