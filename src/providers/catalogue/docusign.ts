import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"
import { secretBase64 } from "./shared-samples.ts"

const SIM = "https://developers.docusign.com/platform/webhooks/connect/json-sim-event-model"
const HMAC = "https://developers.docusign.com/platform/webhooks/connect/validate"
const SETTING_UP = "https://developers.docusign.com/platform/webhooks/connect/setting-up-hmac"
const MANUALLY =
  "https://www.docusign.com/blog/developers/manually-authenticating-hmac-signatures-docusign-connect-webhook-configurations"

const ACCOUNT = "5d2ebf09-6b1f-4f8e-9d53-2f6f5f0a1c11"
/** As many keys as an account can have. */
const KEYS = 100

function envelope(status: string, more: JsonObject = {}): JsonObject {
  return {
    accountId: ACCOUNT,
    userId: "{uuid#sender}",
    envelopeId: "{uuid#envelope}",
    envelopeSummary: {
      status,
      documentsUri: "/envelopes/{uuid#envelope}/documents",
      recipientsUri: "/envelopes/{uuid#envelope}/recipients",
      envelopeUri: "/envelopes/{uuid#envelope}",
      emailSubject: "Please sign: Service agreement",
      envelopeId: "{uuid#envelope}",
      signingLocation: "online",
      createdDateTime: "{now-iso:-2h}",
      sentDateTime: "{now-iso:-7190s}",
      statusChangedDateTime: "{now-iso}",
      ...more,
      sender: {
        userName: "John Smith",
        userId: "{uuid#sender}",
        accountId: ACCOUNT,
        email: "john@company.com",
      },
    },
  }
}

/** DocuSign Connect in the JSON SIM event model. */
export const docusign = defineProvider({
  id: "docusign",
  name: "DocuSign Connect",
  sources: [SIM, HMAC, SETTING_UP, MANUALLY],
  scheme: {
    algorithm: "hmac-sha256",
    // It looks like base64 and is not decoded.
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["X-Authorization-Digest", "HMACSHA256"],
      ["X-DocuSign-Signature-1", "{signature}"],
    ],
    furtherHeaders: Array.from({ length: KEYS - 1 }, (_, index) => `X-DocuSign-Signature-${index + 2}`),
    unsigned: [],
  },
  secret: { optional: true, generate: secretBase64 },
  events: [
    {
      type: "envelope-sent",
      title: "An envelope was sent to its first recipients",
      sample: envelope("sent"),
    },
    {
      type: "envelope-delivered",
      title: "Every recipient has opened the envelope",
      sample: envelope("delivered", { deliveredDateTime: "{now-iso}" }),
    },
    {
      type: "envelope-completed",
      title: "Every recipient has done their part",
      sample: envelope("completed", { deliveredDateTime: "{now-iso:-1m}", completedDateTime: "{now-iso}" }),
    },
    {
      type: "envelope-declined",
      title: "A recipient declined to sign",
      sample: envelope("declined", { declinedDateTime: "{now-iso}" }),
    },
    {
      type: "envelope-voided",
      title: "The sender voided the envelope",
      sample: envelope("voided", { voidedDateTime: "{now-iso}", voidedReason: "Sent by mistake" }),
    },
    {
      type: "recipient-completed",
      title: "One recipient has done their part",
      sample: {
        accountId: ACCOUNT,
        userId: "{uuid}",
        recipientId: "1",
        envelopeId: "{uuid}",
      },
    },
  ],
  envelope: {
    event: "{event}",
    apiVersion: "v2.1",
    uri: "/restapi/v2.1/accounts/{data.accountId}/envelopes/{data.envelopeId}",
    retryCount: 0,
    configurationId: 10418598,
    generatedDateTime: "{now-iso}",
    data: "{data}",
  },
  names: { event: { path: "event" } },
  delivery: {
    success: [200],
    timeout: { value: "100s", assumed: "Known from the older guides; the page was not read." },
    retries: {
      value: ["15s", "1m", "4m", "15m", "1h", "4h", "12h", "24h", "24h"],
      assumed: "Retries with growing intervals are known; their number and length were not found.",
      source: "https://developers.docusign.com/platform/webhooks/connect",
    },
  },
  manage: "https://developers.docusign.com/platform/webhooks/connect/create-configuration-trigger-event",
  assumptions: [
    {
      key: "delivery.success",
      value: "200",
      why: "An older Connect guide counts anything else as a failure; newer pages were not read on it.",
    },
    {
      key: "signature.keys",
      value: `up to ${KEYS} numbered headers`,
      why: "One header for each key is documented; the most an account can have is known from elsewhere.",
    },
    {
      key: "envelope.data",
      value: "the main fields of an envelope summary",
      why: "What is included is chosen per configuration.",
    },
  ],
})
