import { defineProvider } from "../define-provider.ts"
import { basicSecret, basicSecretMisuse } from "./shared-samples.ts"

const DOCS = "https://postmarkapp.com/developer/webhooks/webhooks-overview"
const BOUNCE = "https://postmarkapp.com/developer/webhooks/bounce-webhook"
const RETRIES = "https://postmarkapp.com/support/article/understanding-inbound-webhook-retries-in-postmark"

const sent = {
  MessageID: "{uuid}",
  Tag: "welcome-email",
  Metadata: { user_id: "{digits:5}" },
  MessageStream: "outbound",
}

/** Postmark webhooks: not signed; the user name and password of the URL are sent. */
export const postmark = defineProvider({
  id: "postmark",
  name: "Postmark",
  sources: [DOCS, BOUNCE, RETRIES],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["Authorization", "Basic {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: basicSecret, misuse: basicSecretMisuse("Postmark") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Postmark"],
  ],
  events: [
    {
      type: "Delivery",
      title: "A message was delivered to the recipient's server",
      sample: {
        RecordType: "{event}",
        ServerID: 23,
        ...sent,
        Recipient: "maya@company.com",
        DeliveredAt: "{now-iso-seconds}",
        Details: "smtp;250 2.0.0 OK",
      },
    },
    {
      type: "Bounce",
      title: "A message bounced",
      sample: {
        RecordType: "{event}",
        ID: "{int:100000-99999999}",
        Type: "HardBounce",
        TypeCode: 1,
        Name: "Hard bounce",
        ...sent,
        ServerID: 23,
        Description: "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        Details: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        Email: "maya@company.com",
        From: "sender@example.com",
        BouncedAt: "{now-iso-seconds}",
        DumpAvailable: true,
        Inactive: true,
        CanActivate: true,
        Subject: "Welcome",
      },
    },
    {
      type: "SpamComplaint",
      title: "A recipient marked a message as spam",
      sample: {
        RecordType: "{event}",
        ID: "{int:100000-99999999}",
        Type: "SpamComplaint",
        TypeCode: 100001,
        Name: "Spam complaint",
        ...sent,
        ServerID: 23,
        Description: "The subscriber explicitly marked this message as spam.",
        Details: "",
        Email: "maya@company.com",
        From: "sender@example.com",
        BouncedAt: "{now-iso-seconds}",
        DumpAvailable: true,
        Inactive: true,
        CanActivate: false,
        Subject: "Welcome",
      },
    },
  ],
  names: { event: { path: "RecordType" } },
  delivery: {
    success: [200],
    timeout: { value: "2m", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "5m", "10m", "10m", "10m", "15m", "30m", "1h", "2h", "6h"],
      assumed: "Documented for inbound messages (403 ends it); other event types may be tried fewer times.",
      source: RETRIES,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Postmark: HTTPS is highly recommended" },
  manage: "https://account.postmarkapp.com/servers",
  assumptions: [
    { key: "headers.user-agent", value: "Postmark", why: "Seen in requests, not documented." },
    { key: "envelope.data", value: "the main fields of each event", why: "Real payloads carry more." },
  ],
})
