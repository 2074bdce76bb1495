import { defineProvider } from "../define-provider.ts"
import { linearEvents } from "./linear-events.ts"
import { secretText } from "./shared-samples.ts"

const DOCS = "https://linear.app/developers/webhooks"
const OLDER_DOCS = "https://developers.linear.app/docs/graphql/webhooks"

/** Linear's webhooks about changed data. */
export const linear = defineProvider({
  id: "linear",
  name: "Linear",
  sources: [DOCS, OLDER_DOCS],
  evidence: "@linear/sdk 98.0.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["Linear-Signature", "{signature}"],
      ["Linear-Timestamp", "{timestamp}"],
    ],
    // The header repeats the time and is not signed; Linear's own package judges the one in the body.
    timestamp: { unit: "ms", at: "/webhookTimestamp", toleranceSeconds: 60, futureToleranceSeconds: 60 },
  },
  secret: { generate: secretText("lin_wh_") },
  headers: [
    ["Accept-Charset", "utf-8"],
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "Linear-Webhook"],
    ["Linear-Delivery", "{id}"],
    ["Linear-Event", "{event}"],
  ],
  events: linearEvents,
  envelope: {
    action: "create",
    actor: {
      id: "{uuid}",
      type: "user",
      name: "Maya Lindqvist",
      email: "maya@company.com",
      url: "https://linear.app/acme/profiles/maya",
    },
    createdAt: "{now-iso}",
    data: "{data}",
    type: "{event}",
    organizationId: "{uuid}",
    webhookTimestamp: "{now-ms}",
    webhookId: "{uuid}",
  },
  names: { event: { header: "Linear-Event" }, id: { header: "Linear-Delivery" } },
  delivery: {
    success: [200],
    timeout: { value: "5s" },
    retries: { value: ["1m", "1h", "6h"], source: OLDER_DOCS },
  },
  endpoint: { httpsRule: "Linear: the endpoint is a public HTTPS URL that is not localhost" },
  manage: "https://linear.app/settings/api",
  assumptions: [
    {
      key: "envelope",
      value: "action create, and the main fields of each entity",
      why: "Real payloads carry more, and a link that differs by entity.",
    },
    {
      key: "timestamp.retries",
      value: "webhookTimestamp is renewed on every attempt",
      why: "Not stated; a retry after a minute would be refused by Linear's own package otherwise.",
    },
    {
      key: "delivery.id-on-retries",
      value: "Linear-Delivery stays the same",
      why: "It names the payload; whether a retry keeps it is not stated.",
    },
    {
      key: "secret.generated",
      value: "lin_wh_ and 32 letters and digits",
      why: "Seen in settings, not documented.",
    },
  ],
})
