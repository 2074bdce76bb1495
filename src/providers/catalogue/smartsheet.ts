import { defineProvider } from "../define-provider.ts"

const CALLBACKS = "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks"
const VERIFICATION = "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification"
const EARLIER = "https://github.com/smartsheet-platform/api-docs"

const ID = "{int:1000000000000000-8999999999999999}"
const TIME = "{now-date}T{now-time}.000+0000"

/** Smartsheet webhooks. */
export const smartsheet = defineProvider({
  id: "smartsheet",
  name: "Smartsheet",
  sources: [CALLBACKS, VERIFICATION, EARLIER],
  evidence: "The provider's own documentation and sample; no package checks it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Smartsheet-Hmac-SHA256", "{signature}"]],
  },
  secret: { generate: (random) => BigInt(`0x${Buffer.from(random).toString("hex")}`).toString(36) },
  events: [
    {
      type: "row.created",
      title: "A row was added to the sheet",
      sample: { objectType: "row", eventType: "created", id: ID, userId: ID, timestamp: TIME },
    },
    {
      type: "cell.updated",
      title: "A cell was changed",
      sample: {
        objectType: "cell",
        eventType: "updated",
        rowId: ID,
        columnId: ID,
        userId: ID,
        timestamp: TIME,
      },
    },
    {
      type: "row.deleted",
      title: "A row was deleted",
      sample: { objectType: "row", eventType: "deleted", id: ID, userId: ID, timestamp: TIME },
    },
  ],
  envelope: {
    nonce: "{id}",
    timestamp: TIME,
    webhookId: ID,
    scope: "sheet",
    scopeObjectId: ID,
    events: ["{data}"],
  },
  names: {
    event: { cases: [{ type: "{events.0.objectType}.{events.0.eventType}" }] },
    id: { path: "nonce" },
  },
  handshakes: [
    {
      id: "hook-challenge",
      title: "A POST whose Smartsheet-Hook-Challenge comes back in a header or as JSON",
      request: {
        method: "POST",
        headers: [["Smartsheet-Hook-Challenge", "{challenge}"]],
        body: { challenge: "{challenge}", webhookId: ID },
        signature: "none",
      },
      answer: {
        status: 200,
        headers: [["Smartsheet-Hook-Response", "{challenge}"]],
        body: { smartsheetHookResponse: "{challenge}" },
      },
      alsoAnswers: [
        { status: 200, headers: [["Smartsheet-Hook-Response", "{challenge}"]] },
        { status: 200, body: { smartsheetHookResponse: "{challenge}" } },
      ],
      certainty: "exact",
      source: VERIFICATION,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "30s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", ...Array.from({ length: 7 }, () => "3h")],
      assumed:
        "14 retries are documented: 7 with exponential backoff, whose intervals are not, then one every 3 hours.",
      source: EARLIER,
    },
  },
  endpoint: { httpsRule: "Smartsheet: only URLs with a protocol of 'https' are supported" },
  manage: "https://developers.smartsheet.com/api/smartsheet/openapi/webhooks",
  assumptions: [
    {
      key: "event.id",
      value: "the nonce, a UUID",
      why: "It differs for every callback; whether a retry repeats it is not documented.",
    },
    {
      key: "signature.padding",
      value: "64 hexadecimal digits",
      why: "The documentation's Java sample drops leading zeros; its JavaScript sample does not.",
    },
    {
      key: "handshake.signature",
      value: "none",
      why: "The documented verification request shows no signature.",
    },
  ],
})
