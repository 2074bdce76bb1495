import { decodeUtf8 } from "../domain/utf8.ts"

/**
 * Whether an object anywhere in a JSON body has one key twice. Parsers disagree about which of the two counts, so that a
 * signature over one reading says nothing about another. False for a body that is no text; what is no JSON may be either.
 */
export function hasDuplicateKeys(body: Uint8Array): boolean {
  const json = decodeUtf8(body) ?? ""
  // One set of keys for each object that is open; undefined for a list.
  const open: (Set<string> | undefined)[] = []
  let isKeyNext = false
  for (let at = 0; at < json.length; at += 1) {
    const mark = json[at]!
    if (mark === '"') {
      const end = endOfString(json, at)
      const keys = isKeyNext ? open.at(-1) : undefined
      const key = keys && keyIn(json.slice(at, end + 1))
      if (key !== undefined && keys?.has(key)) return true
      if (key !== undefined) keys?.add(key)
      at = end
      isKeyNext = false
    } else if (mark === "{") open.push(new Set())
    else if (mark === "[") open.push(undefined)
    else if (mark === "}" || mark === "]") open.pop()
    if (mark === "{" || mark === ",") isKeyNext = open.at(-1) !== undefined
  }
  return false
}

/** Where the string that begins here ends: at a quote with an even number of backslashes before it. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let before = end
    while (json[before - 1] === "\\") before -= 1
    if ((end - before) % 2 === 0) return end
  }
  return json.length
}

function keyIn(text: string): string | undefined {
  try {
    return JSON.parse(text) as string
  } catch {
    return undefined
  }
}
