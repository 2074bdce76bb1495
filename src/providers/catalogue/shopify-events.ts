import { live } from "../event-type.ts"
import type { EventType, JsonObject } from "../provider.ts"
import { isoSeconds, type SampleContext } from "../sample.ts"
import { PEOPLE } from "./shared-samples.ts"

const recordId = (context: SampleContext): number => context.integer(450_000_000_000, 900_000_000_000)
const gid = (kind: string, id: number): string => `gid://shopify/${kind}/${id}`
const now = (context: SampleContext): string => isoSeconds(context.nowMs)

function customer(context: SampleContext): JsonObject {
  const { name, email } = context.pick(PEOPLE)
  const [first = "", last = ""] = name.split(" ")
  const id = recordId(context)
  return {
    id,
    admin_graphql_api_id: gid("Customer", id),
    email,
    created_at: now(context),
    updated_at: now(context),
    first_name: first,
    last_name: last,
    state: "enabled",
    verified_email: true,
    phone: null,
    currency: "USD",
    tags: "",
  }
}

function order(context: SampleContext, financialStatus: "pending" | "paid"): JsonObject {
  const id = recordId(context)
  const number = context.integer(1001, 9999)
  const [quantity, price] = [context.integer(1, 3), context.integer(10, 90)]
  const total = `${quantity * price}.00`
  const buyer = customer(context)
  const lineId = recordId(context)
  return {
    id,
    admin_graphql_api_id: gid("Order", id),
    created_at: now(context),
    updated_at: now(context),
    cancelled_at: null,
    closed_at: null,
    contact_email: buyer["email"]!,
    currency: "USD",
    current_total_price: total,
    email: buyer["email"]!,
    financial_status: financialStatus,
    fulfillment_status: null,
    name: `#${number}`,
    order_number: number,
    processed_at: now(context),
    subtotal_price: total,
    total_price: total,
    customer: buyer,
    line_items: [
      {
        id: lineId,
        admin_graphql_api_id: gid("LineItem", lineId),
        name: "IPod Nano - 8GB",
        price: `${price}.00`,
        quantity,
        sku: "IPOD2008BLACK",
        title: "IPod Nano - 8GB",
      },
    ],
  }
}

function product(context: SampleContext): JsonObject {
  const [id, variantId] = [recordId(context), recordId(context)]
  return {
    id,
    admin_graphql_api_id: gid("Product", id),
    title: "Example T-Shirt",
    body_html: null,
    vendor: "Acme",
    product_type: "Shirts",
    handle: "example-t-shirt",
    created_at: now(context),
    updated_at: now(context),
    published_at: now(context),
    status: "active",
    tags: "example, shirt",
    variants: [
      {
        id: variantId,
        admin_graphql_api_id: gid("ProductVariant", variantId),
        product_id: id,
        title: "Small",
        price: "19.99",
        position: 1,
        inventory_quantity: context.integer(0, 90),
      },
    ],
  }
}

function fulfillment(context: SampleContext): JsonObject {
  const id = recordId(context)
  return {
    id,
    admin_graphql_api_id: gid("Fulfillment", id),
    order_id: recordId(context),
    status: "success",
    created_at: now(context),
    updated_at: now(context),
    tracking_company: "UPS",
    tracking_number: `1Z${context.characters(16, "0123456789")}`,
    email: context.pick(PEOPLE).email,
    name: `#${context.integer(1001, 9999)}.1`,
  }
}

/** The main webhook topics of Shopify. */
export const shopifyEvents: readonly EventType[] = [
  live("orders/create", "An order was created", (context) => order(context, "pending")),
  live("orders/paid", "An order was paid", (context) => order(context, "paid")),
  live("products/update", "A product was changed", product),
  live("customers/create", "A customer was created", customer),
  live("fulfillments/create", "A fulfilment was created", fulfillment),
  live("app/uninstalled", "The shop uninstalled the app", () => ({
    id: 548_380_009,
    name: "Super Toys",
    email: "super@supertoys.com",
    domain: "demo.myshopify.com",
    country: "US",
    currency: "USD",
    plan_name: "enterprise",
    myshopify_domain: "demo.myshopify.com",
  })),
]
