import { live } from "../event-type.ts"
import type { EventType, JsonObject } from "../provider.ts"
import { ALPHANUMERIC, type SampleContext, unixSeconds } from "../sample.ts"
import { PEOPLE } from "./shared-samples.ts"

const MONTH_S = 30 * 86_400

/** Stripe's long ids begin with a digit and the account's letters. */
const id = (context: SampleContext, prefix: string): string =>
  `${prefix}_1${context.characters(23, ALPHANUMERIC)}`
const customerId = (context: SampleContext): string => `cus_${context.characters(14, ALPHANUMERIC)}`
const amount = (context: SampleContext): number => context.integer(5, 400) * 100
const now = (context: SampleContext): number => unixSeconds(context.nowMs)

function customer(context: SampleContext): JsonObject {
  const { name, email } = context.pick(PEOPLE)
  return {
    id: customerId(context),
    object: "customer",
    created: now(context),
    currency: null,
    delinquent: false,
    email,
    invoice_prefix: context.characters(8, "ABCDEF0123456789"),
    livemode: false,
    metadata: {},
    name,
    phone: null,
    preferred_locales: [],
    tax_exempt: "none",
  }
}

function paymentIntent(context: SampleContext): JsonObject {
  const paid = amount(context)
  return {
    id: id(context, "pi"),
    object: "payment_intent",
    amount: paid,
    amount_capturable: 0,
    amount_received: paid,
    capture_method: "automatic_async",
    created: now(context),
    currency: "usd",
    customer: customerId(context),
    description: null,
    latest_charge: id(context, "ch"),
    livemode: false,
    metadata: {},
    payment_method: id(context, "pm"),
    payment_method_types: ["card"],
    status: "succeeded",
  }
}

function checkoutSession(context: SampleContext): JsonObject {
  const { name, email } = context.pick(PEOPLE)
  const total = amount(context)
  return {
    id: `cs_test_${context.characters(58, ALPHANUMERIC)}`,
    object: "checkout.session",
    amount_subtotal: total,
    amount_total: total,
    client_reference_id: null,
    created: now(context),
    currency: "usd",
    customer: customerId(context),
    customer_details: { email, name, phone: null, tax_exempt: "none", tax_ids: [] },
    livemode: false,
    metadata: {},
    mode: "payment",
    payment_intent: id(context, "pi"),
    payment_status: "paid",
    status: "complete",
    success_url: "https://example.com/success",
  }
}

function subscription(context: SampleContext): JsonObject {
  const start = now(context)
  const itemId = `si_${context.characters(14, ALPHANUMERIC)}`
  const price = { id: id(context, "price"), object: "price", currency: "usd", unit_amount: 2000 }
  return {
    id: id(context, "sub"),
    object: "subscription",
    cancel_at_period_end: false,
    collection_method: "charge_automatically",
    created: start,
    currency: "usd",
    customer: customerId(context),
    items: {
      object: "list",
      data: [
        {
          id: itemId,
          object: "subscription_item",
          current_period_end: start + MONTH_S,
          current_period_start: start,
          price,
          quantity: 1,
        },
      ],
      has_more: false,
    },
    livemode: false,
    metadata: {},
    start_date: start,
    status: "active",
  }
}

function invoice(context: SampleContext): JsonObject {
  const due = amount(context)
  return {
    id: id(context, "in"),
    object: "invoice",
    amount_due: due,
    amount_paid: due,
    amount_remaining: 0,
    billing_reason: "subscription_cycle",
    created: now(context),
    currency: "usd",
    customer: customerId(context),
    customer_email: context.pick(PEOPLE).email,
    livemode: false,
    metadata: {},
    number: `${context.characters(8, "ABCDEF0123456789")}-0001`,
    status: "paid",
    total: due,
  }
}

function charge(context: SampleContext): JsonObject {
  const refunded = amount(context)
  return {
    id: id(context, "ch"),
    object: "charge",
    amount: refunded,
    amount_captured: refunded,
    amount_refunded: refunded,
    created: now(context),
    currency: "usd",
    customer: customerId(context),
    livemode: false,
    metadata: {},
    paid: true,
    payment_intent: id(context, "pi"),
    refunded: true,
    status: "succeeded",
  }
}

/** The main event types of Stripe. */
export const stripeEvents: readonly EventType[] = [
  live("payment_intent.succeeded", "A payment was completed", paymentIntent),
  live("checkout.session.completed", "A Checkout session was completed", checkoutSession),
  live("customer.created", "A customer was created", customer),
  live("customer.subscription.created", "A customer was signed up for a plan", subscription),
  live("invoice.paid", "An invoice was paid", invoice),
  live("charge.refunded", "A charge was refunded, wholly or in part", charge),
  live("payment_intent.payment_failed", "A payment attempt failed", (context) => ({
    ...paymentIntent(context),
    amount_received: 0,
    latest_charge: null,
    payment_method: null,
    status: "requires_payment_method",
  })),
]
