import { adyen as scheme } from "../../signing/coded/adyen.ts"
import { defineProvider, type EventDescription } from "../define-provider.ts"

const VERIFYING =
  "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures"
const STRUCTURE = "https://docs.adyen.com/development-resources/webhooks/webhook-types"
const HANDLING = "https://docs.adyen.com/development-resources/webhooks/handle-webhook-events"
const RETRIES = "https://docs.adyen.com/development-resources/webhooks/troubleshoot"

function event(
  type: string,
  title: string,
  { isModification }: { isModification: boolean },
): EventDescription {
  return {
    type,
    title,
    sample: {
      additionalData: { hmacSignature: "" },
      amount: { currency: "EUR", value: 1130 },
      eventCode: "{event}",
      eventDate: "{now-iso-seconds}",
      merchantAccountCode: "CompanyECOM",
      merchantReference: "order-{digits:6}",
      ...(isModification && { originalReference: "{upper:16}" }),
      paymentMethod: "visa",
      pspReference: "{id}",
      reason: "",
      success: "true",
    },
  }
}

/** Adyen's standard webhooks about payments. */
export const adyen = defineProvider({
  id: "adyen",
  name: "Adyen (payments)",
  sources: [VERIFYING, STRUCTURE, HANDLING, RETRIES],
  evidence: "@adyen/api-library 32.1.0 accepts it",
  scheme,
  secret: { generate: (random) => Buffer.from(random).toString("hex").toUpperCase() },
  events: [
    event("AUTHORISATION", "A payment was authorised, or not: see success", { isModification: false }),
    event("CAPTURE", "A captured payment was processed", { isModification: true }),
    event("REFUND", "A refund was processed", { isModification: true }),
    event("CANCELLATION", "A cancellation was processed", { isModification: true }),
    event("CHARGEBACK", "A payment was charged back", { isModification: true }),
  ],
  envelope: { live: "false", notificationItems: [{ NotificationRequestItem: "{data}" }] },
  eventId: "{upper:16}",
  names: {
    event: { path: "notificationItems.0.NotificationRequestItem.eventCode" },
    id: { path: "notificationItems.0.NotificationRequestItem.pspReference" },
  },
  delivery: {
    timeout: { value: "10s" },
    retries: {
      value: [
        ..."9s 18s 27s 2m 5m 10m 15m 30m 1h 2h 4h".split(" "),
        ...Array.from({ length: 89 }, () => "8h"),
      ],
      assumed:
        "The intervals are published up to 8h; that the last one repeats until 30 days are over is not.",
      source: RETRIES,
    },
  },
  manage: "https://ca-test.adyen.com",
  assumptions: [
    {
      key: "signature.several-items",
      value: "every item has to be right under one key",
      why: "JSON webhooks are documented to hold one item.",
    },
    {
      key: "signature.escaping",
      value: "none",
      why: "Adyen's Node library escapes nothing here; what happens to a colon in a reference is not documented.",
    },
  ],
})
