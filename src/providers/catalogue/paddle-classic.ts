import { paddleClassic as scheme } from "../../signing/coded/paddle-classic.ts"
import { defineProvider } from "../define-provider.ts"
import { secretRsa } from "./rsa-secret.ts"

const VERIFYING = "https://developer.paddle.com/webhook-reference/verifying-webhooks"
const CREATED = "https://developer.paddle.com/webhook-reference/553f846002eee-subscription-created"
const FAILED =
  "https://developer.paddle.com/webhook-reference/subscription-alerts/subscription-payment-failed"

const SUBSCRIPTION = {
  alert_id: "{id}",
  alert_name: "{event}",
  cancel_url: "https://subscription-management.paddle.com/subscription/{digits:8#subscription}/cancel",
  checkout_id: "{digits:8}-chre{hex:12}-{hex:10}",
  currency: "USD",
  email: "maya@company.com",
  event_time: "{now-date} 00:00:00",
  marketing_consent: "1",
  passthrough: "",
  subscription_id: "{digits:8#subscription}",
  subscription_plan_id: "{digits:6}",
  update_url: "https://subscription-management.paddle.com/subscription/{digits:8#subscription}/update",
  user_id: "{digits:7}",
}

/** Paddle Classic's alerts; what came after it is Paddle Billing, which signs another way. */
export const paddleClassic = defineProvider({
  id: "paddle-classic",
  name: "Paddle Classic",
  sources: [VERIFYING, CREATED, FAILED],
  scheme,
  secret: { generate: secretRsa },
  headers: [["Content-Type", "application/x-www-form-urlencoded"]],
  events: [
    {
      type: "subscription_created",
      title: "A customer subscribed",
      sample: {
        ...SUBSCRIPTION,
        next_bill_date: "{now-date}",
        quantity: "1",
        source: "",
        status: "active",
        unit_price: "29.00",
      },
    },
    {
      type: "subscription_cancelled",
      title: "A subscription was cancelled",
      sample: {
        ...SUBSCRIPTION,
        cancellation_effective_date: "{now-date}",
        quantity: "1",
        status: "deleted",
        unit_price: "29.00",
      },
    },
    {
      type: "subscription_payment_succeeded",
      title: "A payment for a subscription succeeded",
      sample: {
        ...SUBSCRIPTION,
        initial_payment: "1",
        next_bill_date: "{now-date}",
        order_id: "{digits:8}-{digits:8}",
        payment_method: "card",
        sale_gross: "29.00",
        status: "active",
      },
    },
    {
      type: "subscription_payment_failed",
      title: "A payment for a subscription failed",
      sample: { ...SUBSCRIPTION, amount: "29.00", attempt_number: "1", status: "past_due" },
    },
  ],
  bodyFormat: "form",
  eventId: "{digits:9}",
  names: { event: { path: "alert_name" }, id: { path: "alert_id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Not stated on the pages." },
    retries: {
      value: Array.from({ length: 72 }, () => "1h"),
      assumed: "Said elsewhere to be every hour for three days; not stated on the pages.",
      source: VERIFYING,
    },
  },
  manage: "https://vendors.paddle.com/alerts-webhooks",
  assumptions: [
    {
      key: "signature.names",
      value: "sorted byte by byte, always strings",
      why: "PHP treats names of digits as numbers; Paddle has none.",
    },
    {
      key: "envelope.fields",
      value: "the main fields",
      why: "Each alert has more, and shops can have their own.",
    },
  ],
})
