import type { SuccessRule } from "../domain/delivery.ts"
import { formatDuration, parseDuration } from "../domain/duration.ts"
import type { Header } from "../domain/headers.ts"
import { carriesSeveral, type CodedScheme, type DeclaredScheme, isCoded } from "../signing/scheme.ts"
import type { Handshake } from "./handshake.ts"
import { dataPath, fillJson, fillTextTemplate } from "./json-template.ts"
import type {
  Assumption,
  EndpointRules,
  Json,
  JsonObject,
  KnownSecret,
  Provider,
  RequestNames,
  SecretRule,
  UnknownEvents,
} from "./provider.ts"

/** A provider as plain data: what most files of the catalogue hold, and what users write for their own. */
export interface ProviderDescription {
  readonly id: string
  readonly name: string
  /** Addresses of the pages it was written from. */
  readonly sources: readonly string[]
  readonly evidence?: string
  readonly scheme: Omit<DeclaredScheme, "id"> | CodedScheme
  readonly secret?: SecretRule
  /** Secrets that the provider publishes and signs tests with. */
  readonly knownSecrets?: readonly KnownSecret[]
  /** Headers beside the scheme's: templates as `Provider.headers` has them. */
  readonly headers?: readonly Header[]
  readonly events: readonly EventDescription[]
  /** The outer JSON, a template (see `fillJson`); absent: the event's data is the whole body. */
  readonly envelope?: Json
  readonly bodyFormat?: "json" | "form"
  readonly bodyEscapes?: "non-ascii"
  readonly bodyEnd?: string
  /** A template of event ids, `evt_{base62:24}`; absent: a UUID. */
  readonly eventId?: string
  readonly names: RequestNames
  readonly testEvent?: string
  /** How event types that are not listed are taken, and their sample, a template; absent: they are refused. */
  readonly unknownEvents?: { readonly accept: "dotted" | "any"; readonly sample: JsonObject }
  readonly handshakes?: readonly Handshake[]
  readonly delivery: DeliveryDescription
  readonly endpoint?: Partial<EndpointRules>
  /** Where endpoints are managed. */
  readonly manage?: string
  readonly assumptions?: readonly Assumption[]
}

export interface EventDescription {
  readonly type: string
  readonly title: string
  readonly status?: "live" | "coming-soon" | "test-only"
  /** In place of the provider's headers of these names: templates as those are. */
  readonly headers?: readonly Header[]
  /** The event-specific data, a template. */
  readonly sample: JsonObject
}

export interface DeliveryDescription {
  readonly success?: SuccessRule
  /** `10s`; how long the provider waits for an answer. */
  readonly timeout: Fact<string>
  /** What is waited between attempts, `["5s", "5m"]`; empty when nothing is tried again. */
  readonly retries: Fact<readonly string[]> & { readonly source: string }
  readonly sourceIps?: readonly string[]
}

/** A value, and why it is assumed where the provider does not state it. */
export interface Fact<Value> {
  readonly value: Value
  readonly assumed?: string
}

const USUAL_ENDPOINT: Omit<EndpointRules, "httpsRule" | "rotation"> = {
  httpsOnly: true,
  hasActiveFlag: true,
  secretByUpdate: false,
}

/** The provider that a file describes; what its file leaves open is filled in and told as assumed. */
export function defineProvider(file: ProviderDescription): Provider {
  const { id, name, scheme: described, delivery, events, envelope = "{data}" } = file
  const scheme = "recipe" in described ? described : { ...described, id }
  const { timeout, retries, success = "2xx", sourceIps } = delivery
  return {
    id,
    name,
    sources: file.sources,
    ...(file.evidence !== undefined && { evidence: file.evidence }),
    scheme,
    secret: file.secret ?? usualSecret(scheme),
    ...(file.knownSecrets && { knownSecrets: file.knownSecrets }),
    headers: file.headers ?? [["Content-Type", "application/json"]],
    events: events.map(({ type, title, status = "live", headers, sample }) => ({
      type,
      title,
      status,
      ...(headers && { headers }),
      sample: (context, eventId) => fillJson(sample, { id: eventId, event: type }, context) as JsonObject,
    })),
    envelope: ({ id: eventId, type, data, context }) =>
      fillJson(envelope, { id: eventId, event: type, data }, context),
    dataKey: dataPath(envelope) ?? "",
    ...(file.bodyFormat && { bodyFormat: file.bodyFormat }),
    ...(file.bodyEscapes && { bodyEscapes: file.bodyEscapes }),
    ...(file.bodyEnd !== undefined && { bodyEnd: file.bodyEnd }),
    newEventId: (context) => fillTextTemplate(file.eventId ?? "{uuid}", {}, context),
    names: file.names,
    ...(file.testEvent !== undefined && { testEvent: file.testEvent }),
    ...(file.unknownEvents && { unknownEvents: takeUnknown(file.unknownEvents) }),
    ...(file.handshakes && { handshakes: file.handshakes }),
    delivery: {
      success,
      timeoutMs: parseDuration(timeout.value),
      timeoutCertainty: timeout.assumed === undefined ? "exact" : "assumed",
      schedule: {
        delaysMs: retries.value.map(parseDuration),
        certainty: retries.assumed === undefined ? "exact" : "assumed",
        source: retries.source,
      },
      ...(sourceIps && { sourceIps }),
    },
    endpoint: {
      ...USUAL_ENDPOINT,
      httpsRule: `${name}: whk asks for https://`,
      rotation: carriesSeveral(scheme) ? "overlap" : "old-dies-at-once",
      ...file.endpoint,
    },
    management: { kind: "elsewhere", url: file.manage ?? file.sources[0]! },
    assumptions: [...(file.assumptions ?? []), ...assumedFacts(file)],
  }
}

/** 64 hexadecimal characters, which nobody has to give where nothing is signed. */
function usualSecret(scheme: DeclaredScheme | CodedScheme): SecretRule {
  const isNeverSigned = !isCoded(scheme) && scheme.algorithm === "none"
  return {
    generate: (random) => Buffer.from(random).toString("hex"),
    ...(isNeverSigned && { optional: true }),
  }
}

function takeUnknown({ accept, sample }: NonNullable<ProviderDescription["unknownEvents"]>): UnknownEvents {
  return { accept, sample: (type, context) => fillJson(sample, { event: type }, context) as JsonObject }
}

/** The assumptions that follow from the facts marked so, and from the rules nobody wrote down. */
function assumedFacts({ delivery, endpoint = {} }: ProviderDescription): Assumption[] {
  const { timeout, retries } = delivery
  return [
    ...(timeout.assumed === undefined
      ? []
      : [
          {
            key: "delivery.timeout",
            value: formatDuration(parseDuration(timeout.value)),
            why: timeout.assumed,
          },
        ]),
    ...(retries.assumed === undefined
      ? []
      : [{ key: "delivery.schedule", value: scheduleText(retries.value), why: retries.assumed }]),
    ...(endpoint.httpsRule === undefined
      ? [
          {
            key: "endpoint.https",
            value: "required",
            why: "Good practice; the provider's rule was not read.",
          },
        ]
      : []),
    ...(endpoint.rotation === undefined
      ? [{ key: "rotation.overlap", value: "as the scheme allows", why: "The provider's rule was not read." }]
      : []),
  ]
}

/** `4 attempts: 20s, 20s, 20s apart`; many equal delays at the end are told in one: `then every 8h`. */
function scheduleText(delays: readonly string[]): string {
  if (delays.length === 0) return "1 attempt"
  const count = `${delays.length + 1} attempts`
  const last = delays.at(-1)
  const before = delays.slice(0, delays.findLastIndex((delay) => delay !== last) + 1)
  if (delays.length - before.length < 5) return `${count}: ${delays.join(", ")} apart`
  return `${count}: ${before.length === 0 ? "" : `${before.join(", ")}, then `}every ${last}`
}
