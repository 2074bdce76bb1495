import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const SPEC = "https://www.w3.org/TR/websub/"

/** WebSub (once PubSubHubbub): what a hub sends to a subscriber. */
export const websub = defineProvider({
  id: "websub",
  name: "WebSub",
  sources: [SPEC],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  headers: [
    ["Content-Type", "application/feed+json"],
    ["Link", '<https://hub.example.com/>; rel="hub", <https://example.com/feed.json>; rel="self"'],
  ],
  events: [
    {
      type: "content",
      title: "New content of a topic, here a JSON feed",
      sample: {
        version: "https://jsonfeed.org/version/1.1",
        title: "Example",
        home_page_url: "https://example.com/",
        feed_url: "https://example.com/feed.json",
        items: [
          {
            id: "{uuid#item}",
            url: "https://example.com/posts/{uuid#item}",
            title: "Hello, world",
            content_text: "The first post.",
            date_published: "{now-iso-seconds}",
          },
        ],
      },
    },
  ],
  // The body is the topic's content and nothing else.
  names: {},
  handshakes: [
    {
      id: "subscribe",
      title: "A GET that verifies a subscription; its hub.challenge is echoed",
      request: {
        method: "GET",
        query: [
          ["hub.mode", "subscribe"],
          ["hub.topic", "https://example.com/feeds/{lower:8}.json"],
          ["hub.challenge", "{challenge}"],
          ["hub.lease_seconds", "{digits:6}"],
        ],
        signature: "none",
      },
      answer: { status: "2xx", body: "{challenge}" },
      certainty: "exact",
      source: SPEC,
    },
    {
      id: "unsubscribe",
      title: "A GET that verifies the end of a subscription; its hub.challenge is echoed",
      request: {
        method: "GET",
        query: [
          ["hub.mode", "unsubscribe"],
          ["hub.topic", "https://example.com/feeds/{lower:8}.json"],
          ["hub.challenge", "{challenge}"],
        ],
        signature: "none",
      },
      answer: { status: "2xx", body: "{challenge}" },
      certainty: "exact",
      source: SPEC,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "Left to the hub." },
    retries: {
      value: ["1m", "5m", "30m", "2h"],
      assumed: "Hubs should try again within limits of their own.",
      source: SPEC,
    },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "WebSub: HTTPS is recommended for callback URLs",
  },
  manage: SPEC,
  assumptions: [
    {
      key: "signature.algorithm",
      value: "hmac-sha256",
      why: "A hub chooses among sha1, sha256, sha384 and sha512; most hubs still sign with sha1.",
    },
    {
      key: "signature.prefix",
      value: "sha256=",
      why: "The name of the algorithm: --assume signature.algorithm=hmac-sha1 needs sha1= here.",
    },
    { key: "headers.link", value: "example.com", why: "The hub and the topic are the user's own." },
    {
      key: "headers.content-type",
      value: "application/feed+json",
      why: "The content type is the topic's; feeds in XML are more common.",
    },
  ],
})
