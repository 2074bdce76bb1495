import { defineProvider } from "../define-provider.ts"
import { secretP256 } from "./shared-samples.ts"

const SECURITY =
  "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features"
const EVENTS = "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event"
const RETRIES = "https://docs.sendgrid.com/for-developers/tracking-events/troubleshooting"

const USER_AGENT = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0"

/** SendGrid's Event Webhook, signed with the private half of a P-256 key pair. */
export const sendgrid = defineProvider({
  id: "sendgrid",
  name: "SendGrid",
  sources: [SECURITY, EVENTS, RETRIES],
  evidence: "@sendgrid/eventwebhook 8.0.0 accepts it, and the value that it publishes verifies",
  scheme: {
    algorithm: "ecdsa-p256-sha256",
    key: { decoding: "keypair" },
    content: "{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["X-Twilio-Email-Event-Webhook-Signature", "{signature}"],
      ["X-Twilio-Email-Event-Webhook-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s" },
    unsigned: [],
  },
  secret: { optional: true, generate: secretP256, publicForm: "base64" },
  headers: [
    ["User-Agent", "SendGrid Event API"],
    ["Content-Type", "application/json"],
  ],
  events: [
    { type: "processed", title: "A message was taken and will be sent", sample: {} },
    {
      type: "delivered",
      title: "The recipient's mail server took a message",
      sample: { response: "250 OK", tls: 1, ip: "168.245.16.25" },
    },
    {
      type: "open",
      title: "A recipient opened a message",
      sample: { useragent: USER_AGENT, ip: "203.0.113.25", sg_machine_open: false, sg_content_type: "html" },
    },
    {
      type: "click",
      title: "A recipient clicked a link in a message",
      sample: {
        useragent: USER_AGENT,
        ip: "203.0.113.25",
        url: "https://company.com/start",
        url_offset: { index: 0, type: "html" },
      },
    },
    {
      type: "bounce",
      title: "The recipient's mail server refused a message for good",
      sample: {
        reason: "550 5.1.1 The email account that you tried to reach does not exist.",
        status: "5.1.1",
        type: "bounce",
        bounce_classification: "Invalid Address",
        tls: 1,
        ip: "168.245.16.25",
      },
    },
  ],
  envelope: [
    {
      email: "maya@company.com",
      timestamp: "{now-s}",
      "smtp-id": "<{base62:22#message}@geopod-ismtpd-1>",
      event: "{event}",
      category: ["welcome"],
      sg_event_id: "{id}",
      sg_message_id: "{base62:22#message}.recvd-5b8d7c6f5-abcde-1-65B0A1C2-1.0",
      "...": "{data}",
    },
  ],
  // SendGrid ends its body with a line break, which is signed as well.
  bodyEnd: "\r\n",
  eventId: "{base62:48}",
  names: { event: { path: "0.event" }, id: { path: "0.sg_event_id" } },
  delivery: {
    timeout: { value: "10s", assumed: "No limit was read." },
    retries: {
      value: ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "10h"],
      assumed: "At increasing intervals for up to 24 hours; the intervals are not stated.",
      source: RETRIES,
    },
  },
  manage: "https://app.sendgrid.com/settings/mail_settings/webhook_settings",
  assumptions: [
    { key: "envelope", value: "one event per request", why: "Real requests hold a batch of them." },
    { key: "headers.user-agent", value: "SendGrid Event API", why: "Seen in requests." },
  ],
})
