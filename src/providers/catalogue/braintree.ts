import { BRAINTREE_CHALLENGE, braintree as scheme, braintreeProof } from "../../signing/coded/braintree.ts"
import { defineProvider } from "../define-provider.ts"
import type { Provider } from "../provider.ts"
import { isoSeconds } from "../sample.ts"
import { braintreeXml } from "./braintree-xml.ts"

const PARSE = "https://developer.paypal.com/braintree/docs/guides/webhooks/parse"
const OVERVIEW = "https://developer.paypal.com/braintree/docs/guides/webhooks/overview"

const PUBLIC_KEY_CHARACTERS = "abcdefghjkmnpqrstuvwxyz0123456789"

const SUBSCRIPTION = {
  id: "{lower:6}",
  "plan-id": "monthly",
  price: "29.00",
  "billing-day-of-month": 15,
  "current-billing-cycle": 1,
  "never-expires": true,
  transactions: [],
  discounts: [],
  "add-ons": [],
}

const described = defineProvider({
  id: "braintree",
  name: "Braintree",
  sources: [PARSE, OVERVIEW],
  evidence: "braintree 3.40.0 accepts it",
  scheme,
  secret: {
    generate: (random) => {
      const publicKey = Array.from(
        random.subarray(0, 16),
        (byte) => PUBLIC_KEY_CHARACTERS[byte % PUBLIC_KEY_CHARACTERS.length],
      ).join("")
      return `${publicKey}:${Buffer.from(random.subarray(16)).toString("hex")}`
    },
  },
  headers: [["Content-Type", "application/x-www-form-urlencoded"]],
  events: [
    { type: "check", title: "The test of the Control Panel", status: "test-only", sample: { check: true } },
    {
      type: "subscription_charged_successfully",
      title: "A subscription moved to its next billing cycle and was charged",
      sample: { subscription: { ...SUBSCRIPTION, status: "Active" } },
    },
    {
      type: "subscription_canceled",
      title: "A subscription was cancelled",
      sample: { subscription: { ...SUBSCRIPTION, status: "Canceled" } },
    },
    {
      type: "transaction_settled",
      title: "A transaction was settled",
      sample: {
        transaction: {
          id: "{lower:8}",
          status: "settled",
          type: "sale",
          "currency-iso-code": "USD",
          amount: "29.00",
          "merchant-account-id": "{lower:16}",
        },
      },
    },
    {
      type: "dispute_opened",
      title: "A dispute was opened",
      sample: {
        dispute: {
          id: "{lower:16}",
          amount: "29.00",
          "currency-iso-code": "USD",
          kind: "chargeback",
          status: "open",
          reason: "fraud",
          "received-date": "{now-date}",
          transaction: { id: "{lower:8}", amount: "29.00" },
        },
      },
    },
  ],
  bodyFormat: "form",
  names: { event: { path: "bt_payload", xml: "kind" } },
  testEvent: "check",
  handshakes: [
    {
      id: "bt-challenge",
      title: "A challenge that wants the public key and its HMAC",
      request: { method: "GET", query: [["bt_challenge", "{challenge}"]], signature: "none" },
      answer: { status: 200, body: "{proof}" },
      challenge: { template: "{hex:20}", pattern: BRAINTREE_CHALLENGE },
      proof: braintreeProof,
      certainty: "assumed",
      source: "https://developer.paypal.com/braintree/docs/guides/webhooks/create",
    },
  ],
  delivery: {
    timeout: { value: "30s" },
    retries: { value: Array.from({ length: 24 }, () => "1h"), source: PARSE },
  },
  manage: "https://www.braintreegateway.com",
  assumptions: [
    {
      key: "delivery.sandbox",
      value: "as in production",
      why: "In the sandbox the retries end after three hours.",
    },
    {
      key: "handshake.challenge",
      value: "20 to 32 hexadecimal digits",
      why: "Braintree's Node library refuses any other.",
    },
    {
      key: "envelope.subject",
      value: "the main fields",
      why: "The real subject is a whole object of Braintree's API.",
    },
  ],
})

/** Braintree's webhooks: XML in base64, inside a form. */
export const braintree: Provider = {
  ...described,
  dataKey: null,
  envelope: ({ type, timeMs, data }) => {
    const notification = `<timestamp type="datetime">${isoSeconds(timeMs)}</timestamp><kind>${type}</kind><subject>${braintreeXml(data)}</subject>`
    const xml = `<notification>${notification}</notification>`
    return { bt_signature: "", bt_payload: `${Buffer.from(xml, "utf8").toString("base64")}\n` }
  },
}
