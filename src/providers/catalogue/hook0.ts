import { hook0Scheme } from "../../signing/coded/hook0.ts"
import { defineProvider } from "../define-provider.ts"
import type { Provider } from "../provider.ts"
import { secretUuid } from "./uuid-secret.ts"

const AUTHENTICATION = "https://documentation.hook0.com/tutorials/webhook-authentication"
const RETRIES = "https://documentation.hook0.com/explanation/webhook-retry-logic"
const SCHEMAS = "https://documentation.hook0.com/reference/event-schemas"
const WORKER = "https://github.com/hook0/hook0/blob/master/output-worker/src/work.rs"

const described = defineProvider({
  id: "hook0",
  name: "Hook0",
  sources: [AUTHENTICATION, RETRIES, SCHEMAS, WORKER],
  evidence: "hook0-client 1.1.0 accepts it; the values published in its source are reproduced",
  scheme: hook0Scheme({
    id: "hook0",
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
    v0: "alone",
  }),
  secret: { generate: secretUuid },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Event-Id", "{id}"],
    ["X-Event-Type", "{event}"],
  ],
  events: [
    {
      type: "users.account.created",
      title: "A user account was created (an example: every application has its own types)",
      sample: {
        user_id: "user_{digits:5}",
        email: "maya@company.com",
        name: "Maya Lindqvist",
        plan: "free",
        email_verified: false,
        created_at: "{now-iso-seconds}",
      },
    },
    {
      type: "orders.payment.completed",
      title: "An order was paid (an example: every application has its own types)",
      sample: {
        order_id: "ord_{digits:5}",
        customer_id: "user_{digits:5}",
        total_amount: 6978,
        currency: "USD",
      },
    },
  ],
  names: { event: { header: "X-Event-Type" }, id: { header: "X-Event-Id" } },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: ["3s", "10s", "3m", "30m", "1h", "3h", "5h", ...Array.from({ length: 17 }, () => "10h")],
      source: RETRIES,
    },
  },
  manage: "https://app.hook0.com",
  assumptions: [
    {
      key: "signature.signed-headers",
      value: "content-type, x-event-id, x-event-type",
      why: "Hook0 also signs headers that a subscription adds; a verifier goes by the list in the request.",
    },
    {
      key: "delivery.jitter",
      value: "none",
      why: "Hook0 adds a random 2 seconds to 15 minutes to each delay.",
    },
    { key: "envelope", value: "the data alone", why: "The payload is whatever the application sent." },
  ],
})

/** Hook0, with any event type of the application that sends through it. */
export const hook0: Provider = {
  ...described,
  unknownEvents: { accept: "any", sample: () => ({ message: "sent through Hook0" }) },
}
