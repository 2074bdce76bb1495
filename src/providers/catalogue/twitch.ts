import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const DOCS = "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/"
const TYPES = "https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/"
const CLI = "https://github.com/twitchdev/twitch-cli"

const BROADCASTER = "41245072"

const subscription = {
  id: "{uuid}",
  status: "enabled",
  type: "{event}",
  version: "1",
  condition: { broadcaster_user_id: BROADCASTER },
  transport: { method: "webhook", callback: "https://example.com/webhooks/twitch" },
  created_at: "{now-iso}",
  cost: 0,
}

const broadcaster = {
  broadcaster_user_id: BROADCASTER,
  broadcaster_user_login: "mayaplays",
  broadcaster_user_name: "MayaPlays",
}

const viewer = { user_id: "{digits:8}", user_login: "tomasf", user_name: "TomasF" }

/** Twitch EventSub over webhooks. */
export const twitch = defineProvider({
  id: "twitch",
  name: "Twitch EventSub",
  sources: [DOCS, TYPES, CLI],
  evidence: "Twitch's own twitch-cli signs and verifies the same way",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{id}{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["Twitch-Eventsub-Message-Id", "{id}"],
      ["Twitch-Eventsub-Message-Timestamp", "{timestamp}"],
      ["Twitch-Eventsub-Message-Signature", "sha256={signature}"],
    ],
    timestamp: { unit: "iso", toleranceSeconds: 600 },
  },
  secret: { keyBytes: [10, 100], generate: secretText("", 40) },
  headers: [
    ["Content-Type", "application/json"],
    ["Twitch-Eventsub-Message-Retry", "0"],
    ["Twitch-Eventsub-Message-Type", "notification"],
    ["Twitch-Eventsub-Subscription-Type", "{event}"],
    ["Twitch-Eventsub-Subscription-Version", "1"],
  ],
  events: [
    {
      type: "stream.online",
      title: "The broadcaster started a stream",
      sample: { id: "{digits:10}", ...broadcaster, type: "live", started_at: "{now-iso}" },
    },
    { type: "stream.offline", title: "The broadcaster stopped the stream", sample: broadcaster },
    {
      type: "channel.subscribe",
      title: "A viewer subscribed to the channel",
      sample: { ...viewer, ...broadcaster, tier: "1000", is_gift: false },
    },
    {
      type: "channel.cheer",
      title: "A viewer cheered with bits",
      sample: { ...viewer, ...broadcaster, is_anonymous: false, message: "cheer100 hi", bits: 100 },
    },
  ],
  envelope: { subscription, event: "{data}" },
  names: {
    event: { header: "Twitch-Eventsub-Subscription-Type" },
    id: { header: "Twitch-Eventsub-Message-Id" },
  },
  handshakes: [
    {
      id: "webhook_callback_verification",
      title: "A signed request whose challenge the endpoint echoes as text",
      request: {
        method: "POST",
        headers: [["Twitch-Eventsub-Message-Type", "webhook_callback_verification"]],
        body: { challenge: "{challenge}" },
        sentBody: {
          challenge: "{challenge}",
          subscription: {
            ...subscription,
            status: "webhook_callback_verification_pending",
            type: "stream.online",
          },
        },
        signature: "right",
      },
      answer: { status: "2xx", headers: [["Content-Type", "text/plain"]], body: "{challenge}" },
      certainty: "exact",
      source: DOCS,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "“Within a few seconds” is documented; twitch-cli waits ten." },
    retries: {
      value: ["10s", "1m", "5m"],
      assumed: "That messages are repeated is documented; how often and when is not.",
      source: DOCS,
    },
  },
  endpoint: { httpsRule: "Twitch: the callback must use SSL and listen on port 443" },
  manage: "https://dev.twitch.tv/docs/eventsub/manage-subscriptions/",
  assumptions: [
    {
      key: "signature.tolerance",
      value: "10m",
      why: "Known from the provider's examples; not read on its page.",
    },
    {
      key: "headers.retry",
      value: "0",
      why: "Real requests count the attempts there.",
    },
  ],
})
