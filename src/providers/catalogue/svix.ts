import { parseDuration } from "../../domain/duration.ts"
import { live } from "../event-type.ts"
import type { JsonObject, Provider } from "../provider.ts"
import type { SampleContext } from "../sample.ts"
import { secretWhsec } from "./shared-samples.ts"
import { standardWebhooks } from "./standard-webhooks.ts"

const RETRIES = "https://docs.svix.com/retries"
const OPERATIONAL = "https://docs.svix.com/incoming-webhooks"
const VERIFYING = "https://docs.svix.com/receiving/verifying-payloads/how-manual"

const ksuid = (context: SampleContext, prefix: string): string => `${prefix}_${context.characters(27)}`

function endpoint(context: SampleContext): JsonObject {
  return {
    appId: ksuid(context, "app"),
    appUid: "company-inc",
    endpointId: ksuid(context, "ep"),
    endpointUid: null,
  }
}

function attempt(context: SampleContext, responseStatusCode: number): JsonObject {
  return {
    appId: ksuid(context, "app"),
    appUid: "company-inc",
    msgId: ksuid(context, "msg"),
    msgEventId: null,
    endpointId: ksuid(context, "ep"),
    lastAttempt: {
      id: ksuid(context, "atmpt"),
      responseStatusCode,
      timestamp: new Date(context.nowMs).toISOString(),
    },
  }
}

/** Svix: its own operational webhooks, and the headers of everything sent through it. */
export const svix: Provider = {
  id: "svix",
  name: "Svix",
  sources: [RETRIES, OPERATIONAL, VERIFYING],
  evidence: "svix 1.99.1 accepts it",
  scheme: {
    ...standardWebhooks.scheme,
    id: "svix",
    headers: [
      ["svix-id", "{id}"],
      ["svix-timestamp", "{timestamp}"],
      ["svix-signature", "v1,{signature}"],
    ],
  },
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Svix-Webhooks/1.0"],
  ],
  events: [
    live("message.attempt.exhausted", "All attempts of a message to an endpoint failed", (context) =>
      attempt(context, 500),
    ),
    live("message.attempt.failing", "A message to an endpoint has failed several times", (context) =>
      attempt(context, 500),
    ),
    live("message.attempt.recovered", "A message was delivered after failed attempts", (context) =>
      attempt(context, 200),
    ),
    live("endpoint.created", "An endpoint was created", endpoint),
    live("endpoint.updated", "An endpoint was changed", endpoint),
    live("endpoint.deleted", "An endpoint was deleted", endpoint),
    live("endpoint.disabled", "An endpoint was disabled because all of its deliveries failed", (context) => ({
      ...endpoint(context),
      failSince: new Date(context.nowMs - 5 * 86_400_000).toISOString(),
    })),
  ],
  dataKey: "data",
  envelope: ({ type, data }) => ({ type, data }),
  newEventId: (context) => ksuid(context, "msg"),
  names: { event: { path: "type" }, id: { header: "svix-id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 15_000,
    timeoutCertainty: "exact",
    schedule: {
      delaysMs: ["5s", "5m", "30m", "2h", "5h", "10h", "10h"].map(parseDuration),
      certainty: "exact",
      source: RETRIES,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Svix: endpoints use https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "overlap",
  },
  management: { kind: "elsewhere", url: "https://dashboard.svix.com" },
  assumptions: [
    {
      key: "envelope.data",
      value: "field values",
      why: "The fields follow the operational webhooks; whatever is sent through Svix has its sender's own shape.",
    },
    { key: "headers.user-agent", value: "Svix-Webhooks/1.0", why: "The version is not documented." },
    { key: "endpoint.https", value: "required", why: "Depends on the settings of the Svix environment." },
  ],
}
