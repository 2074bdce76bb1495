import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import type { Json, JsonObject } from "../providers/provider.ts"

const MOST_PATHS_SHOWN = 12

/**
 * The envelope with the value at a dotted path replaced; a number is an index into an array. Throws PATH_UNKNOWN with
 * the nearest path there is.
 */
export function setPath(envelope: Json, path: string, value: Json): Json {
  const changed = replaceAt(envelope, path.split("."), value)
  if (changed === undefined) throw unknownPath(envelope, path)
  return changed
}

function replaceAt(node: Json, keys: readonly string[], value: Json): Json | undefined {
  const [key, ...rest] = keys
  if (key === undefined) return value
  // An array's own keys are its indexes, and `length`, which is not JSON.
  if (typeof node !== "object" || node === null || !Object.keys(node).includes(key)) return undefined
  const child = replaceAt(isJsonObject(node) ? node[key]! : node[Number(key)]!, rest, value)
  if (child === undefined) return undefined
  if (!isJsonObject(node)) return node.with(Number(key), child)
  return Object.fromEntries(Object.entries(node).map(([name, old]) => [name, name === key ? child : old]))
}

/** Whether a value is a JSON object and not an array. */
export function isJsonObject(node: Json): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node)
}

function unknownPath(envelope: Json, path: string): WhkError {
  const known = pathsOf(envelope, "")
  const sameKey = known.find((candidate) => lastKey(candidate) === lastKey(path))
  const [near = sameKey] = nearest(path, known, 1)
  return new WhkError("PATH_UNKNOWN", `"${path}" is not a field of this payload.`, {
    hint: near === undefined ? `Its fields are ${shortList(known)}.` : `Did you mean ${near}?`,
  })
}

function shortList(paths: readonly string[]): string {
  return `${paths.slice(0, MOST_PATHS_SHOWN).join(", ")}${paths.length > MOST_PATHS_SHOWN ? " …" : ""}`
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1)
}

function pathsOf(node: Json, prefix: string): string[] {
  if (typeof node !== "object" || node === null) return []
  return Object.entries(node).flatMap(([key, child]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`
    return [path, ...pathsOf(child, path)]
  })
}
