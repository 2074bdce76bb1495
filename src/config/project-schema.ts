import { z } from "zod"
import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import type { ProjectFile } from "./project-file.ts"

// A project file is shared and comes with every clone: it names secrets, it never holds one, and it runs nothing.
const SECRET_REFERENCE = /^(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\n]+)$/

const text = z.string().min(1)
const projectSchema = z.strictObject({
  provider: text.optional(),
  secret: text.regex(SECRET_REFERENCE).optional(),
  forward: text.optional(),
  inbox: text.optional(),
  relay: text.optional(),
  workspace: text.optional(),
  routes: z.array(text.regex(/^[^=]+=./)).optional(),
  $schema: z.string().optional(),
})
const KNOWN = Object.keys(projectSchema.shape)

/** Reads the text of a project file. Throws CONFIG_INVALID naming the file and the field. */
export function parseProjectFile(content: string, path: string): ProjectFile["values"] {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (cause) {
    throw new WhkError("CONFIG_INVALID", `${path} is not JSON.`, {
      hint: cause instanceof Error ? `The parser says: ${cause.message}` : "Write one JSON object.",
      cause,
    })
  }
  const parsed = projectSchema.safeParse(value)
  if (!parsed.success) throw invalid(parsed.error.issues[0]!, value, path)
  const { $schema: _, ...values } = parsed.data
  return withoutUndefined(values)
}

function invalid(issue: z.core.$ZodIssue, value: unknown, path: string): WhkError {
  if (issue.code === "unrecognized_keys") return unknownKey(issue.keys[0]!, path)
  const field = issue.path.map(String).join(".")
  if (field === "") return new WhkError("CONFIG_INVALID", `${path} holds no JSON object.`)
  if (field === "secret")
    return new WhkError("CONFIG_INVALID", `"secret" in ${path} is not env:NAME or file:PATH.`, {
      hint: 'A project file never holds a secret or a command; write "secret": "env:NAME" and set NAME.',
    })
  const found = issue.path.reduce<unknown>((inner, key) => valueAt(inner, key), value)
  const wanted = issue.path[0] === "routes" ? 'a list of "pattern=target"' : "text"
  return new WhkError("CONFIG_INVALID", `"${field}" in ${path} is ${JSON.stringify(found)}, not ${wanted}.`)
}

function unknownKey(key: string, path: string): WhkError {
  const [near] = nearest(key, KNOWN)
  return new WhkError("CONFIG_INVALID", `"${key}" in ${path} is not a setting.`, {
    hint: near
      ? `Did you mean "${near}"?`
      : `Settings are ${KNOWN.filter((name) => name !== "$schema").join(", ")}.`,
  })
}

function valueAt(container: unknown, key: PropertyKey): unknown {
  return typeof container === "object" && container !== null ? Reflect.get(container, key) : undefined
}

/** `exactOptionalPropertyTypes`: a setting that is not given is absent, not undefined. */
function withoutUndefined(values: z.infer<typeof projectSchema>): ProjectFile["values"] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
