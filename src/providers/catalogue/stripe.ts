import type { Provider } from "../provider.ts"
import { ALPHANUMERIC, unixSeconds } from "../sample.ts"
import { secretWhsecText } from "./shared-samples.ts"
import { stripeEvents } from "./stripe-events.ts"

const DOCS = "https://docs.stripe.com/webhooks"

/** Stripe webhooks (snapshot events). */
export const stripe: Provider = {
  id: "stripe",
  name: "Stripe",
  sources: [DOCS, "https://docs.stripe.com/api/events/object"],
  evidence: "stripe 23.1.0 accepts it; a published vector gives the same",
  scheme: {
    id: "stripe",
    algorithm: "hmac-sha256",
    // The whole whsec_… string is the key: unlike Standard Webhooks, nothing is taken off or decoded.
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Stripe-Signature", "t={timestamp},v1={signature}"]],
    separator: ",v1=",
    // Stripe's own libraries refuse old timestamps only.
    timestamp: { unit: "s", toleranceSeconds: 300 },
  },
  secret: { generate: secretWhsecText },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)"],
  ],
  events: stripeEvents,
  dataKey: "data.object",
  envelope: ({ id, type, timeMs, data, context }) => ({
    id,
    object: "event",
    api_version: "2026-10-28.endive",
    created: unixSeconds(timeMs),
    data: { object: data },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${context.characters(14, ALPHANUMERIC)}`, idempotency_key: context.uuid() },
    type,
  }),
  newEventId: (context) => `evt_1${context.characters(23, ALPHANUMERIC)}`,
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 10_000,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: Array.from({ length: 12 }, (_, retry) => 60_000 * 2 ** retry),
      certainty: "assumed",
      source: `Up to three days with exponential backoff; the intervals are not published: ${DOCS}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Stripe: endpoints in live mode are publicly accessible HTTPS URLs",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "overlap",
  },
  management: { kind: "elsewhere", url: "https://dashboard.stripe.com/webhooks" },
  assumptions: [
    { key: "delivery.timeout", value: "10s", why: "Stripe asks for a quick answer and states no number." },
    {
      key: "delivery.schedule",
      value: "13 attempts: 1m, 2m, 4m … doubling to 34h 8m, the last within three days",
      why: "Three days and exponential backoff are documented, the intervals are not.",
    },
    { key: "headers.user-agent", value: "Stripe/1.0", why: "Seen in requests, not documented." },
    {
      key: "headers.content-type",
      value: "application/json; charset=utf-8",
      why: "Seen in requests, not documented.",
    },
    { key: "envelope.data", value: "the main fields of each object", why: "Real objects carry many more." },
  ],
}
