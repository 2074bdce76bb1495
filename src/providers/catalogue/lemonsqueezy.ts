import { defineProvider } from "../define-provider.ts"
import { lemonsqueezyEvents } from "./lemonsqueezy-events.ts"

const REQUESTS = "https://docs.lemonsqueezy.com/help/webhooks/webhook-requests"
const SIGNING = "https://docs.lemonsqueezy.com/help/webhooks/signing-requests"
const API = "https://docs.lemonsqueezy.com/api/webhooks"

/** Lemon Squeezy: orders, subscriptions, licence keys. */
export const lemonsqueezy = defineProvider({
  id: "lemonsqueezy",
  name: "Lemon Squeezy",
  sources: [REQUESTS, SIGNING, API],
  evidence: "@hookflo/tern 4.1.0, which is not Lemon Squeezy's, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 20)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "LemonSqueezy-Hookshot"],
    ["X-Event-Name", "{event}"],
  ],
  events: lemonsqueezyEvents,
  envelope: {
    meta: { test_mode: true, event_name: "{event}", webhook_id: "{uuid}" },
    data: "{data}",
  },
  names: { event: { header: "X-Event-Name" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "Not stated." },
    retries: {
      value: ["5s", "25s", "125s"],
      assumed: "Three retries with exponential backoff are documented, these intervals as an example.",
      source: REQUESTS,
    },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Lemon Squeezy: the certificate is verified if the URL is an HTTPS one",
  },
  manage: "https://app.lemonsqueezy.com/settings/webhooks",
  assumptions: [
    {
      key: "signature.algorithm",
      value: "hmac-sha256",
      why: "The page speaks of an HMAC hex digest; its code samples were not read.",
    },
    { key: "headers.user-agent", value: "LemonSqueezy-Hookshot", why: "Seen in requests, not documented." },
    {
      key: "envelope.data",
      value: "the main attributes, without relationships",
      why: "Real resources carry more.",
    },
  ],
})
