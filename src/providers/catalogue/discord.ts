import { defineProvider } from "../provider-file.ts"
import { secretEd25519 } from "./shared-samples.ts"

const INTERACTIONS = "https://discord.com/developers/docs/interactions/overview"
const EVENTS = "https://discord.com/developers/docs/events/webhook-events"

/** Discord: application commands sent to an interactions endpoint, and webhook events. */
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
  secret: { generate: secretEd25519 },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Discord-Interactions/1.0 (+https://discord.com)"],
  ],
  events: [
    {
      type: "APPLICATION_AUTHORIZED",
      title: "The app was added to a server or to a user's account",
      sample: {
        integration_type: 1,
        scopes: ["applications.commands"],
        user: {
          id: "{digits:18}",
          username: "maya",
          global_name: "Maya Lindqvist",
          avatar: "{hex:32}",
          discriminator: "0",
          public_flags: 0,
          bot: false,
          system: false,
        },
      },
    },
  ],
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
      id: "ping",
      title: "A signed PING that wants a PONG",
      request: {
        method: "POST",
        body: { type: 1, application_id: "{digits:19}", id: "{digits:19}" },
        signature: "right",
      },
      answer: { status: 200, body: { type: 1 } },
      timeoutMs: 3000,
      certainty: "exact",
      source: INTERACTIONS,
    },
    {
      id: "ping-forged",
      title: "A PING with a wrong signature, which must be refused",
      request: {
        method: "POST",
        body: { type: 1, application_id: "{digits:19}", id: "{digits:19}" },
        signature: "wrong",
      },
      answer: { status: 401 },
      timeoutMs: 3000,
      certainty: "exact",
      source: INTERACTIONS,
    },
  ],
  delivery: {
    timeout: { value: "3s" },
    retries: {
      value: [],
      assumed:
        "Webhook events are tried again for up to ten minutes with backoff; the intervals are not published.",
      source: EVENTS,
    },
  },
  manage: "https://discord.com/developers/applications",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Discord-Interactions/1.0",
      why: "Seen in requests, not documented.",
    },
  ],
})
