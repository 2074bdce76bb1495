import type { Json } from "../provider.ts"
import type { EventDescription } from "../define-provider.ts"

const LOCATION = "S8GWD5R9QB376"

const payment: Json = {
  id: "{base62:29#payment}",
  created_at: "{now-iso}",
  updated_at: "{now-iso}",
  amount_money: { amount: 1250, currency: "USD" },
  total_money: { amount: 1250, currency: "USD" },
  approved_money: { amount: 1250, currency: "USD" },
  status: "COMPLETED",
  source_type: "CARD",
  card_details: {
    status: "CAPTURED",
    card: {
      card_brand: "VISA",
      last_4: "1111",
      exp_month: 11,
      exp_year: 2029,
      fingerprint: "sq-1-{base62:44}",
      card_type: "CREDIT",
      bin: "411111",
    },
    entry_method: "KEYED",
    cvv_status: "CVV_ACCEPTED",
    avs_status: "AVS_ACCEPTED",
    statement_description: "SQ *COMPANY",
  },
  location_id: LOCATION,
  order_id: "{base62:25}",
  delay_action: "CANCEL",
  delay_duration: "PT168H",
  receipt_number: "{base62:4#receipt}",
  receipt_url: "https://squareup.com/receipt/preview/{base62:4#receipt}",
  version_token: "{base62:48}6o",
}

const customer: Json = {
  id: "{upper:26#customer}",
  created_at: "{now-iso}",
  updated_at: "{now-iso}",
  given_name: "Maya",
  family_name: "Lindqvist",
  email_address: "maya@company.com",
  preferences: { email_unsubscribed: false },
  creation_source: "THIRD_PARTY",
  version: 0,
}

/** The main event types of Square. */
export const squareEvents: readonly EventDescription[] = [
  {
    type: "payment.updated",
    title: "A payment changed, for example because it was completed",
    sample: { type: "payment", id: "{base62:29#payment}", object: { payment } },
  },
  {
    type: "payment.created",
    title: "A payment was created",
    sample: {
      type: "payment",
      id: "{base62:29#payment}",
      object: { payment: { ...payment, status: "APPROVED" } },
    },
  },
  {
    type: "refund.updated",
    title: "A refund changed, for example because it was completed",
    sample: {
      type: "refund",
      id: "{base62:29#payment}_{base62:30#refund}",
      object: {
        refund: {
          id: "{base62:29#payment}_{base62:30#refund}",
          created_at: "{now-iso}",
          updated_at: "{now-iso}",
          amount_money: { amount: 1250, currency: "USD" },
          status: "COMPLETED",
          payment_id: "{base62:29#payment}",
          location_id: LOCATION,
          order_id: "{base62:25}",
          reason: "Returned goods",
          version: 8,
        },
      },
    },
  },
  {
    type: "order.created",
    title: "An order was created",
    sample: {
      type: "order_created",
      id: "{base62:25#order}",
      object: {
        order_created: {
          order_id: "{base62:25#order}",
          version: 1,
          location_id: LOCATION,
          state: "OPEN",
          created_at: "{now-iso}",
        },
      },
    },
  },
  {
    type: "customer.created",
    title: "A customer profile was created",
    sample: { type: "customer", id: "{upper:26#customer}", object: { customer } },
  },
]
