import { defineProvider } from "../define-provider.ts"
import { discordEvents } from "./discord-events.ts"
import { secretEd25519 } from "./shared-samples.ts"

const INTERACTIONS = "https://discord.com/developers/docs/interactions/overview"
const EVENTS = "https://discord.com/developers/docs/events/webhook-events"

const PING = { type: 1, application_id: "{digits:19}", id: "{digits:19}" }
const EVENTS_PING = { version: 1, application_id: "{digits:19}", type: 0 }

/** Discord's webhook events, and how it checks their endpoint and the one for interactions. */
export const discord = defineProvider({
  id: "discord",
  name: "Discord",
  sources: [INTERACTIONS, EVENTS],
  evidence: "discord-interactions 4.4.0 accepts it",
  scheme: {
    algorithm: "ed25519",
    key: { decoding: "keypair" },
    content: "{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-Signature-Ed25519", "{signature}"],
      ["X-Signature-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s" },
  },
  secret: { generate: secretEd25519, publicForm: "hex" },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Discord-Webhook/1.0 (+https://discord.com)"],
  ],
  events: discordEvents,
  envelope: {
    version: 1,
    application_id: "1234560123453231555",
    type: 1,
    event: { type: "{event}", timestamp: "{now-iso}", data: "{data}" },
  },
  eventId: "{digits:19}",
  names: { event: { path: "event.type" } },
  handshakes: [
    {
      id: "events-ping",
      title: "A signed PING to an endpoint for webhook events, which wants an empty 204",
      request: { method: "POST", body: EVENTS_PING, signature: "right" },
      answer: { status: 204, body: "" },
      timeoutMs: 3000,
      certainty: "exact",
      source: EVENTS,
    },
    {
      id: "events-ping-forged",
      title: "The same PING with a wrong signature, which must be refused",
      request: { method: "POST", body: EVENTS_PING, signature: "wrong" },
      answer: { status: 401 },
      timeoutMs: 3000,
      certainty: "exact",
      source: EVENTS,
    },
    {
      id: "ping",
      title: "A signed PING to an endpoint for interactions, which wants a PONG",
      request: { method: "POST", body: PING, signature: "right" },
      answer: { status: 200, body: { type: 1 } },
      anotherKind: true,
      timeoutMs: 3000,
      certainty: "exact",
      source: INTERACTIONS,
    },
    {
      id: "ping-forged",
      title: "The same PING with a wrong signature, which must be refused",
      request: { method: "POST", body: PING, signature: "wrong" },
      answer: { status: 401 },
      timeoutMs: 3000,
      certainty: "exact",
      source: INTERACTIONS,
    },
  ],
  delivery: {
    // Webhook events want 204, interactions an answer with 200.
    success: [204, 200],
    timeout: { value: "3s" },
    retries: {
      value: Array.from({ length: 9 }, (_, retry) => `${2 ** retry}s`),
      assumed:
        "Several retries with exponential backoff for up to ten minutes; the intervals are not published.",
      source: EVENTS,
    },
  },
  manage: "https://discord.com/developers/applications",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Discord-Webhook/1.0",
      why: "Seen in requests, not documented; interactions come with Discord-Interactions/1.0.",
    },
    {
      key: "envelope.timestamp",
      value: "milliseconds and a Z",
      why: "Discord writes microseconds and no zone.",
    },
  ],
})
