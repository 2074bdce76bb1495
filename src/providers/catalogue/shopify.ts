import type { Provider } from "../provider.ts"
import { shopifyEvents } from "./shopify-events.ts"

const STRUCTURE = "https://shopify.dev/docs/apps/build/webhooks/delivery-structure"
const RETRIES = "https://shopify.dev/changelog/updates-to-webhook-retry-mechanism"
const VERIFYING = "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries"

/** Shopify webhooks over HTTPS. */
export const shopify: Provider = {
  id: "shopify",
  name: "Shopify",
  sources: [STRUCTURE, VERIFYING, RETRIES],
  evidence: "@shopify/shopify-api 13.1.0 accepts it",
  scheme: {
    id: "shopify",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Shopify-Hmac-Sha256", "{signature}"]],
  },
  secret: { generate: (random) => `shpss_${Buffer.from(random.subarray(0, 16)).toString("hex")}` },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Shopify-Captain-Hook"],
    ["X-Shopify-Topic", "{event}"],
    ["X-Shopify-Shop-Domain", "demo.myshopify.com"],
    ["X-Shopify-API-Version", "2026-07"],
    ["X-Shopify-Webhook-Id", "{id}"],
    ["X-Shopify-Event-Id", "{uuid}"],
    ["X-Shopify-Triggered-At", "{now-iso}"],
  ],
  events: shopifyEvents,
  dataKey: "",
  envelope: ({ data }) => data,
  newEventId: (context) => context.uuid(),
  names: { event: { header: "X-Shopify-Topic" }, id: { header: "X-Shopify-Webhook-Id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 5000,
    timeoutCertainty: "exact",
    schedule: {
      delaysMs: Array.from({ length: 8 }, (_, retry) => 56_000 * 2 ** retry),
      certainty: "assumed",
      source: `8 retries over 4 hours with exponential backoff; the intervals are not published: ${RETRIES}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Shopify: webhooks are delivered to HTTPS endpoints with a valid certificate",
    hasActiveFlag: false,
    secretByUpdate: false,
    rotation: "old-dies-at-once",
  },
  management: { kind: "elsewhere", url: "https://shopify.dev/docs/apps/build/webhooks/subscribe" },
  assumptions: [
    {
      key: "delivery.schedule",
      value: "9 attempts: 56s, doubling, the last 3h 58m after the first",
      why: "8 retries over 4 hours are documented, the intervals are not.",
    },
    {
      key: "headers.triggered-at",
      value: "the time of the attempt",
      why: "Shopify keeps the time of the event on every retry.",
    },
    { key: "headers.user-agent", value: "Shopify-Captain-Hook", why: "Seen in requests, not documented." },
    {
      key: "secret.generated",
      value: "shpss_ and 32 hexadecimal characters",
      why: "The secret is the app's client secret.",
    },
    {
      key: "rotation.overlap",
      value: "none: the new client secret signs at once",
      why: "Shopify says it can take up to an hour until the new secret signs.",
    },
    { key: "envelope", value: "the main fields of each resource", why: "Real resources carry many more." },
  ],
}
