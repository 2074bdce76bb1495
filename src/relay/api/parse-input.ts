import type { z } from "zod"
import { nearest } from "../../domain/event-types.ts"
import { cleanText } from "../../domain/text.ts"
import { type InputIssue, RequestError } from "./problem.ts"

const MOST_QUOTED = 80
/** More than any request has; a schema takes its time over each. */
const MOST_FIELDS = 200

// A secret that was refused must not come back in the answer, where it would reach somebody's log.
const SECRET_FIELDS = new Set(["secret", "signingSecret", "verifyToken", "key", "code"])

/**
 * A request's body or query as its schema wants it. Throws a RequestError (422) that names the first field that does
 * not fit and quotes its value; a schema's own error texts are nouns, they end the sentence "… which is not".
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  at: InputIssue["at"],
): z.output<Schema> {
  refuseTooManyFields(input, at)
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => toInputIssue(issue, input, at))
  const first = issues[0]!
  const [unknownKey] = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [],
  )
  const near = unknownKey === undefined ? [] : nearest(unknownKey, fieldNames(schema))
  throw new RequestError(422, missing(first) ? "VALUE_MISSING" : "USAGE", sentence(first), {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : "GET /v1/openapi.json describes every request.",
    issues,
  })
}

function refuseTooManyFields(input: unknown, at: InputIssue["at"]): void {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return
  if (Object.keys(input).length > MOST_FIELDS)
    throw new RequestError(422, "USAGE", `The ${at} has more than ${MOST_FIELDS} fields.`, {
      hint: "GET /v1/openapi.json describes every request.",
    })
}

function sentence({ at, path, message }: InputIssue): string {
  return `${path.length === 0 ? `The ${at}` : fieldName(path)} ${message}.`
}

function missing({ message }: InputIssue): boolean {
  return message === "is missing"
}

function toInputIssue(issue: z.core.$ZodIssue, input: unknown, at: InputIssue["at"]): InputIssue {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)))
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys
    return { at, path: [...path, key], message: "is not a field of this request", kind: issue.code }
  }
  const value = valueAt(input, path)
  if (value === undefined) return { at, path, message: "is missing", kind: "missing" }
  const isSecret = SECRET_FIELDS.has(String(path.at(-1)))
  const fault = faultOf(issue)
  const message = isSecret ? fault : `is ${quote(value)}, which ${fault}`
  return { at, path, message, kind: issue.code }
}

function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `is not ${TYPE_NAMES[issue.expected] ?? issue.expected}`
  if (issue.code === "invalid_value")
    return `is not ${issue.values.map((value) => quote(value)).join(" or ")}`
  if (issue.code === "too_small")
    return issue.origin === "string" || issue.origin === "array" ? "is empty" : `is below ${issue.minimum}`
  if (issue.code === "too_big") {
    const unit = { string: " characters", array: " items" }[issue.origin as string]
    return unit ? `is longer than ${issue.maximum}${unit}` : `is above ${issue.maximum}`
  }
  return `is not ${issue.message}`
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null
        ? Object.getOwnPropertyDescriptor(value, part)?.value
        : undefined,
    input,
  )
}

/** A value as one short line. What is inside an object or a list stays there: it may be a secret. */
function quote(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : "a list"
  if (typeof value === "object" && value !== null) return "an object"
  return cleanText(JSON.stringify(value) ?? String(value), MOST_QUOTED)
}

/** `events[0]`, `data.id`. */
function fieldName(path: readonly (string | number)[]): string {
  const [first = "", ...rest] = path.map((part) => (typeof part === "number" ? `[${part}]` : part))
  const name = rest.reduce(
    (name, part) => (part.startsWith("[") ? `${name}${part}` : `${name}.${part}`),
    first,
  )
  return cleanText(name, MOST_QUOTED)
}

function fieldNames(schema: z.ZodType): string[] {
  return "shape" in schema && typeof schema.shape === "object" ? Object.keys(schema.shape ?? {}) : []
}
