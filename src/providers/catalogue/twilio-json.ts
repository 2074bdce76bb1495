import { defineProvider, type EventDescription } from "../define-provider.ts"
import { secretHex16 } from "./shared-samples.ts"

const SECURITY = "https://www.twilio.com/docs/usage/webhooks/webhooks-security"
const SINK = "https://www.twilio.com/docs/events/webhook-quickstart"
const RETRIES = "https://www.twilio.com/docs/events/event-delivery-and-duplication"
const EVENTS = "https://www.twilio.com/docs/events/event-types/messaging/outbound-message"

const message = (
  status: string,
  title: string,
  more: Readonly<Record<string, number>> = {},
): EventDescription => ({
  type: `com.twilio.messaging.message.${status}`,
  title,
  sample: {
    messageSid: "SM{hex:32}",
    timestamp: "{now-iso}",
    accountSid: "AC{hex:32}",
    eventName: "{event}",
    apiVersion: "2010-04-01",
    from: "+1415555{digits:4}",
    to: "+1646555{digits:4}",
    messageStatus: status.toUpperCase(),
    messagingServiceSid: "MG{hex:32}",
    numberOfSegments: 1,
    ...more,
  },
})

/** Twilio's requests with a JSON body, as Event Streams sends them to a webhook sink: a batch of CloudEvents. */
export const twilioJson = defineProvider({
  id: "twilio-json",
  name: "Twilio (JSON, Event Streams)",
  sources: [SECURITY, SINK, RETRIES, EVENTS],
  evidence: "twilio 6.2.0 accepts it; a published vector gives the same",
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{url}",
    bodyForms: ["raw"],
    urlForms: ["raw", "without-port", "with-port"],
    digest: "base64",
    query: [["bodySHA256", "{body-sha256}"]],
    headers: [["X-Twilio-Signature", "{signature}"]],
  },
  secret: { generate: secretHex16 },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "TwilioProxy/1.1"],
  ],
  events: [
    message("queued", "An outgoing message waits to be sent"),
    message("sent", "The carrier took over an outgoing message"),
    message("delivered", "An outgoing message was delivered"),
    message("undelivered", "An outgoing message was not delivered", { errorCode: 30003 }),
    message("failed", "An outgoing message could not be sent", { errorCode: 30008 }),
    message("read", "An outgoing message was read"),
  ],
  envelope: [
    {
      specversion: "1.0",
      type: "{event}",
      source: "AB{hex:32}",
      id: "{id}",
      dataschema: "https://events-schemas.twilio.com/Messaging.MessageStatus/8",
      datacontenttype: "application/json",
      time: "{now-iso}",
      data: "{data}",
    },
  ],
  eventId: "NO{hex:32}",
  names: { event: { path: "0.type" }, id: { path: "0.id" } },
  delivery: {
    timeout: { value: "5s" },
    retries: {
      value: Array.from({ length: 10 }, (_, retry) => `${10 * 2 ** retry}s`),
      assumed: "Up to four hours of exponential backoff with jitter are documented, the intervals are not.",
      source: RETRIES,
    },
    sourceIps: ["35.90.102.128/25"],
  },
  manage: "https://console.twilio.com/us1/develop/event-streams",
  assumptions: [
    {
      key: "envelope.batch",
      value: "an array of one CloudEvent",
      why: "A sink gets batches; how many events one holds is not fixed.",
    },
    {
      key: "envelope.time",
      value: "time, with datacontenttype application/json",
      why: "The pages' examples show a time where the content type belongs.",
    },
    { key: "headers.user-agent", value: "TwilioProxy/1.1", why: "Seen in requests, not documented." },
    {
      key: "secret.generated",
      value: "32 hexadecimal characters",
      why: "The secret is the account's auth token.",
    },
  ],
})
