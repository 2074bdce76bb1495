import type { EventDescription } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const API = "https://api.lemonsqueezy.com/v1"
const STORE_ID = 12345

function resource(type: string, attributes: JsonObject): JsonObject {
  return {
    type,
    id: "{digits:7#id}",
    attributes: { store_id: STORE_ID, ...attributes },
    links: { self: `${API}/${type}/{digits:7#id}` },
  }
}

const CUSTOMER: JsonObject = {
  customer_id: "{int:100000-999999}",
  user_name: "Maya Lindqvist",
  user_email: "maya@company.com",
}

const TIMES: JsonObject = { created_at: "{now-iso}", updated_at: "{now-iso}", test_mode: true }

const ITEM: JsonObject = {
  product_id: "{int:100000-999999}",
  variant_id: "{int:100000-999999}",
  product_name: "Pro plan",
  variant_name: "Monthly",
}

function order(status: string, more: JsonObject): JsonObject {
  return resource("orders", {
    ...CUSTOMER,
    identifier: "{uuid}",
    order_number: "{int:1-9999}",
    currency: "USD",
    currency_rate: "1.0000",
    subtotal: 999,
    discount_total: 0,
    tax: 200,
    total: 1199,
    subtotal_usd: 999,
    discount_total_usd: 0,
    tax_usd: 200,
    total_usd: 1199,
    tax_name: "VAT",
    tax_rate: "20.00",
    status,
    status_formatted: status === "paid" ? "Paid" : "Refunded",
    ...more,
    subtotal_formatted: "$9.99",
    discount_total_formatted: "$0.00",
    tax_formatted: "$2.00",
    total_formatted: "$11.99",
    first_order_item: {
      id: "{int:100000-999999}",
      ...ITEM,
      price: 999,
      created_at: "{now-iso}",
      test_mode: true,
    },
    urls: { receipt: "https://app.lemonsqueezy.com/my-orders/{uuid}" },
    ...TIMES,
  })
}

function subscription(status: string, more: JsonObject): JsonObject {
  return resource("subscriptions", {
    ...CUSTOMER,
    order_id: "{int:100000-999999}",
    order_item_id: "{int:100000-999999}",
    ...ITEM,
    status,
    status_formatted: status === "active" ? "Active" : "Cancelled",
    card_brand: "visa",
    card_last_four: "4242",
    pause: null,
    cancelled: status === "cancelled",
    trial_ends_at: null,
    billing_anchor: 12,
    renews_at: "{now-iso:30d}",
    ...more,
    urls: {
      update_payment_method: "https://company.lemonsqueezy.com/subscription/{digits:7#id}/payment-details",
      customer_portal: "https://company.lemonsqueezy.com/billing",
    },
    ...TIMES,
  })
}

/** Lemon Squeezy's main events. */
export const lemonsqueezyEvents: readonly EventDescription[] = [
  {
    type: "order_created",
    title: "An order was placed",
    sample: order("paid", { refunded: false, refunded_at: null }),
  },
  {
    type: "order_refunded",
    title: "An order was refunded in full or in part",
    sample: order("refunded", { refunded: true, refunded_at: "{now-iso}" }),
  },
  {
    type: "subscription_created",
    title: "A subscription was taken out",
    sample: subscription("active", { ends_at: null }),
  },
  {
    type: "subscription_cancelled",
    title: "A subscription was cancelled and runs until its end",
    sample: subscription("cancelled", { ends_at: "{now-iso:30d}" }),
  },
  {
    type: "subscription_payment_success",
    title: "A payment of a subscription went through",
    sample: resource("subscription-invoices", {
      ...CUSTOMER,
      subscription_id: "{int:100000-999999}",
      billing_reason: "renewal",
      card_brand: "visa",
      card_last_four: "4242",
      currency: "USD",
      currency_rate: "1.00000000",
      status: "paid",
      status_formatted: "Paid",
      refunded: false,
      refunded_at: null,
      subtotal: 999,
      discount_total: 0,
      tax: 0,
      total: 999,
      total_formatted: "$9.99",
      urls: {
        invoice_url: "https://app.lemonsqueezy.com/my-orders/{uuid}/subscription-invoice/{digits:7#id}",
      },
      ...TIMES,
    }),
  },
]
