import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const SECURING = "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks"
const PAYLOADS = "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads"
const RETRIES = "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-retries"

const DOMAIN = "mg.company.com"

function eventData(level: "info" | "warn" | "error", more: JsonObject): JsonObject {
  return {
    id: "{id}",
    event: "{event}",
    timestamp: "{now-s}",
    "log-level": level,
    account: { id: "{hex:24}" },
    domain: { name: DOMAIN },
    recipient: "maya@example.com",
    "recipient-domain": "example.com",
    message: {
      headers: {
        to: "Maya Lindqvist <maya@example.com>",
        "message-id": `{digits:14}.{digits:6}.{upper:12}@${DOMAIN}`,
        from: `Company <hello@${DOMAIN}>`,
        subject: "Your order is on its way",
      },
      size: 512,
    },
    tags: ["orders"],
    campaigns: [],
    "user-variables": { order: "{int:1000-9999}" },
    flags: { "is-routed": false, "is-authenticated": true, "is-system-test": false, "is-test-mode": false },
    ...more,
  }
}

const CLIENT: JsonObject = {
  ip: "203.0.113.7",
  geolocation: { country: "SE", region: "AB", city: "Stockholm" },
  "client-info": {
    "client-type": "mobile browser",
    "client-os": "iOS",
    "device-type": "mobile",
    "client-name": "Mobile Safari",
    "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15",
  },
}

function deliveryStatus(code: number, message: string, more: JsonObject = {}): JsonObject {
  return {
    envelope: {
      transport: "smtp",
      sender: `hello@${DOMAIN}`,
      "sending-ip": "198.51.100.12",
      targets: "maya@example.com",
    },
    "delivery-status": {
      tls: true,
      "mx-host": "mx.example.com",
      "attempt-no": 1,
      "session-seconds": 0.43,
      "certificate-verified": true,
      utf8: true,
      code,
      message,
      description: "",
      ...more,
    },
  }
}

/** Mailgun: what became of messages. */
export const mailgun = defineProvider({
  id: "mailgun",
  name: "Mailgun",
  sources: [SECURING, PAYLOADS, RETRIES],
  evidence: "a published test value (Rails' Action Mailbox) is reproduced",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    // The body is not signed: whoever has one signature can send anything with it until its token is refused.
    content: "{timestamp}{token}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
    // Inbound routes have the same three as fields of a form.
    bodyFields: [
      ["/signature/token", "{token}"],
      ["/signature/timestamp", "{timestamp}"],
      ["/signature/signature", "{signature}"],
    ],
    timestamp: { unit: "s" },
  },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "mailgun/treq-20.4.1"],
  ],
  events: [
    {
      type: "accepted",
      title: "Mailgun took a message and put it in its queue",
      sample: eventData("info", {
        method: "HTTP",
        envelope: { transport: "smtp", sender: `hello@${DOMAIN}`, targets: "maya@example.com" },
      }),
    },
    {
      type: "delivered",
      title: "The recipient's server took a message",
      sample: eventData("info", deliveryStatus(250, "OK")),
    },
    {
      type: "failed",
      title: "A message could not be delivered, for now or for good",
      sample: eventData("error", {
        severity: "permanent",
        reason: "bounce",
        ...deliveryStatus(550, "5.1.1 The mailbox does not exist", { "bounce-type": "hard" }),
      }),
    },
    { type: "opened", title: "A recipient opened a message", sample: eventData("info", CLIENT) },
    {
      type: "clicked",
      title: "A recipient clicked a link in a message",
      sample: eventData("info", { url: "https://company.com/orders", ...CLIENT }),
    },
    {
      type: "unsubscribed",
      title: "A recipient clicked the unsubscribe link",
      sample: eventData("warn", CLIENT),
    },
    {
      type: "complained",
      title: "A recipient marked a message as spam",
      sample: eventData("warn", {}),
    },
  ],
  envelope: { signature: { token: "", timestamp: "", signature: "" }, "event-data": "{data}" },
  eventId: "{base62:22}",
  names: { event: { path: "event-data.event" }, id: { path: "event-data.id" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "Not stated." },
    retries: {
      value: ["5m", "10m", "15m", "1h", "2h", "4h"],
      source: `Not for "delivered", and not after 406: ${RETRIES}`,
    },
  },
  manage: "https://app.mailgun.com/",
  assumptions: [
    { key: "headers.user-agent", value: "mailgun/treq-20.4.1", why: "Seen in requests, not documented." },
    {
      key: "envelope.event-data",
      value: "the main fields of each event",
      why: "The page says itself that its examples are not exhaustive.",
    },
  ],
})
