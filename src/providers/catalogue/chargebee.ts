import { defineProvider } from "../define-provider.ts"
import { basicSecret, basicSecretMisuse } from "./shared-samples.ts"

const SETTINGS = "https://www.chargebee.com/docs/webhook_settings.html"
const RETRIES =
  "https://support.chargebee.com/support/solutions/articles/257941-at-which-rate-can-we-expect-the-webhook-calls-in-chargebee-will-there-be-any-performance-disruption"
const FAILING =
  "https://www.chargebee.com/docs/billing/2.0/kb/platform/i-received-a-webhook-failure-email-from-chargebee-how-to-fix-this"

const customer = {
  id: "{base62:16#customer}",
  first_name: "Maya",
  last_name: "Lindqvist",
  email: "maya@company.com",
  auto_collection: "on",
  net_term_days: 0,
  created_at: "{now-s}",
  updated_at: "{now-s}",
  object: "customer",
  preferred_currency_code: "EUR",
  deleted: false,
}

const subscription = {
  id: "{base62:16#subscription}",
  billing_period: 1,
  billing_period_unit: "month",
  customer_id: "{base62:16#customer}",
  status: "active",
  current_term_start: "{now-s}",
  created_at: "{now-s}",
  started_at: "{now-s}",
  updated_at: "{now-s}",
  has_scheduled_changes: false,
  currency_code: "EUR",
  subscription_items: [
    {
      item_price_id: "basic-EUR-Monthly",
      item_type: "plan",
      quantity: 1,
      unit_price: 1900,
      amount: 1900,
      object: "subscription_item",
    },
  ],
  object: "subscription",
  deleted: false,
}

/** Chargebee webhooks: not signed; a user name and a password are sent where they are set. */
export const chargebee = defineProvider({
  id: "chargebee",
  name: "Chargebee",
  sources: [SETTINGS, RETRIES, FAILING],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["Authorization", "Basic {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: basicSecret, misuse: basicSecretMisuse("Chargebee") },
  headers: [["Content-Type", "application/json;charset=UTF-8"]],
  events: [
    {
      type: "subscription_created",
      title: "A subscription was created",
      sample: { subscription, customer },
    },
    {
      type: "subscription_cancelled",
      title: "A subscription was cancelled",
      sample: { subscription: { ...subscription, status: "cancelled", cancelled_at: "{now-s}" }, customer },
    },
    {
      type: "payment_succeeded",
      title: "A payment was collected",
      sample: {
        transaction: {
          id: "txn_{base62:16}",
          customer_id: "{base62:16#customer}",
          subscription_id: "{base62:16#subscription}",
          gateway: "chargebee",
          payment_method: "card",
          type: "payment",
          date: "{now-s}",
          amount: 1900,
          status: "success",
          object: "transaction",
          currency_code: "EUR",
          deleted: false,
        },
        customer,
        subscription,
      },
    },
  ],
  envelope: {
    id: "{id}",
    occurred_at: "{now-s}",
    source: "admin_console",
    user: "maya@company.com",
    object: "event",
    api_version: "v2",
    content: "{data}",
    event_type: "{event}",
    webhook_status: "scheduled",
  },
  eventId: "ev_{base62:16}",
  names: { event: { path: "event_type" }, id: { path: "id" } },
  delivery: {
    timeout: {
      value: "60s",
      assumed: "A limit of the whole call is documented; its number is known from elsewhere.",
    },
    retries: { value: ["2m", "6m", "30m", "1h", "5h", "1d", "2d"], source: RETRIES },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Chargebee: basic authentication and/or HTTPS is recommended",
  },
  manage: "https://app.chargebee.com",
  assumptions: [
    {
      key: "headers.content-type",
      value: "application/json;charset=UTF-8",
      why: "Seen in requests, not documented.",
    },
    { key: "envelope.data", value: "the main fields of each resource", why: "Real resources carry more." },
  ],
})
