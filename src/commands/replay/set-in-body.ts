import { type JsonToken, jsonTokens } from "../../diagnosis/variants/json-tokens.ts"
import { decodeUtf8 } from "../../domain/utf8.ts"
import { WhkError } from "../../errors.ts"
import type { Json } from "../../providers/provider.ts"
import { setPath } from "../../sender/envelope-path.ts"

/**
 * A JSON body with the value at a dotted path written anew; every other byte stays as it is. Throws PATH_UNKNOWN, or
 * USAGE for a body that is not JSON.
 */
export function setInBody(body: Uint8Array, path: string, value: Json): Buffer {
  const text = decodeUtf8(body)
  const tokens = text === undefined ? undefined : jsonTokens(text)
  if (text === undefined || tokens === undefined)
    throw new WhkError("USAGE", "The body is not JSON, which --set changes.", {
      hint: "Change it with --edit.",
    })
  // It knows the paths there are, and says which is near.
  setPath(JSON.parse(text) as Json, path, value)
  const [start, end] = findValue(tokens, path.split("."))
  return Buffer.from(
    [
      ...tokens.slice(0, start).map(({ text: written }) => written),
      JSON.stringify(value),
      ...tokens.slice(end).map(({ text: written }) => written),
    ].join(""),
  )
}

/** Where the tokens of the value at a path begin and end. Of a key that stands there twice the last one counts. */
function findValue(
  tokens: readonly JsonToken[],
  path: readonly string[],
): readonly [start: number, end: number] {
  let at = skipSpace(tokens, 0)
  for (const key of path) at = findChild(tokens, at, key)
  return [at, endOf(tokens, at)]
}

function findChild(tokens: readonly JsonToken[], container: number, key: string): number {
  const isObject = tokens[container]?.text === "{"
  let found = container
  let index = 0
  let at = skipSpace(tokens, container + 1)
  while (at < tokens.length && !/^[}\]]$/.test(tokens[at]!.text)) {
    let name = String(index)
    if (isObject) {
      name = JSON.parse(tokens[at]!.text) as string
      at = skipSpace(tokens, skipSpace(tokens, at + 1) + 1)
    }
    if (name === key) found = at
    index += 1
    at = skipSpace(tokens, endOf(tokens, at))
    if (tokens[at]?.text === ",") at = skipSpace(tokens, at + 1)
  }
  return found
}

/** The token behind the value that begins here. */
function endOf(tokens: readonly JsonToken[], start: number): number {
  let level = 0
  let at = start
  do {
    const { text, kind } = tokens[at]!
    if (kind === "mark" && (text === "{" || text === "[")) level += 1
    if (kind === "mark" && (text === "}" || text === "]")) level -= 1
    at += 1
  } while (level > 0)
  return at
}

function skipSpace(tokens: readonly JsonToken[], from: number): number {
  return tokens[from]?.kind === "space" ? from + 1 : from
}
