import { WhkError } from "../errors.ts"
import { cleanText } from "./text.ts"

/** A condition on one field of a payload. No regular expressions: a pattern from anywhere costs no more than its length. */
export interface Filter {
  /** Keys from the outside in; a number is the place in a list. */
  readonly path: readonly string[]
  readonly test:
    | { readonly kind: "exists" }
    | { readonly kind: "=" | "!=" | "^=" | "*="; readonly text: string }
    | { readonly kind: "<" | ">"; readonly number: number }
}

const FORM = /^([^=!^*<>]+)(?:(!=|\^=|\*=|=|<|>)([^]*))?$/

/**
 * Reads `path=value`, `path!=value`, `path^=prefix`, `path*=part`, `path<number`, `path>number`, or a path alone, which
 * asks whether the field is there. Throws USAGE.
 */
export function parseFilter(text: string): Filter {
  const [, pathText = "", kind, operand = ""] = FORM.exec(text) ?? []
  const path = pathText.split(".")
  if (path.includes("")) throw notAFilter(text)
  if (kind === undefined) return { path, test: { kind: "exists" } }
  if (kind !== "<" && kind !== ">") return { path, test: { kind: kind as "=", text: operand } }
  if (operand.trim() === "" || !Number.isFinite(Number(operand))) throw notAFilter(text)
  return { path, test: { kind, number: Number(operand) } }
}

/** Whether a parsed payload fits. What is compared with text is a text, number, boolean or null, as JSON writes it. */
export function matchesFilter({ path, test }: Filter, payload: unknown): boolean {
  const found = fieldAt(payload, path)
  switch (test.kind) {
    case "exists":
      return found !== undefined
    case "=":
      return isEqual(found, test.text)
    case "!=":
      return !isEqual(found, test.text)
    case "^=":
      return textOf(found)?.startsWith(test.text) ?? false
    case "*=":
      return textOf(found)?.includes(test.text) ?? false
    case "<":
      return typeof found === "number" && found < test.number
    case ">":
      return typeof found === "number" && found > test.number
  }
}

/** Own fields only: a path never leads into what a prototype has. */
function fieldAt(payload: unknown, path: readonly string[]): unknown {
  let found = payload
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined
    const isKey = Array.isArray(found) ? /^\d{1,9}$/.test(key) : true
    if (!isKey || !Object.hasOwn(found, key)) return undefined
    found = (found as Readonly<Record<string, unknown>>)[key]
  }
  return found
}

/** `1` and `1.0` are one number, however the sender wrote it. */
function isEqual(found: unknown, text: string): boolean {
  if (typeof found === "number" && text.trim() !== "") return found === Number(text)
  return textOf(found) === text
}

function textOf(found: unknown): string | undefined {
  if (typeof found === "string") return found
  return typeof found === "number" || typeof found === "boolean" || found === null ? String(found) : undefined
}

function notAFilter(text: string): WhkError {
  return new WhkError("USAGE", `"${cleanText(text, 60)}" is not a filter.`, {
    hint: "Write path=value, path!=value, path^=prefix, path*=part, path<number, path>number, or a path alone.",
  })
}
