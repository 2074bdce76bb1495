import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOK = "https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md"
const HTTP = "https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md"

/** CloudEvents over webhooks, for senders that follow the specification. */
export const cloudevents = defineProvider({
  id: "cloudevents",
  name: "CloudEvents",
  sources: [WEBHOOK, HTTP],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [["Authorization", "Bearer {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretText("", 40) },
  headers: [
    ["Content-Type", "application/cloudevents+json; charset=utf-8"],
    ["WebHook-Request-Origin", "eventemitter.example.com"],
  ],
  events: [
    {
      type: "com.example.order.created",
      title: "An order was created (an example)",
      sample: { orderId: "{uuid}", total: "{int:10-500}", currency: "EUR" },
    },
    {
      type: "com.example.order.paid",
      title: "An order was paid (an example)",
      sample: { orderId: "{uuid}", paymentId: "{uuid}" },
    },
    {
      type: "com.example.order.cancelled",
      title: "An order was cancelled (an example)",
      sample: { orderId: "{uuid}", reason: "customer" },
    },
  ],
  envelope: {
    specversion: "1.0",
    type: "{event}",
    source: "https://example.com/orders",
    id: "{id}",
    time: "{now-iso}",
    datacontenttype: "application/json",
    data: "{data}",
  },
  names: { event: { path: "type" }, id: { path: "id" } },
  unknownEvents: { accept: "any", sample: { id: "{uuid}" } },
  handshakes: [
    {
      id: "request-origin",
      title: "An OPTIONS that asks for leave to send, given by WebHook-Allowed-Origin",
      request: {
        method: "OPTIONS",
        headers: [["WebHook-Request-Origin", "{challenge}"]],
        signature: "none",
      },
      answer: {
        status: "2xx",
        headers: [
          ["WebHook-Allowed-Origin", "{challenge}"],
          ["WebHook-Allowed-Rate", "*"],
        ],
      },
      // The rate should be there and must only when one was asked for.
      alsoAnswers: [
        { status: "2xx", headers: [["WebHook-Allowed-Origin", "{challenge}"]] },
        { status: "2xx", headers: [["WebHook-Allowed-Origin", "*"]] },
      ],
      certainty: "exact",
      source: WEBHOOK,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "Left to the sender." },
    retries: {
      value: [],
      assumed: "Left to the sender, except that Retry-After is observed and 410 ends all.",
      source: WEBHOOK,
    },
  },
  endpoint: { httpsRule: "CloudEvents: HTTPS must be used for the connection" },
  manage: "https://cloudevents.io",
  assumptions: [
    {
      key: "envelope.events",
      value: "com.example.order.* as examples; any other name is taken",
      why: "The specification names no event types.",
    },
    {
      key: "envelope.mode",
      value: "structured",
      why: "A sender may also put the attributes into ce- headers (binary mode).",
    },
    {
      key: "handshake.status",
      value: "2xx",
      why: "The specification looks at the headers of the answer and not at its status.",
    },
    {
      key: "signature.header",
      value: "Authorization: Bearer",
      why: "The token may also stand in the URL as access_token.",
    },
  ],
})
