import { defineProvider } from "../define-provider.ts"
import { secretHex16 } from "./shared-samples.ts"
import { twilioEvents } from "./twilio-events.ts"

const SECURITY = "https://www.twilio.com/docs/usage/webhooks/webhooks-security"
const MESSAGES = "https://www.twilio.com/docs/messaging/guides/webhook-request"
const CALLS = "https://www.twilio.com/docs/usage/webhooks/voice-webhooks"
const OVERRIDES = "https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"

/** Twilio's callbacks about messages, calls and recordings, which are forms. */
export const twilio = defineProvider({
  id: "twilio",
  name: "Twilio",
  sources: [SECURITY, MESSAGES, CALLS, OVERRIDES],
  evidence: "twilio 6.2.0 accepts it; a published vector gives the same",
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{url}{form}",
    bodyForms: ["raw"],
    // Twilio's own library tries the URL with and without its port.
    urlForms: ["raw", "without-port", "with-port"],
    digest: "base64",
    headers: [["X-Twilio-Signature", "{signature}"]],
    // Of a request with a JSON body: without this its signature would be right for an empty form as well.
    queryIfThere: [["bodySHA256", "{body-sha256}"]],
  },
  secret: { generate: secretHex16 },
  headers: [
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["User-Agent", "TwilioProxy/1.1"],
    ["I-Twilio-Idempotency-Token", "{id}"],
  ],
  events: twilioEvents,
  bodyFormat: "form",
  names: {
    event: {
      cases: [
        { type: "recording.{RecordingStatus}" },
        // Status callbacks always name this source, which tells them from the request about the call itself.
        { type: "call.status.{CallStatus}", when: { CallbackSource: "call-progress-events" } },
        { type: "call.incoming", when: { CallStatus: "ringing", Direction: "inbound" } },
        { type: "message.received", when: { SmsStatus: "received" } },
        { type: "message.status.{MessageStatus}" },
      ],
    },
    id: { header: "I-Twilio-Idempotency-Token" },
  },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: [],
      assumed:
        "Only a connection that fails is tried once more by default; an answer with an error is not. #rc= and #rp= behind the URL change both.",
      source: OVERRIDES,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Twilio: https:// is recommended, http:// is taken" },
  manage: "https://console.twilio.com/us1/develop/phone-numbers/manage/incoming",
  assumptions: [
    {
      key: "events.names",
      value: "message.received, call.status.completed and the like",
      why: "Twilio has no event types; these are made from MessageStatus, CallStatus and RecordingStatus.",
    },
    {
      key: "headers.idempotency-token",
      value: "a UUID, the same on every attempt",
      why: "Twilio's own tools tell repeated requests by it; its form is not documented.",
    },
    { key: "headers.user-agent", value: "TwilioProxy/1.1", why: "Seen in requests, not documented." },
    {
      key: "delivery.success",
      value: "any 2xx",
      why: "The pages ask for 200; what a call or message wants as an answer is TwiML.",
    },
    {
      key: "envelope",
      value: "the main fields of each callback",
      why: "Twilio adds fields without notice.",
    },
    {
      key: "secret.generated",
      value: "32 hexadecimal characters",
      why: "The secret is the account's auth token.",
    },
  ],
})
