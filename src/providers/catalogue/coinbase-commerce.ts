import { defineProvider } from "../define-provider.ts"
import type { Json, JsonObject } from "../provider.ts"

const OVERVIEW = "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-overview"
const SECURITY = "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security"
const FIELDS = "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-fields"

const NEW: Json = { time: "{now-iso-seconds:-10m}", status: "NEW" }

function charge(timeline: readonly Json[], more: JsonObject = {}): JsonObject {
  return {
    id: "{uuid}",
    code: "{upper:8#code}",
    pricing: {
      local: { amount: "25.00", currency: "USD" },
      settlement: { amount: "25", currency: "USDC" },
    },
    metadata: { name: "Maya Lindqvist", email: "maya@company.com" },
    timeline: [NEW, ...timeline],
    redirects: { cancel_url: "", success_url: "", will_redirect_after_success: false },
    created_at: "{now-iso-seconds:-10m}",
    expires_at: "{now-iso-seconds:2d}",
    hosted_url: "https://commerce.coinbase.com/pay/{upper:8#code}",
    pricing_type: "fixed_price",
    support_email: "support@company.com",
    organization_name: "Company",
    ...more,
  }
}

/** Coinbase Commerce charges. The webhooks of Coinbase's developer platform are signed in another way. */
export const coinbaseCommerce = defineProvider({
  id: "coinbase-commerce",
  name: "Coinbase Commerce",
  sources: [OVERVIEW, SECURITY, FIELDS],
  evidence: "coinbase-commerce-node 1.0.4 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-CC-Webhook-Signature", "{signature}"]],
  },
  secret: {
    generate: (random) =>
      Buffer.from(random)
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5"),
  },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "weipay-webhooks"],
  ],
  events: [
    { type: "charge:created", title: "A charge was created", sample: charge([]) },
    {
      type: "charge:pending",
      title: "A payment was seen on the blockchain",
      sample: charge([{ time: "{now-iso-seconds}", status: "PENDING" }]),
    },
    {
      type: "charge:confirmed",
      title: "A payment is final",
      sample: charge(
        [
          { time: "{now-iso-seconds:-1m}", status: "PENDING" },
          { time: "{now-iso-seconds}", status: "COMPLETED" },
        ],
        { confirmed_at: "{now-iso-seconds}" },
      ),
    },
    {
      type: "charge:failed",
      title: "A charge was not completed",
      sample: charge([{ time: "{now-iso-seconds}", status: "EXPIRED" }]),
    },
  ],
  envelope: {
    attempt_number: 1,
    event: {
      api_version: "2018-03-22",
      created_at: "{now-iso-seconds}",
      data: "{data}",
      id: "{id}",
      resource: "event",
      type: "{event}",
    },
    id: "{uuid}",
    scheduled_for: "{now-iso-seconds}",
  },
  names: { event: { path: "event.type" }, id: { path: "event.id" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "Not stated." },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", ...Array.from({ length: 70 }, () => "1h")],
      assumed:
        "Exponential backoff for up to three days and at most an hour between two attempts are documented, the first delays are not.",
      source: OVERVIEW,
    },
  },
  endpoint: { httpsRule: "Coinbase Commerce: endpoint URLs are https only" },
  manage: "https://commerce.coinbase.com/",
  assumptions: [
    { key: "headers.user-agent", value: "weipay-webhooks", why: "Seen in requests, not documented." },
    {
      key: "envelope.attempt-number",
      value: "1 on every attempt",
      why: "Coinbase counts it up, which changes body and signature.",
    },
    { key: "secret.generated", value: "a UUID", why: "The form of the shared secret is not documented." },
  ],
})
