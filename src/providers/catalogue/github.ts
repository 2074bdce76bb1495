import { githubEvents } from "./github-events.ts"
import type { Provider } from "../provider.ts"
import { secretHex } from "./shared-samples.ts"

const EVENTS = "https://docs.github.com/en/webhooks/webhook-events-and-payloads"
const FAILED = "https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries"
const VALIDATING = "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"

/** GitHub repository webhooks, with the older signature (SHA-1) that GitHub sends beside the one to verify. */
export const github: Provider = {
  id: "github",
  name: "GitHub",
  sources: [EVENTS, FAILED, VALIDATING],
  evidence: "@octokit/webhooks-methods 6.0.0 accepts it; two published vectors give the same",
  scheme: {
    id: "github",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature-256", "sha256={signature}"]],
    weaker: { header: ["X-Hub-Signature", "sha1={signature}"], algorithm: "hmac-sha1", digest: "hex" },
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  headers: [
    ["User-Agent", "GitHub-Hookshot/044aadd"],
    ["Content-Type", "application/json"],
    ["X-GitHub-Delivery", "{id}"],
    ["X-GitHub-Event", "{event}"],
    ["X-GitHub-Hook-ID", "292430182"],
    ["X-GitHub-Hook-Installation-Target-ID", "79929171"],
    ["X-GitHub-Hook-Installation-Target-Type", "repository"],
  ],
  events: githubEvents,
  dataKey: "",
  envelope: ({ data }) => data,
  newEventId: (context) => context.uuid(),
  names: { event: { header: "X-GitHub-Event" }, id: { header: "X-GitHub-Delivery" } },
  testEvent: "ping",
  delivery: {
    success: "2xx",
    timeoutMs: 10_000,
    timeoutCertainty: "exact",
    schedule: { delaysMs: [], certainty: "exact", source: `GitHub does not redeliver by itself: ${FAILED}` },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "GitHub: https:// is recommended for the payload URL",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "elsewhere",
    url: "https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks",
  },
  assumptions: [
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry many more." },
    {
      key: "headers.hook",
      value: "the ids of the documentation's example",
      why: "They name a hook that is not there.",
    },
    { key: "rotation.overlap", value: "none: the old secret stops at once", why: "Not stated." },
  ],
}
