import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const DOCS = "https://learn.microsoft.com/graph/change-notifications-delivery-webhooks"
const COLLECTION = "https://learn.microsoft.com/graph/api/resources/changenotificationcollection"

const notification = {
  id: "{id}",
  subscriptionId: "{uuid}",
  subscriptionExpirationDateTime: "{now-date}T23:59:59.0000000Z",
  // Replaced by the secret that the subscription was made with.
  clientState: "",
}

const message = {
  resource: "Users/{uuid#user}/Messages/{base62:32#message}",
  tenantId: "{uuid}",
  resourceData: {
    "@odata.type": "#Microsoft.Graph.Message",
    "@odata.id": "Users/{uuid#user}/Messages/{base62:32#message}",
    "@odata.etag": 'W/"{base62:24}"',
    id: "{base62:32#message}",
  },
}

/** Microsoft Graph change notifications: not signed; each repeats the clientState of its subscription. */
export const microsoftGraph = defineProvider({
  id: "microsoft-graph",
  name: "Microsoft Graph",
  sources: [DOCS, COLLECTION],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [],
    bodyFields: [["/value/0/clientState", "{signature}"]],
  },
  secret: { generate: secretHex },
  headers: [["Content-Type", "application/json; charset=utf-8"]],
  events: [
    {
      type: "created",
      title: "A resource was created, here a message",
      sample: { ...notification, changeType: "{event}", ...message },
    },
    {
      type: "updated",
      title: "A resource was changed, here a message",
      sample: { ...notification, changeType: "{event}", ...message },
    },
    {
      type: "deleted",
      title: "A resource was deleted, here a message",
      sample: { ...notification, changeType: "{event}", ...message },
    },
  ],
  envelope: { value: ["{data}"] },
  names: { event: { path: "value.0.changeType" }, id: { path: "value.0.id" } },
  handshakes: [
    {
      id: "validation-token",
      title: "A POST whose validationToken the endpoint gives back as text, decoded",
      request: { method: "POST", query: [["validationToken", "{challenge}"]], signature: "none" },
      answer: { status: 200, headers: [["Content-Type", "text/plain"]], body: "{challenge}" },
      timeoutMs: 10_000,
      certainty: "exact",
      source: DOCS,
    },
  ],
  delivery: {
    timeout: {
      value: "10s",
      assumed:
        "Earlier editions of the page say 3 seconds; today's speaks of 10 and asks for an answer within 3.",
    },
    retries: {
      value: ["10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h"],
      assumed: "Exponential backoff for up to 4 hours is documented; the intervals are not.",
      source: DOCS,
    },
  },
  endpoint: { httpsRule: "Microsoft Graph: a publicly accessible, HTTPS-secured endpoint" },
  manage: "https://learn.microsoft.com/graph/api/resources/subscription",
  assumptions: [
    {
      key: "envelope.value",
      value: "one notification per request",
      why: "A request can carry several, of several subscriptions; only the first clientState is compared.",
    },
    { key: "headers.content-type", value: "application/json; charset=utf-8", why: "Not documented." },
  ],
})
