import { type Header, withoutHeaders } from "../../domain/headers.ts"
import type { Scheme } from "../../signing/scheme.ts"
import { Facts } from "./facts.ts"
import { findPlace } from "./names.ts"
import type { ProviderDocument } from "./schema.ts"
import { handshakesFromFile } from "./to-handshakes.ts"
import { headersOf, schemeFromFile } from "./to-scheme.ts"
import type { SchemeDocument } from "./scheme-schema.ts"
import { deliveryFromFile, endpointFromFile } from "./to-rules.ts"
import { secretFromFile, secretKind } from "./to-secret.ts"
import { dataPath, fillJson } from "../json-template.ts"
import type { Assumption, Json, JsonObject, Provider, RequestNames } from "../provider.ts"
import { defineProvider, type EventDescription, type ProviderDescription } from "../define-provider.ts"
import { builtIn } from "../registry.ts"

/** The data of an event that the file gives no sample of. */
export const USUAL_DATA: JsonObject = { id: "{id}", type: "{event}" }
const USUAL_DATA_TEXT = "{id, type}"

/** The built-in provider that a file extends. */
export function baseOf({ extends: id }: ProviderDocument): Provider | undefined {
  return builtIn(id)
}

/** The provider that a checked file describes. `path` is the file as it was named. */
export function providerFromFile(document: ProviderDocument, path: string): Provider {
  const { id, name, sources = [], envelope = "{data}", assumptions = [], manage } = document
  const base = baseOf(document)
  // What is signed may be the fields of a form, so the format goes with the scheme.
  const bodyFormat = document.bodyFormat ?? base?.bodyFormat
  const facts = new Facts()
  const scheme = schemeFromFile(document.scheme ?? {}, { id, base: base?.scheme, facts })
  const headers = headersFromFile(document, base, facts)
  const events = eventsFromFile(document, facts)
  const source = sources[0] ?? path
  const file: ProviderDescription = {
    id,
    name,
    sources,
    ...(document.evidence !== undefined && { evidence: document.evidence }),
    scheme,
    secret: secretFromFile(document, base, scheme),
    headers,
    events,
    envelope: envelope as Json,
    ...(bodyFormat && { bodyFormat }),
    ...(document.bodyEscapes && { bodyEscapes: document.bodyEscapes }),
    ...(document.bodyEnd !== undefined && { bodyEnd: document.bodyEnd }),
    ...(document.eventId !== undefined && { eventId: document.eventId }),
    names: namesFromFile(document, { scheme, headers, events }),
    ...(document.testEvent !== undefined && { testEvent: document.testEvent }),
    ...(document.handshakes && {
      handshakes: handshakesFromFile(document.handshakes, { scheme, source }),
    }),
    delivery: deliveryFromFile(document.delivery, facts, source),
    endpoint: endpointFromFile(document, facts),
    manage: manage ?? sources[0] ?? `not stated in ${path}`,
    assumptions: [...assumptions, ...inheritedAssumptions(document, base), ...handshakeAssumptions(document)],
  }
  const provider = defineProvider(file)
  return {
    ...provider,
    file: { path, secretKind: secretKind(document, scheme) },
    ...unknownEventsOf(document, facts),
    assumptions: [...facts.assumptions, ...provider.assumptions],
  }
}

function headersFromFile(
  document: ProviderDocument,
  base: Provider | undefined,
  facts: Facts,
): readonly Header[] {
  if (document.headers) return headersOf(document.headers, facts)
  if (base) return base.headers
  const value = document.bodyFormat === "form" ? "application/x-www-form-urlencoded" : "application/json"
  facts.note({ key: "headers.content-type", value, why: "The file does not say." })
  return [["Content-Type", value]]
}

function eventsFromFile({ events = {} }: ProviderDocument, facts: Facts): EventDescription[] {
  return Object.entries(events).map(([type, event]) => {
    const { title = type, status = "live", headers, sample } = event ?? {}
    if (!sample)
      facts.note({ key: `envelope.${type}`, value: USUAL_DATA_TEXT, why: "The file gives no sample." })
    return {
      type,
      title,
      status,
      ...(headers && { headers: Object.entries(headers) }),
      sample: (sample as JsonObject | undefined) ?? USUAL_DATA,
    }
  })
}

function unknownEventsOf(
  { events = {}, otherEvents }: ProviderDocument,
  facts: Facts,
): Pick<Provider, "unknownEvents"> {
  const hasNone = Object.keys(events).length === 0
  const accept = otherEvents ?? (hasNone ? "any" : "refused")
  if (accept === "refused") return {}
  if (otherEvents === undefined)
    facts.note({ key: "events.names", value: "any name is taken", why: "The file lists no event types." })
  facts.note({
    key: "envelope.other-events",
    value: USUAL_DATA_TEXT,
    why: "There is no sample of an event type that is not listed.",
  })
  return {
    unknownEvents: {
      accept,
      sample: (type, context, id) => fillJson(USUAL_DATA, { id, event: type }, context) as JsonObject,
    },
  }
}

function namesFromFile(
  { names = {}, envelope = "{data}" }: ProviderDocument,
  {
    scheme,
    headers,
    events,
  }: {
    readonly scheme: Scheme
    readonly headers: readonly Header[]
    readonly events: readonly EventDescription[]
  },
): RequestNames {
  const spelled = events.flatMap(({ headers: own = [] }) => own.map(([name]) => name))
  const written = {
    // A header that some event types spell in their own way names none of them.
    headers: withoutHeaders([...scheme.headers, ...headers], spelled),
    envelope: envelope as Json,
    dataKey: dataPath(envelope as Json) ?? "",
    samples: events.length > 0 ? events : [{ type: "", sample: USUAL_DATA }],
  }
  const event = names.event ?? findPlace("{event}", written)
  const id = names.id ?? findPlace("{id}", written)
  return { ...(event && { event }), ...(id && { id }) }
}

/** What is assumed about the base's parts that the file takes over as they are. */
function inheritedAssumptions(document: ProviderDocument, base: Provider | undefined): Assumption[] {
  const own = new Set(
    Object.keys(document.scheme ?? {}).flatMap((field) => KEYS_OF_FIELD[field as keyof SchemeDocument] ?? []),
  )
  return (base?.assumptions ?? []).filter(({ key }) => {
    if (key.startsWith("signature.")) return !own.has(key)
    if (key.startsWith("headers.")) return !document.headers
    return key.startsWith("secret.") && !document.secret
  })
}

const KEYS_OF_FIELD: Readonly<Partial<Record<keyof SchemeDocument, readonly string[]>>> = {
  algorithm: ["signature.algorithm"],
  key: ["signature.key"],
  content: ["signature.content"],
  digest: ["signature.encoding"],
  headers: ["signature.header", "signature.prefix", "signature.timestamp"],
  bodyForms: ["signature.body"],
  timestamp: ["signature.timestamp-unit", "signature.tolerance", "signature.future-tolerance"],
}

function handshakeAssumptions({ handshakes = {} }: ProviderDocument): Assumption[] {
  return Object.entries(handshakes).flatMap(([id, { title = id, assumed }]) =>
    assumed === undefined ? [] : [{ key: `handshake.${id}`, value: title, why: assumed }],
  )
}
