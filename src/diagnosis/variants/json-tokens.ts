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

/** The text with some of its tokens written anew and everything else as it was. */
export function rewriteTokens(tokens: readonly JsonToken[], rewrite: (token: JsonToken) => string): string {
  return tokens.map(rewrite).join("")
}
