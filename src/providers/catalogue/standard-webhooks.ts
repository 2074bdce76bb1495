import { live } from "../event-type.ts"
import { parseDuration } from "../../domain/duration.ts"
import type { EventType, Provider } from "../provider.ts"
import type { SampleContext } from "../sample.ts"
import { PEOPLE, secretWhsec } from "./shared-samples.ts"

const SPEC = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"

function contact(context: SampleContext) {
  const { name, email } = context.pick(PEOPLE)
  return { id: context.uuid(), type: "contact", fullName: name, email, occupation: "Engineer" }
}

const events: readonly EventType[] = [
  live("example.event", "The specification's shortest example", () => ({ foo: "bar", fizzbuzz: 2 })),
  live("contact.created", "A contact was created (the specification's own example)", contact),
  live("contact.updated", "A contact was changed", (context) => ({
    ...contact(context),
    updatedFields: ["occupation"],
  })),
  live("contact.deleted", "A contact was deleted", (context) => ({ id: context.uuid() })),
  live("user.created", "A user was created", (context) => {
    const { name, email } = context.pick(PEOPLE)
    return { id: context.uuid(), name, email }
  }),
]

/** The specification's own conventions, for senders that name no provider. */
export const standardWebhooks: Provider = {
  id: "standard-webhooks",
  name: "Standard Webhooks",
  sources: [SPEC],
  evidence: "standardwebhooks 1.1.1 accepts it; two published vectors give the same",
  scheme: {
    id: "standard-webhooks",
    algorithm: "hmac-sha256",
    key: { decoding: "base64", prefix: "whsec_" },
    content: "{id}.{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1,{signature}"],
    ],
    separator: " ",
    // The specification leaves the tolerance open; its libraries use five minutes in both directions.
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [["Content-Type", "application/json"]],
  events,
  dataKey: "data",
  envelope: ({ type, timeMs, data }) => ({ type, timestamp: new Date(timeMs).toISOString(), data }),
  newEventId: (context) => `msg_${context.characters(27)}`,
  names: { event: { path: "type" }, id: { header: "webhook-id" } },
  unknownEvents: { accept: "any", sample: (_type, context) => ({ id: context.uuid() }) },
  delivery: {
    success: "2xx",
    timeoutMs: 15_000,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: ["5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"].map(parseDuration),
      certainty: "assumed",
      source: `The specification's example schedule, without its jitter: ${SPEC}`,
    },
    honoursRetryAfter: true,
    goneDisables: true,
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Standard Webhooks: endpoints should use https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "overlap",
  },
  management: { kind: "elsewhere", url: "https://www.standardwebhooks.com" },
  assumptions: [
    {
      key: "envelope.events",
      value: "example.event, contact.* and user.created as examples; any other name is taken",
      why: "The specification names no event types.",
    },
    {
      key: "delivery.timeout",
      value: "15s",
      why: "The specification recommends a value between 15 and 30 seconds.",
    },
    {
      key: "delivery.schedule",
      value: "10 attempts: 5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h apart",
      why: "The specification gives this as an example and recommends jitter.",
    },
    { key: "event.id", value: "msg_ and 27 characters", why: "The specification's examples look like this." },
  ],
}
