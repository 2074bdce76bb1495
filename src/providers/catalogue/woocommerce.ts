import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"
import { woocommerceEvents } from "./woocommerce-events.ts"

const DOCS = "https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/"
const SOURCE =
  "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php"

/** WooCommerce webhooks. */
export const woocommerce = defineProvider({
  id: "woocommerce",
  name: "WooCommerce",
  sources: [DOCS, SOURCE],
  evidence: "WooCommerce's own source; @hookflo/tern 4.1.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-WC-Webhook-Signature", "{signature}"]],
  },
  secret: {
    generate: secretText("", 50),
    // WordPress decodes HTML entities in the secret before it is used as a key.
    misuse: (secret) =>
      /&(amp|lt|gt|quot|#0?39);/.test(secret)
        ? "WooCommerce: this secret holds an HTML entity such as &amp;, which WooCommerce decodes before it signs."
        : undefined,
  },
  headers: [
    ["User-Agent", "WooCommerce/10.3.0 Hookshot (WordPress/6.8.3)"],
    ["Content-Type", "application/json"],
    ["X-WC-Webhook-Source", "https://store.example.com/"],
    ["X-WC-Webhook-Topic", "{event}"],
    ["X-WC-Webhook-Resource", "{event}"],
    ["X-WC-Webhook-Event", "{event}"],
    ["X-WC-Webhook-ID", "12"],
    ["X-WC-Webhook-Delivery-ID", "{id}"],
  ],
  events: woocommerceEvents,
  eventId: "{hex:32}",
  names: { event: { header: "X-WC-Webhook-Topic" }, id: { header: "X-WC-Webhook-Delivery-ID" } },
  delivery: {
    timeout: { value: "60s" },
    retries: {
      value: [],
      assumed: "The source sends once and disables the webhook after repeated failures; no retry was found.",
      source: SOURCE,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "WooCommerce: the delivery URL must be HTTP or HTTPS" },
  manage: "https://woocommerce.com/document/webhooks/",
  assumptions: [
    {
      key: "delivery.success",
      value: "2xx",
      why: "WooCommerce also counts 301 and 302 as delivered; whk does not.",
    },
    { key: "headers.user-agent", value: "WooCommerce/10.3.0", why: "Depends on the shop's versions." },
    { key: "envelope.data", value: "the main fields of each resource", why: "Real resources carry more." },
    {
      key: "envelope.escapes",
      value: "JSON as JavaScript writes it",
      why: "PHP writes \\/ and \\u escapes; the signature is over whatever is sent.",
    },
  ],
})
