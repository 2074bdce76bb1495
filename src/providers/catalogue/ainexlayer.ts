import { ainexlayerEvents } from "./ainexlayer-events.ts"
import type { Provider } from "../provider.ts"
import { isoSeconds } from "../sample.ts"
import { secretHex } from "./shared-samples.ts"

const DOCS = "https://doc.ainexlayer.com/documentation/integration-guides/webhook-integration"
const API = "https://doc.ainexlayer.com/documentation/integration-guides/api-documentation"

/** AINexLayer webhooks. */
export const ainexlayer: Provider = {
  id: "ainexlayer",
  name: "AINexLayer",
  sources: [DOCS, API],
  scheme: {
    id: "ainexlayer",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Webhook-Signature", "sha256={signature}"]],
    alsoAccepts: [
      { template: "{signature}", digest: "hex" },
      { template: "{signature}", digest: "base64" },
    ],
  },
  secret: { warnBelow: 16, generate: secretHex },
  headers: [["Content-Type", "application/json"]],
  events: ainexlayerEvents,
  dataKey: "data",
  envelope: ({ id, type, timeMs, data }) => ({ id, event: type, timestamp: isoSeconds(timeMs), data }),
  newEventId: (context) => `evt_${context.characters(16)}`,
  names: { event: { path: "event" }, id: { path: "id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 30_000,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: [2000, 4000, 8000, 16_000],
      certainty: "assumed",
      source: `Automatic retries are documented, their number and delays are not: ${DOCS}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "AINexLayer: use HTTPS for webhook endpoints",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "api",
    dialect: "ainexlayer",
    baseUrl: "https://api.ainexlayer.com/api/v1",
    operations: {
      create: "assumed",
      list: "assumed",
      get: "assumed",
      update: "assumed",
      rotate: "assumed",
      delete: "assumed",
      test: "assumed",
      deliveries: "assumed",
    },
  },
  assumptions: [
    {
      key: "signature.header",
      value: "X-Webhook-Signature",
      why: "A signature header is documented, its name is not.",
    },
    { key: "signature.encoding", value: "hex", why: "The page says HMAC-SHA256 and shows no value." },
    {
      key: "signature.prefix",
      value: "sha256=",
      why: "Not shown; a bare value in hex or base64 is accepted as well when verifying.",
    },
    {
      key: "signature.body",
      value: "raw",
      why: "The page says the payload is signed, not over which bytes.",
    },
    { key: "signature.key", value: "the whole secret as UTF-8 text", why: "No secret is shown." },
    { key: "signature.timestamp", value: "none", why: "No timestamp header is documented." },
    { key: "envelope", value: "{id, event, timestamp, data}", why: "The page shows no payload." },
    {
      key: "envelope.data",
      value: "camelCase ids and fields",
      why: "The page shows no payload; the API writes camelCase.",
    },
    {
      key: "event.id",
      value: "id, the same on every attempt",
      why: "Receivers must be idempotent; no id is documented.",
    },
    { key: "headers.content-type", value: "application/json", why: "No header is listed." },
    {
      key: "delivery.timeout",
      value: "30s",
      why: "Receivers should answer within 30 seconds; that the sender waits no longer is not said.",
    },
    {
      key: "delivery.schedule",
      value: "5 attempts: 2s, 4s, 8s, 16s apart",
      why: "Failed deliveries are retried automatically, without numbers.",
    },
    { key: "secret.length", value: "a warning below 16 characters", why: "No length rule is stated." },
    {
      key: "rotation.overlap",
      value: "none: the old secret stops at once",
      why: "Rotation is not mentioned.",
    },
    {
      key: "endpoint.https",
      value: "required",
      why: "HTTPS is a best practice on the page, not said to be enforced.",
    },
    {
      key: "endpoint.active",
      value: '"active" on the webhook',
      why: "The list can be filtered by active status.",
    },
    {
      key: "management.paths",
      value: "/webhooks, /webhooks/{id}, /webhooks/{id}/deliveries, /webhooks/{id}/test",
      why: "Create, list, delivery logs and a test endpoint are named without method or path.",
    },
    {
      key: "management.answers",
      value: '{"success":true,"data":…,"pagination":…}; delivery status success, failed or pending',
      why: "The success and error envelopes are the API's; what follows data is not shown.",
    },
  ],
}
