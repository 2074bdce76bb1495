import { paypal as scheme, SIMULATOR_WEBHOOK_ID } from "../../signing/coded/paypal.ts"
import { defineProvider } from "../define-provider.ts"
import { secretRsa } from "./rsa-secret.ts"

const INTEGRATION = "https://developer.paypal.com/api/rest/webhooks/rest/"
const VERIFYING = "https://developer.paypal.com/api/webhooks/v1/definitions/verify_webhook_signature"

const WEBHOOK_ID_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"

const capture = (status: string) => ({
  id: "{upper:17#capture}",
  amount: { currency_code: "USD", value: "21.12" },
  final_capture: true,
  seller_protection: {
    status: "ELIGIBLE",
    dispute_categories: ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"],
  },
  seller_receivable_breakdown: {
    gross_amount: { currency_code: "USD", value: "21.12" },
    paypal_fee: { currency_code: "USD", value: "1.12" },
    net_amount: { currency_code: "USD", value: "20.00" },
  },
  status,
  supplementary_data: { related_ids: { order_id: "{upper:17}" } },
  create_time: "{now-iso-seconds}",
  update_time: "{now-iso-seconds}",
  links: [
    {
      href: "https://api.sandbox.paypal.com/v2/payments/captures/{upper:17#capture}",
      rel: "self",
      method: "GET",
    },
  ],
})

/** PayPal's REST webhooks. */
export const paypal = defineProvider({
  id: "paypal",
  name: "PayPal",
  sources: [INTEGRATION, VERIFYING],
  scheme,
  secret: {
    // A webhook id and a key, because PayPal signs with both; a webhook id alone can verify.
    generate: (random) =>
      `${Array.from(random.subarray(0, 17), (byte) => WEBHOOK_ID_CHARACTERS[byte % WEBHOOK_ID_CHARACTERS.length]).join("")}:${secretRsa()}`,
    misuse: (secret) =>
      secret.split(":", 1)[0] === SIMULATOR_WEBHOOK_ID
        ? `PayPal: ${SIMULATOR_WEBHOOK_ID} is what the webhooks simulator signs with, so it proves nothing about your webhook.`
        : undefined,
  },
  events: [
    {
      type: "PAYMENT.CAPTURE.COMPLETED",
      title: "A payment capture completed",
      sample: capture("COMPLETED"),
    },
    { type: "PAYMENT.CAPTURE.DENIED", title: "A payment capture was denied", sample: capture("DECLINED") },
    { type: "PAYMENT.CAPTURE.PENDING", title: "A payment capture is pending", sample: capture("PENDING") },
  ],
  envelope: {
    id: "{id}",
    event_version: "1.0",
    create_time: "{now-iso}",
    resource_type: "capture",
    resource_version: "2.0",
    event_type: "{event}",
    summary: "Payment of $ 21.12 USD",
    resource: "{data}",
    links: [
      {
        href: "https://api.sandbox.paypal.com/v1/notifications/webhooks-events/{id}",
        rel: "self",
        method: "GET",
      },
    ],
  },
  eventId: "WH-{upper:17}-{upper:17}",
  names: { event: { path: "event_type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "30s", assumed: "Not stated on the page." },
    retries: {
      value: Array.from({ length: 25 }, () => "172m"),
      assumed: "Up to 25 times over 3 days; the intervals are not published, so they are spread evenly.",
      source: INTEGRATION,
    },
  },
  endpoint: { httpsRule: "PayPal: a listener uses https:// on port 443" },
  manage: "https://developer.paypal.com/dashboard/applications",
  assumptions: [
    {
      key: "signature.certificate-hosts",
      value: "api.paypal.com, api.sandbox.paypal.com",
      why: "Seen in requests; the page only says that the address is in PAYPAL-CERT-URL.",
    },
    {
      key: "signature.chain",
      value: "not checked",
      why: "A certificate is taken as it is given; only its dates are judged.",
    },
    {
      key: "headers.transmission-id",
      value: "the same for every attempt",
      why: "Whether a retry gets a new one is not stated.",
    },
    { key: "envelope.summary", value: "one text for all", why: "PayPal writes a sentence for each event." },
  ],
})
