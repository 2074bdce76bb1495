import type { Handshake } from "../handshake.ts"
import { defineProvider } from "../define-provider.ts"
import { metaEvents } from "./meta-events.ts"

const STARTED = "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/"
const MESSENGER = "https://developers.facebook.com/docs/messenger-platform/webhook-reference"

const VERIFICATION: Pick<Handshake, "request" | "source"> = {
  request: {
    method: "GET",
    query: [
      ["hub.mode", "subscribe"],
      ["hub.challenge", "{challenge}"],
      ["hub.verify_token", "{verify-token}"],
    ],
    signature: "none",
  },
  source: STARTED,
}

/** Meta's Graph webhooks: WhatsApp, Pages and Messenger, Instagram. */
export const meta = defineProvider({
  id: "meta",
  name: "Meta (WhatsApp, Pages, Instagram)",
  sources: [STARTED, MESSENGER],
  evidence: "x-hub-signature 2.1.3, which is not Meta's, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    // Meta signs what it sends: JSON with everything outside ASCII escaped. Decoding before hashing breaks it.
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature-256", "sha256={signature}"]],
    weaker: { header: ["X-Hub-Signature", "sha1={signature}"], algorithm: "hmac-sha1", digest: "hex" },
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "facebookexternalua"],
  ],
  bodyEscapes: "non-ascii",
  events: metaEvents,
  names: { event: { path: "entry.0.changes.0.field" } },
  handshakes: [
    {
      ...VERIFICATION,
      id: "verify",
      title: "A verification with the right token, which wants its challenge back",
      answer: { status: 200, body: "{challenge}" },
      certainty: "exact",
    },
    {
      ...VERIFICATION,
      id: "verify-wrong-token",
      title: "A verification with a wrong token, which must be refused",
      request: { ...VERIFICATION.request, signature: "wrong" },
      answer: { status: "4xx" },
      certainty: "assumed",
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "5s", assumed: "Known of Messenger; the page for all products states no number." },
    retries: {
      value: ["0s", "5m", "30m", "2h", "8h", "24h"],
      assumed:
        "Once at once, then a few times with decreasing frequency over 36 hours; no intervals are known.",
      source: STARTED,
    },
  },
  endpoint: { httpsRule: "Meta: a valid TLS certificate is required; self-signed ones are not supported" },
  manage: "https://developers.facebook.com/apps",
  assumptions: [
    {
      key: "signature.secret",
      value: "the app's secret",
      why: "Apps with Instagram login use the Instagram app secret.",
    },
    {
      key: "signature.weaker",
      value: "X-Hub-Signature (SHA-1)",
      why: "Of the page's older version; still seen.",
    },
    {
      key: "body.escapes",
      value: "\\uXXXX for everything outside ASCII",
      why: "The page says so of what is signed; that the body is sent like that is what receivers see.",
    },
    { key: "headers.user-agent", value: "facebookexternalua", why: "Seen in requests, not documented." },
    {
      key: "events.samples",
      value: "one change of the main fields",
      why: "Real requests may batch several; Messenger's `messaging` entries are left out.",
    },
  ],
})
