import { createHmac } from "node:crypto"
import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"
import { xEvents } from "./x-events.ts"

const INTRODUCTION = "https://docs.x.com/x-api/webhooks/introduction"
const QUICKSTART = "https://docs.x.com/x-api/webhooks/quickstart"
const ACTIVITY = "https://docs.x.com/x-api/account-activity/introduction"
const SECURING =
  "https://developer.x.com/en/docs/x-api/enterprise/account-activity-api/guides/securing-webhooks"

/** X (Twitter): account activity. */
export const x = defineProvider({
  id: "x",
  name: "X (Twitter)",
  sources: [INTRODUCTION, QUICKSTART, ACTIVITY, SECURING],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Twitter-Webhooks-Signature", "sha256={signature}"]],
    // An app with an OAuth 2.0 client secret has a second signature, made with that.
    furtherHeaders: ["X-Twitter-Webhooks-Signature-OAuth2"],
    // The answer to a challenge is the same HMAC, over the challenge's text.
    bodyIs: "json-object",
  },
  secret: { generate: secretText("", 50) },
  events: xEvents,
  names: { event: { oneOfKeys: xEvents.map(({ type }) => type) } },
  handshakes: [
    {
      id: "crc",
      title: "A challenge-response check, which wants an HMAC of its token",
      request: { method: "GET", query: [["crc_token", "{challenge}"]], signature: "none" },
      answer: { status: "2xx", body: { response_token: "{proof}" } },
      // The proof is made like a signature: over JSON it would sign a delivery for whoever asks. A number alone, true,
      // false and null are JSON as well.
      challenge: {
        template: "{base62:32}",
        pattern: /^(?!(?:-?\d+(?:[eE][+-]?\d+)?|true|false|null)$)[A-Za-z0-9_+/=-]{1,200}$/,
      },
      proof: (challenge, secret) =>
        `sha256=${createHmac("sha256", secret).update(challenge).digest("base64")}`,
      timeoutMs: 3000,
      certainty: "exact",
      source: SECURING,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "10s" },
    retries: {
      value: [],
      assumed: "Missed events are fetched by a replay job; retries are named without number or intervals.",
      source: INTRODUCTION,
    },
  },
  endpoint: {
    httpsRule: "X: the webhook URL must use HTTPS and cannot include a port",
    // The second header is for the other kind of secret, not for an older one.
    rotation: "old-dies-at-once",
  },
  manage: "https://api.x.com/2/webhooks",
  assumptions: [
    {
      key: "secret.kind",
      value: "the consumer secret (API secret key)",
      why: "Newer apps sign with the OAuth 2.0 client secret in X-Twitter-Webhooks-Signature-OAuth2; give it as second secret.",
    },
    { key: "rotation.overlap", value: "none", why: "Not stated." },
    {
      key: "events.samples",
      value: "the main fields of posts and users",
      why: "The page leaves both objects out of its examples.",
    },
  ],
})
