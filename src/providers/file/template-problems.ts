import { valueOf } from "./facts.ts"
import {
  CONTENT_NAMES,
  HEADER_NAMES,
  jsonTextProblem,
  SIGNATURE_NAMES,
  templateProblem,
  type TemplateProblem,
} from "./placeholders.ts"
import type { FileProblem } from "./problem.ts"
import type { HandshakeDocument, ProviderDocument } from "./schema.ts"
import { USUAL_DATA } from "./to-provider.ts"

type Path = readonly PropertyKey[]

/** Every placeholder of a document that stands for nothing where it is written. */
export function* templateProblems(document: ProviderDocument): Iterable<FileProblem> {
  yield* schemeTemplates(document)
  for (const [name, stated] of Object.entries(document.headers ?? {}))
    yield* inTemplate(valueOf(stated), ["headers", name], HEADER_NAMES)
  yield* inJson(document.eventId, ["eventId"])
  yield* inJson(document.secret?.format, ["secret", "format"])
  yield* inJson(document.envelope, ["envelope"], ["data"])
  yield* dataParts(document.envelope, ["envelope"], missingParts(document))
  for (const [type, event] of Object.entries(document.events ?? {})) {
    yield* inJson(event?.sample, ["events", type, "sample"])
    for (const [name, template] of Object.entries(event?.headers ?? {}))
      yield* inTemplate(template, ["events", type, "headers", name], HEADER_NAMES)
  }
  for (const [id, handshake] of Object.entries(document.handshakes ?? {}))
    yield* handshakeTemplates(handshake, ["handshakes", id])
}

/** The event in whose data a part is missing, if there is one. */
type MissingPart = (part: string) => string | undefined

/** An envelope may name a part thousands of times, and a file have thousands of events: each part is looked for once. */
function missingParts(document: ProviderDocument): MissingPart {
  const all = dataOf(document)
  const known = new Map<string, string | undefined>()
  return (part) => {
    if (!known.has(part)) known.set(part, all.find(([, data]) => !has(data, part.split(".")))?.[0])
    return known.get(part)
  }
}

/** What the envelope takes out of the data has to be in the data of every event. */
function* dataParts(node: unknown, path: Path, missingIn: MissingPart): Iterable<FileProblem> {
  if (typeof node === "object" && node !== null)
    for (const [key, child] of Object.entries(node)) yield* dataParts(child, [...path, key], missingIn)
  if (typeof node !== "string") return
  for (const [whole, part = ""] of node.matchAll(/\{data\.([\w.-]+)\}/g)) {
    const event = missingIn(part)
    if (event !== undefined)
      yield {
        path,
        problem: `holds ${whole}, which is not in the data of ${event}`,
        hint: "Take a field that every sample has.",
      }
  }
}

function dataOf({ events = {} }: ProviderDocument): (readonly [name: string, data: unknown])[] {
  const listed = Object.entries(events).map(([type, event]) => [type, event?.sample ?? USUAL_DATA] as const)
  return listed.length > 0 ? listed : [["any event", USUAL_DATA]]
}

function has(data: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true
  return (
    typeof data === "object" && data !== null && Object.hasOwn(data, key) && has(Reflect.get(data, key), rest)
  )
}

function* schemeTemplates({ scheme = {} }: ProviderDocument): Iterable<FileProblem> {
  const {
    content,
    headers = {},
    bodyFields = {},
    unsigned = {},
    query = {},
    weaker,
    alsoAccepts = [],
  } = scheme
  if (content !== undefined) yield* inTemplate(valueOf(content), ["scheme", "content"], CONTENT_NAMES)
  for (const [name, stated] of Object.entries(headers))
    yield* inTemplate(valueOf(stated), ["scheme", "headers", name], SIGNATURE_NAMES)
  for (const [place, template] of Object.entries(bodyFields))
    yield* inTemplate(template, ["scheme", "bodyFields", place], SIGNATURE_NAMES)
  for (const [name, template] of Object.entries(unsigned))
    yield* inTemplate(template, ["scheme", "unsigned", name], ["id", "event"])
  for (const [name, template] of Object.entries(query))
    yield* inTemplate(template, ["scheme", "query", name], ["body-sha256"])
  if (weaker) yield* inTemplate(weaker.template, ["scheme", "weaker", "template"], ["signature"])
  for (const [index, { template }] of alsoAccepts.entries())
    yield* inTemplate(template, ["scheme", "alsoAccepts", index, "template"], ["signature", "timestamp"])
}

function* handshakeTemplates(
  { request, answer = {}, proof }: HandshakeDocument,
  path: Path,
): Iterable<FileProblem> {
  const asked = ["challenge", "verify-token"]
  const answered = [...asked, ...(proof ? ["proof"] : [])]
  for (const part of ["query", "headers"] as const)
    for (const [name, template] of Object.entries(request[part] ?? {}))
      yield* inJson(template, [...path, "request", part, name], asked)
  yield* inJson(request.body, [...path, "request", "body"], asked)
  for (const [name, template] of Object.entries(answer.headers ?? {}))
    yield* inTemplate(template, [...path, "answer", "headers", name], answered)
  for (const [index, body] of [answer.body, ...(answer.alsoBodies ?? [])].entries())
    yield* inAnswer(
      body,
      index === 0 ? [...path, "answer", "body"] : [...path, "answer", "alsoBodies", index - 1],
      answered,
    )
  if (proof && !JSON.stringify(answer).includes("{proof}"))
    yield {
      path: [...path, "proof"],
      problem: "is nowhere in the answer",
      hint: 'Write "{proof}" where the answer holds it, or take proof out.',
    }
}

/** An answer takes nothing but the values of its request: random ones could not be compared. */
function* inAnswer(node: unknown, path: Path, names: readonly string[]): Iterable<FileProblem> {
  if (typeof node === "string") yield* inTemplate(node, path, names)
  else if (typeof node === "object" && node !== null)
    for (const [key, child] of Object.entries(node)) yield* inAnswer(child, [...path, key], names)
}

function* inTemplate(template: string, path: Path, names: readonly string[]): Iterable<FileProblem> {
  yield* at(path, templateProblem(template, names))
}

function* inJson(node: unknown, path: Path, moreNames: readonly string[] = []): Iterable<FileProblem> {
  if (typeof node === "string") yield* at(path, jsonTextProblem(node, moreNames))
  else if (typeof node === "object" && node !== null)
    for (const [key, child] of Object.entries(node)) yield* inJson(child, [...path, key], moreNames)
}

function* at(path: Path, problem: TemplateProblem | undefined): Iterable<FileProblem> {
  if (problem) yield { path, ...problem }
}
