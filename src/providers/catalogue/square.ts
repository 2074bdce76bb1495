import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"
import { squareEvents } from "./square-events.ts"

const VALIDATE = "https://developer.squareup.com/docs/webhooks/step3validate"
const OVERVIEW = "https://developer.squareup.com/docs/webhooks/overview"
const TROUBLE = "https://developer.squareup.com/docs/webhooks/troubleshooting"
const SCHEDULE = "https://developer.squareup.com/docs/webhooks-api/delivery-sla"

/** Square, which signs the notification URL in front of the body. */
export const square = defineProvider({
  id: "square",
  name: "Square",
  sources: [VALIDATE, OVERVIEW, TROUBLE, SCHEDULE],
  evidence: "square 46.0.0 accepts it, and the value that Square publishes verifies",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{url}{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["x-square-hmacsha256-signature", "{signature}"]],
    weaker: { header: ["x-square-signature", "{signature}"], algorithm: "hmac-sha1", digest: "base64" },
  },
  secret: { generate: secretText("", 22) },
  headers: [
    ["User-Agent", "Square Connect v2"],
    ["Content-Type", "application/json"],
    ["square-environment", "Production"],
    ["square-initial-delivery-timestamp", "{now-iso}"],
  ],
  events: squareEvents,
  envelope: {
    merchant_id: "6SSW7HV8K2ST5",
    type: "{event}",
    event_id: "{id}",
    created_at: "{now-iso}",
    data: "{data}",
  },
  names: { event: { path: "type" }, id: { path: "event_id" } },
  delivery: {
    timeout: {
      value: "10s",
      assumed: "An older page says 10 seconds; the current one says as soon as possible.",
    },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", ...Array<string>(22).fill("1h")],
      assumed: "For up to 24 hours; the intervals are those of an older page, which went on for 72 hours.",
      source: SCHEDULE,
    },
  },
  manage: "https://developer.squareup.com/apps",
  assumptions: [
    {
      key: "signature.weaker",
      value: "x-square-signature (HMAC-SHA1) is sent beside it",
      why: "Described by an older version of the page only; receivers still see it.",
    },
    {
      key: "headers.square",
      value: "square-environment and square-initial-delivery-timestamp",
      why: "Known from receivers; square-retry-number and square-retry-reason of retries are left out.",
    },
    {
      key: "headers.initial-delivery",
      value: "the time of each attempt",
      why: "Square repeats the time of the first one.",
    },
    { key: "headers.user-agent", value: "Square Connect v2", why: "Seen in requests." },
    { key: "envelope.data", value: "the main fields of each object", why: "Real payloads carry more." },
  ],
})
