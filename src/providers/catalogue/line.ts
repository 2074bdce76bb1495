import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const RECEIVING = "https://developers.line.biz/en/docs/messaging-api/receiving-messages/"
const VERIFYING = "https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/"
const ERRORS = "https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/"
const DEFINITIONS = "https://github.com/line/line-openapi/blob/main/webhook.yml"

function event(more: JsonObject): JsonObject {
  return {
    type: "{event}",
    ...more,
    webhookEventId: "{id}",
    deliveryContext: { isRedelivery: false },
    timestamp: "{now-ms}",
    source: { type: "user", userId: "U{hex:32}" },
    mode: "active",
  }
}

/** LINE's Messaging API. */
export const line = defineProvider({
  id: "line",
  name: "LINE",
  sources: [RECEIVING, VERIFYING, ERRORS, DEFINITIONS],
  evidence: "@line/bot-sdk 11.0.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["x-line-signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "LineBotWebhook/2.0"],
  ],
  events: [
    {
      type: "message",
      title: "A user sent a message",
      sample: event({
        replyToken: "{hex:32}",
        message: {
          type: "text",
          id: "{digits:18}",
          quoteToken: "{base62:40}",
          text: "Hello, are you open today?",
        },
      }),
    },
    {
      type: "follow",
      title: "A user added the account as a friend, or unblocked it",
      sample: event({ replyToken: "{hex:32}", follow: { isUnblocked: false } }),
    },
    { type: "unfollow", title: "A user blocked the account", sample: event({}) },
    {
      type: "postback",
      title: "A user took a postback action",
      sample: event({ replyToken: "{hex:32}", postback: { data: "action=reserve&table={int:1-20}" } }),
    },
    {
      type: "unsend",
      title: "A user unsent a message",
      sample: event({ unsend: { messageId: "{digits:18}" } }),
    },
  ],
  envelope: { destination: "U{hex:32}", events: ["{data}"] },
  eventId: "{ulid}",
  names: { event: { path: "events.0.type" }, id: { path: "events.0.webhookEventId" } },
  handshakes: [
    {
      id: "verify",
      title: "A signed request without events, which wants a success",
      request: {
        method: "POST",
        body: { destination: "U{hex:32}", events: [] },
        signature: "right",
      },
      answer: { status: "2xx" },
      certainty: "exact",
      source: DEFINITIONS,
    },
  ],
  delivery: {
    timeout: { value: "2s" },
    retries: {
      value: [],
      assumed:
        "Redelivery has to be switched on, and how often and when it happens was not found published; a redelivered event says deliveryContext.isRedelivery.",
      source: RECEIVING,
    },
  },
  manage: "https://developers.line.biz/console/",
  assumptions: [
    { key: "headers.user-agent", value: "LineBotWebhook/2.0", why: "Seen in requests, not documented." },
    {
      key: "envelope.events",
      value: "one event a request",
      why: "A request may carry several; each has its own webhookEventId.",
    },
  ],
})
