import { defineProvider } from "../define-provider.ts"
import { paddleEvents } from "./paddle-events.ts"
import { secretText } from "./shared-samples.ts"

const SIGNATURE = "https://developer.paddle.com/webhooks/signature-verification"
const DELIVERY = "https://developer.paddle.com/webhooks/respond-to-webhooks"
const OVERVIEW = "https://developer.paddle.com/webhooks/about/how-webhooks-work"

const DAYS_3_S = 3 * 86_400
const RETRIES = 60
const GROWTH = 1.1

/** Sixty waits that grow by a tenth each and end three days after the first attempt, the first of about a minute. */
const delays = Array.from({ length: RETRIES }, (_, retry) => {
  const first = (DAYS_3_S * (GROWTH - 1)) / (GROWTH ** RETRIES - 1)
  return `${Math.floor(first * GROWTH ** retry)}s`
})

/** Paddle Billing's notifications. */
export const paddle = defineProvider({
  id: "paddle",
  name: "Paddle Billing",
  sources: [SIGNATURE, DELIVERY, OVERVIEW],
  evidence: "@paddle/paddle-node-sdk 3.10.0 accepts it; a published vector gives the same",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Paddle-Signature", "ts={timestamp};h1={signature}"]],
    separator: ";h1=",
    // Paddle's own packages take nothing older than five seconds.
    timestamp: { unit: "s", toleranceSeconds: 5 },
  },
  secret: { generate: secretText("pdl_ntfset_") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Paddle"],
  ],
  events: paddleEvents,
  envelope: {
    event_id: "{id}",
    event_type: "{event}",
    occurred_at: "{now-iso}",
    notification_id: "ntf_01{lower:24}",
    data: "{data}",
  },
  eventId: "evt_01{lower:24}",
  names: { event: { path: "event_type" }, id: { path: "event_id" } },
  delivery: {
    success: [200],
    timeout: { value: "5s" },
    retries: {
      value: delays,
      assumed: "60 retries over 3 days with exponential backoff are documented, the intervals are not.",
      source: DELIVERY,
    },
    sourceIps: [
      "34.232.58.13",
      "34.195.105.136",
      "34.237.3.244",
      "35.155.119.135",
      "52.11.166.252",
      "34.212.5.7",
    ],
  },
  endpoint: { httpsRule: "Paddle: the webhook server uses HTTPS" },
  manage: "https://vendors.paddle.com/notifications-v2",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Paddle",
      why: "The page says to match Paddle as the user agent; the whole text is not given.",
    },
    {
      key: "delivery.source-ips",
      value: "those of live accounts",
      why: "The sandbox has six others, and retries only 3 times in 15 minutes.",
    },
    {
      key: "envelope.data",
      value: "the main fields of each entity",
      why: "Real entities carry more.",
    },
    {
      key: "secret.generated",
      value: "pdl_ntfset_ and 32 letters and digits",
      why: "Real ones are longer; the whole text is the key.",
    },
  ],
})
