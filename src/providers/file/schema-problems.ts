import type { z } from "zod"
import { nearest } from "../../domain/event-types.ts"
import { type FileProblem, MOST_PROBLEMS, type Problems, quote } from "./problem.ts"
import { providerFileSchema, type ProviderDocument } from "./schema.ts"
import { knownFields } from "./schema-parts.ts"
import { schemeSchema } from "./scheme-schema.ts"

type Issue = z.core.$ZodIssue

/** The document that a value is, or what keeps it from being one. */
export function readDocument(value: unknown): { readonly document: ProviderDocument } | Problems {
  const parsed = providerFileSchema.safeParse(value)
  if (parsed.success) return { document: parsed.data }
  const found = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], value))
  return {
    problems: found.slice(0, MOST_PROBLEMS).map((describe) => describe()),
    more: Math.max(0, found.length - MOST_PROBLEMS),
  }
}

/** A problem that is described when it is asked for: what was meant instead takes time to find. */
type Found = () => FileProblem

function problemsOf(issue: Issue, before: readonly PropertyKey[], root: unknown): Found[] {
  const path = [...before, ...issue.path]
  const found = valueAt(root, path)
  if (issue.code === "invalid_union") {
    const branch = meantBranch(issue.errors, found)
    return branch
      ? branch.flatMap((inner) => problemsOf(inner, path, root))
      : [() => wrongValue(path, issue, found)]
  }
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => () => unknownField([...path, key], key, knownFields(issue.message)))
  return [() => wrongValue(path, issue, found)]
}

/** What the writer meant by a value that may be of several kinds: a map is taken for the map among them. */
function meantBranch(branches: readonly (readonly Issue[])[], found: unknown): readonly Issue[] | undefined {
  const flat = branches.flatMap(flatten)
  if (typeof found !== "object" || found === null) return flat[0]
  const fitting = flat.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"),
  )
  return fitting.toSorted((a, b) => weight(a) - weight(b))[0]
}

/** A kind that is itself one of several stands for all of these. */
function flatten(branch: readonly Issue[]): (readonly Issue[])[] {
  const [only, ...others] = branch
  return only?.code === "invalid_union" && only.path.length === 0 && others.length === 0
    ? only.errors.flatMap(flatten)
    : [branch]
}

function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0)
}

function unknownField(path: readonly PropertyKey[], key: string, known: readonly string[]): FileProblem {
  const [near] = nearest(key, known, 1)
  const camelCase = known.find((name) => name.toLowerCase() === key.replaceAll(/[-_]/g, "").toLowerCase())
  const meant = camelCase ?? near
  const hint =
    meant === undefined
      ? (placeHint(path, key) ?? `Fields here are ${known.join(", ")}.`)
      : `Did you mean ${meant}?`
  return { path, problem: "is not a field of a provider file", hint }
}

/** A field that is known, one level higher or lower. */
function placeHint(path: readonly PropertyKey[], key: string): string | undefined {
  if (path.length > 1 && key in providerFileSchema.shape)
    return `${key} stands at the top of the file, not under ${String(path[0])}.`
  return path.length === 1 && key in schemeSchema.shape ? `${key} stands under scheme.` : undefined
}

function wrongValue(path: readonly PropertyKey[], issue: Issue, found: unknown): FileProblem {
  const { message } = issue
  if (isAboutSecrets(path) && typeof found === "string") return secretInside(path, message)
  if (found === undefined) return { path, problem: "is missing", hint: `Add it: ${message}.` }
  const isUnquoted = message.startsWith("text") && (typeof found === "number" || typeof found === "boolean")
  return {
    path,
    problem: `is ${quote(found)}, not ${message}`,
    hint: isUnquoted ? `Put quotes around it: "${String(found)}".` : (nearHint(issue, found) ?? HOW_TO_FIX),
  }
}

function nearHint(issue: Issue, found: unknown): string | undefined {
  if (issue.code !== "invalid_value" || typeof found !== "string") return undefined
  const [near] = nearest(found, issue.values.map(String), 1)
  return near === undefined ? undefined : `Did you mean ${near}?`
}

const HOW_TO_FIX = "Run `whk providers --schema` or --template to see what a provider file holds."

/** A secret that got into the file by mistake must not get into an error as well. */
function isAboutSecrets(path: readonly PropertyKey[]): boolean {
  return path[0] === "secret" || (path[0] === "scheme" && path[1] === "key")
}

function secretInside(path: readonly PropertyKey[], wanted: string): FileProblem {
  return {
    path,
    problem: `is text that is not ${wanted}`,
    hint: "The file says how secrets look and never holds one; give the secret with --secret env:NAME.",
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    root,
  )
}
