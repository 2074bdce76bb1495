import type { Handshake } from "../handshake.ts"
import { defineProvider } from "../define-provider.ts"
import { secretBase64 } from "./shared-samples.ts"

const SERVER = "https://developer.xero.com/documentation/webhooks/configuring-your-server"
const OVERVIEW = "https://developer.xero.com/documentation/webhooks/overview"

const TIME = "{now-date}T{now-time}.000"

const resource = {
  resourceId: "{uuid#resource}",
  eventDateUtc: TIME,
}
const tenant = { tenantId: "{uuid}", tenantType: "ORGANISATION" }

const intent = {
  body: { events: [], entropy: "{upper:20}" },
  sentBody: { events: [], lastEventSequence: 0, firstEventSequence: 0, entropy: "{upper:20}" },
}
const answered: Pick<Handshake, "timeoutMs" | "certainty" | "source"> = {
  timeoutMs: 5000,
  certainty: "exact",
  source: SERVER,
}

/** Xero webhooks. */
export const xero = defineProvider({
  id: "xero",
  name: "Xero",
  sources: [SERVER, OVERVIEW],
  scheme: {
    algorithm: "hmac-sha256",
    // The signing key looks like base64 and is a key as it stands.
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["x-xero-signature", "{signature}"]],
  },
  secret: { generate: secretBase64 },
  events: [
    {
      type: "CONTACT.CREATE",
      title: "A contact was created",
      sample: {
        resourceUrl: "https://api.xero.com/api.xro/2.0/Contacts/{uuid#resource}",
        ...resource,
        eventType: "CREATE",
        eventCategory: "CONTACT",
        ...tenant,
      },
    },
    {
      type: "INVOICE.CREATE",
      title: "An invoice was created",
      sample: {
        resourceUrl: "https://api.xero.com/api.xro/2.0/Invoices/{uuid#resource}",
        ...resource,
        eventType: "CREATE",
        eventCategory: "INVOICE",
        ...tenant,
      },
    },
    {
      type: "INVOICE.UPDATE",
      title: "An invoice was changed",
      sample: {
        resourceUrl: "https://api.xero.com/api.xro/2.0/Invoices/{uuid#resource}",
        ...resource,
        eventType: "UPDATE",
        eventCategory: "INVOICE",
        ...tenant,
      },
    },
  ],
  envelope: { events: ["{data}"], lastEventSequence: 1, firstEventSequence: 1, entropy: "{upper:20}" },
  names: { event: { cases: [{ type: "{events.0.eventCategory}.{events.0.eventType}" }] } },
  handshakes: [
    {
      id: "intent-to-receive",
      title: "A rightly signed request without events, answered by an empty 200",
      request: { method: "POST", ...intent, signature: "right" },
      answer: { status: 200, body: "" },
      ...answered,
    },
    {
      id: "intent-to-receive-forged",
      title: "The same with a wrong signature, answered by an empty 401",
      request: { method: "POST", ...intent, signature: "wrong" },
      answer: { status: 401, body: "" },
      ...answered,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "5s" },
    retries: {
      value: ["1m", "5m", "15m", "1h", "3h", "6h", "12h"],
      assumed: "Retries with decreasing frequency for up to 24 hours are documented; the intervals are not.",
      source: SERVER,
    },
  },
  endpoint: { httpsRule: "Xero: the endpoint uses HTTPS on the standard 443 port" },
  manage: "https://developer.xero.com/app/manage",
  assumptions: [
    {
      key: "signature.key",
      value: "utf8: the signing key as it stands",
      why: "The page does not say whether the key is decoded; receivers that work use it as text.",
    },
    {
      key: "envelope.events",
      value: "one event per request",
      why: "A request can carry several, numbered by the sequences.",
    },
  ],
})
