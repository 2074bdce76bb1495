import type { EventDescription } from "../define-provider.ts"

const MONTHLY = { interval: "month", frequency: 1 }
const PERIOD = { starts_at: "{now-iso}", ends_at: "{now-iso:30d}" }
const TIMES = { created_at: "{now-iso}", updated_at: "{now-iso}" }

const PRODUCT = {
  id: "pro_01{lower:24#product}",
  name: "ChatApp Pro",
  type: "standard",
  description: "Everything in the basic plan, plus a shared inbox.",
  tax_category: "standard",
  image_url: null,
  custom_data: null,
  status: "active",
  ...TIMES,
}

const PRICE = {
  id: "pri_01{lower:24#price}",
  product_id: "pro_01{lower:24#product}",
  description: "Monthly",
  type: "standard",
  name: "Monthly",
  billing_cycle: MONTHLY,
  trial_period: null,
  tax_mode: "account_setting",
  unit_price: { amount: "3000", currency_code: "USD" },
  unit_price_overrides: [],
  quantity: { minimum: 1, maximum: 100 },
  status: "active",
  custom_data: null,
}

const TOTALS = { subtotal: "3000", discount: "0", tax: "300", total: "3300" }

const subscription = {
  id: "sub_01{lower:24}",
  status: "active",
  customer_id: "ctm_01{lower:24}",
  address_id: "add_01{lower:24}",
  business_id: null,
  currency_code: "USD",
  ...TIMES,
  started_at: "{now-iso}",
  first_billed_at: "{now-iso}",
  next_billed_at: "{now-iso:30d}",
  paused_at: null,
  canceled_at: null,
  discount: null,
  collection_mode: "automatic",
  billing_details: null,
  current_billing_period: PERIOD,
  billing_cycle: MONTHLY,
  scheduled_change: null,
  items: [
    {
      status: "active",
      quantity: 1,
      recurring: true,
      ...TIMES,
      previously_billed_at: "{now-iso}",
      next_billed_at: "{now-iso:30d}",
      trial_dates: null,
      price: PRICE,
      product: PRODUCT,
    },
  ],
  custom_data: null,
}

const transaction = {
  id: "txn_01{lower:24}",
  status: "completed",
  customer_id: "ctm_01{lower:24}",
  address_id: "add_01{lower:24}",
  business_id: null,
  custom_data: null,
  currency_code: "USD",
  origin: "web",
  subscription_id: "sub_01{lower:24}",
  invoice_id: "inv_01{lower:24}",
  invoice_number: "{int:10-900}-{int:10000-90000}",
  collection_mode: "automatic",
  discount_id: null,
  billing_details: null,
  billing_period: PERIOD,
  items: [{ price: PRICE, quantity: 1, proration: null }],
  details: {
    tax_rates_used: [{ tax_rate: "0.1", totals: TOTALS }],
    totals: {
      ...TOTALS,
      credit: "0",
      balance: "0",
      grand_total: "3300",
      fee: "215",
      earnings: "2785",
      currency_code: "USD",
    },
    line_items: [
      {
        id: "txnitm_01{lower:24}",
        price_id: "pri_01{lower:24#price}",
        quantity: 1,
        proration: null,
        tax_rate: "0.1",
        unit_totals: TOTALS,
        totals: TOTALS,
        product: PRODUCT,
      },
    ],
  },
  payments: [
    {
      payment_attempt_id: "{uuid}",
      amount: "3300",
      status: "captured",
      error_code: null,
      method_details: {
        type: "card",
        card: { type: "visa", last4: "4242", expiry_month: 1, expiry_year: 2030 },
      },
      created_at: "{now-iso}",
      captured_at: "{now-iso}",
    },
  ],
  checkout: { url: "https://example.com/pay?_ptxn=txn_01" },
  ...TIMES,
  billed_at: "{now-iso}",
}

const customer = {
  id: "ctm_01{lower:24}",
  name: "Maya Lindqvist",
  email: "maya@company.com",
  marketing_consent: false,
  status: "active",
  custom_data: null,
  locale: "en",
  ...TIMES,
}

/** The main event types of Paddle Billing. */
export const paddleEvents: readonly EventDescription[] = [
  { type: "transaction.completed", title: "A transaction was paid and processed", sample: transaction },
  {
    type: "transaction.paid",
    title: "A transaction was paid",
    sample: { ...transaction, status: "paid" },
  },
  {
    type: "subscription.created",
    title: "A subscription was created",
    sample: { ...subscription, transaction_id: "txn_01{lower:24}" },
  },
  { type: "subscription.activated", title: "A subscription became active", sample: subscription },
  { type: "subscription.updated", title: "A subscription was changed", sample: subscription },
  {
    type: "subscription.past_due",
    title: "A payment for a subscription failed",
    sample: { ...subscription, status: "past_due" },
  },
  {
    type: "subscription.canceled",
    title: "A subscription was canceled",
    sample: {
      ...subscription,
      status: "canceled",
      canceled_at: "{now-iso}",
      next_billed_at: null,
      current_billing_period: null,
    },
  },
  { type: "customer.created", title: "A customer was created", sample: customer },
  { type: "customer.updated", title: "A customer was changed", sample: customer },
  {
    type: "adjustment.created",
    title: "A refund, a credit or a chargeback was created (refund)",
    sample: {
      id: "adj_01{lower:24}",
      action: "refund",
      type: "full",
      transaction_id: "txn_01{lower:24}",
      subscription_id: null,
      customer_id: "ctm_01{lower:24}",
      reason: "requested_by_customer",
      credit_applied_to_balance: false,
      currency_code: "USD",
      status: "pending_approval",
      items: [
        {
          id: "adjitm_01{lower:24}",
          item_id: "txnitm_01{lower:24}",
          type: "full",
          amount: "3300",
          proration: null,
          totals: { subtotal: "3000", tax: "300", total: "3300" },
        },
      ],
      totals: {
        subtotal: "3000",
        tax: "300",
        total: "3300",
        fee: "0",
        earnings: "3000",
        currency_code: "USD",
      },
      payout_totals: null,
      ...TIMES,
    },
  },
]
