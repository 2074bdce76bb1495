import { defineProvider } from "../define-provider.ts"

const DOCS = "https://pusher.com/docs/channels/server_api/webhooks/"
const RETRIES =
  "https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries"

/** Pusher Channels webhooks. */
export const pusher = defineProvider({
  id: "pusher",
  name: "Pusher Channels",
  sources: [DOCS, RETRIES],
  evidence: "pusher 5.3.4 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Pusher-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex").slice(0, 20) },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Pusher-Key", "278d425bdf160c739803"],
  ],
  events: [
    {
      type: "channel_occupied",
      title: "A channel has its first subscriber",
      sample: { name: "{event}", channel: "orders" },
    },
    {
      type: "channel_vacated",
      title: "A channel has lost its last subscriber",
      sample: { name: "{event}", channel: "orders" },
    },
    {
      type: "member_added",
      title: "A user subscribed to a presence channel",
      sample: { name: "{event}", channel: "presence-room-{int:1-99}", user_id: "{digits:6}" },
    },
    {
      type: "client_event",
      title: "A client sent an event to a private or presence channel",
      sample: {
        name: "{event}",
        channel: "private-room-{int:1-99}",
        event: "client-typing",
        data: '{"typing":true}',
        socket_id: "{digits:6}.{digits:7}",
      },
    },
  ],
  envelope: { time_ms: "{now-ms}", events: ["{data}"] },
  names: { event: { path: "events.0.name" } },
  delivery: {
    timeout: { value: "4s" },
    retries: {
      value: ["5s", "10s", "20s", "40s", "80s", "145s"],
      assumed: "Exponential backoff for 5 minutes is documented; the intervals are not.",
      source: RETRIES,
    },
  },
  manage: "https://dashboard.pusher.com",
  assumptions: [
    { key: "headers.key", value: "278d425bdf160c739803", why: "A sample; use --header for your app's key." },
    {
      key: "envelope.events",
      value: "one event per request",
      why: "With batching switched on a request carries several.",
    },
  ],
})
