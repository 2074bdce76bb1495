import { nearest } from "../../domain/event-types.ts"
import { HOP_BY_HOP, isWritableHeader } from "../../domain/headers.ts"
import { parseDuration } from "../../domain/duration.ts"
import { isJsonObject } from "../../domain/json.ts"
import { isCoded } from "../../signing/scheme.ts"
import { providers } from "../catalogue.ts"
import { dataPath } from "../json-template.ts"
import type { Json } from "../provider.ts"
import { builtIn } from "../registry.ts"
import { valueOf } from "./facts.ts"
import { type FileProblem, quote } from "./problem.ts"
import type { ProviderDocument } from "./schema.ts"
import { baseOf } from "./to-provider.ts"

/** What is wrong with a document that has the right form, judged field by field. */
export function* documentProblems(document: ProviderDocument): Iterable<FileProblem> {
  yield* identityProblems(document)
  yield* baseProblems(document)
  yield* headerProblems(document)
  yield* eventProblems(document)
  yield* ruleProblems(document)
}

function* identityProblems({ id }: ProviderDocument): Iterable<FileProblem> {
  if (builtIn(id))
    yield {
      path: ["id"],
      problem: `is "${id}", the id of a built-in provider`,
      hint: `Choose another, for example my-${id}; with extends: ${id} the file takes over how it signs.`,
    }
  if (id === "auto")
    yield {
      path: ["id"],
      problem: 'is "auto", which stands for any provider',
      hint: "Choose another id.",
    }
}

function* baseProblems(document: ProviderDocument): Iterable<FileProblem> {
  const { extends: baseId, scheme } = document
  const base = baseOf(document)
  if (baseId === undefined) {
    if (!scheme)
      yield {
        path: ["scheme"],
        problem: "is missing",
        hint: "Say how requests are signed: scheme with algorithm and headers, or extends with a built-in provider.",
      }
    else if (scheme.algorithm === undefined)
      yield {
        path: ["scheme", "algorithm"],
        problem: "is missing",
        hint: "Name what computes the signature, for example algorithm: hmac-sha256.",
      }
    return
  }
  if (!base) {
    const near = nearest(
      baseId,
      providers.map(({ id }) => id),
    )
    yield {
      path: ["extends"],
      problem: `is ${quote(baseId)}, not a built-in provider`,
      hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "Run `whk providers` to see them.",
    }
    return
  }
  const [changed] = Object.keys(scheme ?? {})
  if (isCoded(base.scheme) && changed !== undefined)
    yield {
      path: ["scheme", changed],
      problem: `cannot be changed: the signature of ${base.name} is computed in code`,
      hint: `Take scheme out, or write a scheme of its own and take out extends.`,
    }
}

function* headerProblems({
  headers = {},
  scheme = {},
  events = {},
}: ProviderDocument): Iterable<FileProblem> {
  const { unsigned = {}, furtherHeaders = [], weaker } = scheme
  const taken = new Set<string>()
  const named = [
    ...Object.entries(scheme.headers ?? {}).map(
      ([name, stated]) => [name, valueOf(stated), ["scheme", "headers", name]] as const,
    ),
    ...furtherHeaders.map((name, index) => [name, "", ["scheme", "furtherHeaders", index]] as const),
    ...(weaker ? [[weaker.header, weaker.template, ["scheme", "weaker", "header"]] as const] : []),
    ...Object.entries(headers).map(([name, stated]) => [name, valueOf(stated), ["headers", name]] as const),
  ]
  for (const [name, value, path] of named) {
    yield* headerProblem(name, value, path)
    if (taken.has(name.toLowerCase()))
      yield {
        path,
        problem: "names a header that stands there already",
        hint: "Keep one of them; the case of a header's name does not matter.",
      }
    taken.add(name.toLowerCase())
  }
  for (const [name, value] of Object.entries(unsigned))
    yield* headerProblem(name, value, ["scheme", "unsigned", name])
  for (const [type, event] of Object.entries(events))
    for (const [name, value] of Object.entries(event?.headers ?? {}))
      yield* headerProblem(name, value, ["events", type, "headers", name])
}

function* headerProblem(name: string, value: string, path: readonly PropertyKey[]): Iterable<FileProblem> {
  if (!isWritableHeader([name, ""]))
    yield { path, problem: "is not the name of a header", hint: "Use letters, digits and dashes." }
  else if (HOP_BY_HOP.has(name.toLowerCase()) || /^(?:host|content-length)$/i.test(name))
    yield {
      path,
      problem: "is a header that every connection sets for itself",
      hint: "Take it out: whk writes it when it sends.",
    }
  else if (!isWritableHeader([name, value]))
    yield {
      path,
      problem: `is ${quote(value)}, which no header can hold`,
      hint: "Use Latin-1 text without line breaks.",
    }
}

function* eventProblems(document: ProviderDocument): Iterable<FileProblem> {
  const { events = {}, testEvent, envelope = "{data}" } = document
  const bodyFormat = document.bodyFormat ?? baseOf(document)?.bodyFormat
  const types = Object.keys(events)
  for (const type of types)
    if (!/^[^\p{Cc}\s](?:[^\p{Cc}]{0,198}[^\p{Cc}\s])?$/u.test(type))
      yield {
        path: ["events", type],
        problem: "is not the name of an event type",
        hint: "Use up to 200 characters on one line, without spaces at the ends.",
      }
  if (testEvent !== undefined && types.length > 0 && !types.includes(testEvent)) {
    const near = nearest(testEvent, types)
    yield {
      path: ["testEvent"],
      problem: `is ${quote(testEvent)}, which is not among the events`,
      hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "List it under events with a sample.",
    }
  }
  if (dataPath(envelope as Json) === undefined)
    yield {
      path: ["envelope"],
      problem: "does not say where the event's data stands",
      hint: 'Make one value of it "{data}", or take the envelope out: then the data is the whole body.',
    }
  else if (bodyFormat === "form" && envelope !== "{data}" && !isJsonObject(envelope))
    yield {
      path: ["envelope"],
      problem: "has no fields, which a form needs",
      hint: "Make it a map, or take bodyFormat: form out.",
    }
}

const LONGEST_TIMEOUT_MS = 86_400_000

function* ruleProblems({
  delivery = {},
  handshakes = {},
  secret = {},
}: ProviderDocument): Iterable<FileProblem> {
  const timeouts = [
    ...(delivery.timeout === undefined
      ? []
      : [{ path: ["delivery", "timeout"], text: valueOf(delivery.timeout) }]),
    ...Object.entries(handshakes).flatMap(([id, { timeout }]) =>
      timeout === undefined ? [] : [{ path: ["handshakes", id, "timeout"], text: timeout }],
    ),
  ]
  for (const { path, text } of timeouts) {
    const timeoutMs = parseDuration(text)
    if (timeoutMs < 1 || timeoutMs > LONGEST_TIMEOUT_MS)
      yield { path, problem: `is ${quote(text)}, not between 1ms and 24h`, hint: "Write for example 10s." }
  }
  for (const [index, text] of (delivery.sourceIps ?? []).entries())
    if (!/^(?:[0-9.]{7,15}|[0-9a-f:.]{2,45})(?:\/\d{1,3})?$/i.test(text))
      yield {
        path: ["delivery", "sourceIps", index],
        problem: `is ${quote(text)}, not an address or a range`,
        hint: "Write for example 192.0.2.10 or 192.0.2.0/24.",
      }
  const [fewest, most] = secret.keyBytes ?? [0, 0]
  if (fewest > most)
    yield {
      path: ["secret", "keyBytes"],
      problem: `is [${fewest}, ${most}], the more before the fewer`,
      hint: `Write [${most}, ${fewest}].`,
    }
  for (const [id, { visit }] of Object.entries(handshakes))
    for (const [index, host] of (visit?.hosts ?? []).entries())
      if (!/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(host))
        yield {
          path: ["handshakes", id, "visit", "hosts", index],
          problem: `is ${quote(host)}, not the name of a host`,
          hint: "Write for example hooks.example.com or *.example.com.",
        }
}
