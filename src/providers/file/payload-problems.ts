import type { FileProblem } from "./problem.ts"
import type { ProviderDocument } from "./schema.ts"
import { USUAL_DATA } from "./to-provider.ts"

const MIB = 1024 * 1024
const LARGEST_PAYLOAD = MIB
/** Every sample is built when a file is read, so all of them together are bounded too. */
const LARGEST_TOTAL = 4 * MIB
/** What any placeholder without a length makes: a UUID and a time for people are the longest. */
const LONGEST_VALUE = 40
const SPREAD = "..."

/** Every payload that a document would make too large, told without filling a placeholder. */
export function* payloadProblems(document: ProviderDocument): Iterable<FileProblem> {
  const { eventId, secret, envelope = "{data}", events = {}, handshakes = {} } = document
  const idLength = eventId === undefined ? LONGEST_VALUE : lengthOf(eventId, NO_VALUES)
  if (idLength > LARGEST_PAYLOAD) {
    // Whatever holds the id would be too large as well.
    yield tooLarge(["eventId"], "an id")
    return
  }
  if (lengthOf(secret?.format, NO_VALUES) > LARGEST_PAYLOAD) yield tooLarge(["secret", "format"], "a secret")
  let total = 0
  const listed = Object.entries(events)
  for (const [type, event] of listed.length > 0 ? listed : [["", null] as const]) {
    const values = { id: idLength, event: type.length }
    const length = lengthOf(envelope, { ...values, data: dataLengths(event?.sample ?? USUAL_DATA, values) })
    total += length
    if (length > LARGEST_PAYLOAD)
      yield tooLarge(event?.sample ? ["events", type, "sample"] : ["envelope"], "a payload")
    else if (total > LARGEST_TOTAL) {
      yield {
        path: ["events", type],
        problem: "makes the samples of this file larger than 4 MiB together",
        hint: "Write shorter samples or smaller sizes, or keep fewer events in one file.",
      }
      return
    }
  }
  for (const [id, { request }] of Object.entries(handshakes))
    if (lengthOf(request.body, { ...NO_VALUES, id: idLength }) > LARGEST_PAYLOAD)
      yield tooLarge(["handshakes", id, "request", "body"], "a body")
}

interface Lengths {
  readonly id: number
  readonly event: number
  /** How long the data is at a dotted path; "" stands for all of it. */
  readonly data?: (path: string) => number
}

const NO_VALUES: Lengths = { id: LONGEST_VALUE, event: LONGEST_VALUE }

function dataLengths(sample: unknown, values: Lengths): (path: string) => number {
  const known = new Map<string, number>()
  return (path) => {
    const length = known.get(path) ?? lengthOf(partOf(sample, path), values)
    known.set(path, length)
    return length
  }
}

function partOf(sample: unknown, path: string): unknown {
  if (path === "") return sample
  let part = sample
  for (const key of path.split(".")) {
    if (typeof part !== "object" || part === null || !Object.hasOwn(part, key)) return undefined
    part = Reflect.get(part, key)
  }
  return part
}

/** About how long a template is when filled, never too short; no more of it is read than makes a payload too large. */
function lengthOf(template: unknown, values: Lengths): number {
  if (typeof template === "string") return textLength(template, values)
  if (typeof template !== "object" || template === null) return LONGEST_VALUE
  let length = 2
  for (const [key, child] of Object.entries(template)) {
    const name = Array.isArray(template) || key === SPREAD ? 0 : key.length + 3
    length += name + lengthOf(child, values) + 1
    if (length > LARGEST_PAYLOAD) break
  }
  return length
}

const PLACEHOLDER = /\{(data(?:\.[\w.-]+)?|[a-z][a-z0-9-]*)(?::(\d{1,4}))?[^{}]*\}/g

function textLength(text: string, { id, event, data }: Lengths): number {
  let length = text.length + 2
  for (const [, name = "", size] of text.matchAll(PLACEHOLDER)) {
    if (name === "id") length += id
    else if (name === "event") length += event
    else if (data && /^data(?:\.|$)/.test(name)) length += data(name.slice("data.".length))
    else length += size === undefined ? LONGEST_VALUE : Number(size)
    if (length > LARGEST_PAYLOAD) break
  }
  return length
}

function tooLarge(path: readonly PropertyKey[], what: string): FileProblem {
  return {
    path,
    problem: `would make ${what} of more than 1 MiB`,
    hint: "Write smaller sizes or fewer placeholders: {hex:1000} makes a thousand characters each time.",
  }
}
