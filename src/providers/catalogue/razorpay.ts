import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const VALIDATING = "https://razorpay.com/docs/webhooks/validate-test/"
const PRACTICES = "https://razorpay.com/docs/webhooks/best-practices/"
const PAYMENTS = "https://razorpay.com/docs/webhooks/payments/"

/** The entities an event is about, and their names once more in a list. */
function event(payload: JsonObject): JsonObject {
  return {
    entity: "event",
    account_id: "acc_{base62:14}",
    event: "{event}",
    contains: Object.keys(payload),
    payload,
    created_at: "{now-s}",
  }
}

function payment(status: "authorized" | "captured" | "failed", more: JsonObject = {}): JsonObject {
  return {
    entity: {
      id: "pay_{base62:14#payment}",
      entity: "payment",
      amount: 50_000,
      currency: "INR",
      base_amount: 50_000,
      status,
      order_id: "order_{base62:14#order}",
      invoice_id: null,
      international: false,
      method: "netbanking",
      amount_refunded: 0,
      amount_transferred: 0,
      refund_status: null,
      captured: status === "captured",
      description: null,
      card_id: null,
      bank: "HDFC",
      wallet: null,
      vpa: null,
      email: "maya@company.com",
      contact: "+919876543210",
      notes: [],
      fee: status === "captured" ? 1180 : null,
      tax: status === "captured" ? 180 : null,
      error_code: null,
      error_description: null,
      error_source: null,
      error_step: null,
      error_reason: null,
      ...more,
      acquirer_data: { bank_transaction_id: "{digits:10}" },
      created_at: "{now-s:-7s}",
    },
  }
}

const FAILURE: JsonObject = {
  error_code: "BAD_REQUEST_ERROR",
  error_description: "Payment failed",
  error_source: "bank",
  error_step: "payment_authorization",
  error_reason: "payment_failed",
}

/** Razorpay payments. */
export const razorpay = defineProvider({
  id: "razorpay",
  name: "Razorpay",
  sources: [VALIDATING, PRACTICES, PAYMENTS],
  evidence: "razorpay 2.9.8 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Razorpay-Signature", "{signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Razorpay-Webhook/v1"],
    ["X-Razorpay-Event-Id", "{id}"],
  ],
  events: [
    {
      type: "payment.authorized",
      title: "A payment was authorised",
      sample: event({ payment: payment("authorized") }),
    },
    {
      type: "payment.captured",
      title: "A payment was captured",
      sample: event({ payment: payment("captured") }),
    },
    {
      type: "payment.failed",
      title: "A payment failed",
      sample: event({ payment: payment("failed", FAILURE) }),
    },
    {
      type: "order.paid",
      title: "An order was paid",
      sample: event({
        payment: payment("captured"),
        order: {
          entity: {
            id: "order_{base62:14#order}",
            entity: "order",
            amount: 50_000,
            amount_paid: 50_000,
            amount_due: 0,
            currency: "INR",
            receipt: "rcptid_{int:1-999}",
            offer_id: null,
            status: "paid",
            attempts: 1,
            notes: [],
            created_at: "{now-s:-1m}",
          },
        },
      }),
    },
    {
      type: "refund.processed",
      title: "A refund was made",
      sample: event({
        refund: {
          entity: {
            id: "rfnd_{base62:14}",
            entity: "refund",
            amount: 50_000,
            currency: "INR",
            payment_id: "pay_{base62:14#payment}",
            notes: [],
            receipt: null,
            acquirer_data: { arn: null },
            created_at: "{now-s}",
            batch_id: null,
            status: "processed",
            speed_processed: "normal",
            speed_requested: "normal",
          },
        },
        payment: payment("captured", { amount_refunded: 50_000, refund_status: "full", status: "refunded" }),
      }),
    },
  ],
  eventId: "{base62:14}",
  names: { event: { path: "event" }, id: { header: "X-Razorpay-Event-Id" } },
  delivery: {
    timeout: { value: "5s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "Exponential backoff for 24 hours is documented, the intervals are not.",
      source: PRACTICES,
    },
  },
  manage: "https://dashboard.razorpay.com/app/webhooks",
  assumptions: [
    { key: "headers.user-agent", value: "Razorpay-Webhook/v1", why: "Seen in requests, not documented." },
    {
      key: "events.samples",
      value: "order.paid and refund.processed",
      why: "Only the payment events' examples were read.",
    },
  ],
})
