import type { EventDescription } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const NOW = "{now-date}T{now-time}"

const address: JsonObject = {
  first_name: "Maya",
  last_name: "Lindqvist",
  company: "",
  address_1: "Storgatan 1",
  address_2: "",
  city: "Stockholm",
  state: "",
  postcode: "111 23",
  country: "SE",
}

const order: JsonObject = {
  id: "{int:100-99999}",
  parent_id: 0,
  status: "processing",
  currency: "EUR",
  version: "10.3.0",
  prices_include_tax: false,
  date_created: NOW,
  date_modified: NOW,
  discount_total: "0.00",
  shipping_total: "5.00",
  cart_tax: "0.00",
  total: "25.00",
  total_tax: "0.00",
  customer_id: "{int:1-999}",
  order_key: "wc_order_{base62:13}",
  billing: { ...address, email: "maya@company.com", phone: "" },
  shipping: { ...address, phone: "" },
  payment_method: "bacs",
  payment_method_title: "Direct bank transfer",
  transaction_id: "",
  customer_note: "",
  number: "{digits:5}",
  meta_data: [],
  line_items: [
    {
      id: "{int:1-9999}",
      name: "T-Shirt",
      product_id: "{int:10-999}",
      variation_id: 0,
      quantity: 2,
      tax_class: "",
      subtotal: "20.00",
      total: "20.00",
      taxes: [],
      meta_data: [],
      sku: "TSHIRT-M",
      price: 10,
    },
  ],
  tax_lines: [],
  shipping_lines: [
    { id: "{int:1-9999}", method_title: "Flat rate", method_id: "flat_rate", total: "5.00", taxes: [] },
  ],
  fee_lines: [],
  coupon_lines: [],
  refunds: [],
}

/** The main topics of WooCommerce. */
const events: readonly EventDescription[] = [
  { type: "order.created", title: "An order was placed", sample: order },
  { type: "order.updated", title: "An order was changed", sample: { ...order, status: "completed" } },
  { type: "order.deleted", title: "An order was deleted", sample: { id: "{int:100-99999}" } },
  {
    type: "product.updated",
    title: "A product was changed",
    sample: {
      id: "{int:10-999}",
      name: "T-Shirt",
      slug: "t-shirt",
      permalink: "https://store.example.com/product/t-shirt/",
      date_created: NOW,
      date_modified: NOW,
      type: "simple",
      status: "publish",
      featured: false,
      catalog_visibility: "visible",
      description: "",
      short_description: "",
      sku: "TSHIRT-M",
      price: "10.00",
      regular_price: "10.00",
      sale_price: "",
      on_sale: false,
      purchasable: true,
      manage_stock: true,
      stock_quantity: "{int:1-200}",
      stock_status: "instock",
      categories: [],
      tags: [],
      images: [],
      attributes: [],
      variations: [],
      meta_data: [],
    },
  },
  {
    type: "customer.created",
    title: "A customer signed up",
    sample: {
      id: "{int:1-999}",
      date_created: NOW,
      date_modified: NOW,
      email: "maya@company.com",
      first_name: "Maya",
      last_name: "Lindqvist",
      role: "customer",
      username: "maya",
      billing: { ...address, email: "maya@company.com", phone: "" },
      shipping: { ...address, phone: "" },
      is_paying_customer: false,
      avatar_url: "https://secure.gravatar.com/avatar/{hex:32}?s=96&d=mm&r=g",
      meta_data: [],
    },
  },
]

/** The main topics; two headers name the resource and the event apart. */
export const woocommerceEvents: readonly EventDescription[] = events.map((event) => {
  const [resource = "", name = ""] = event.type.split(".")
  return {
    ...event,
    headers: [
      ["X-WC-Webhook-Resource", resource],
      ["X-WC-Webhook-Event", name],
    ],
  }
})
