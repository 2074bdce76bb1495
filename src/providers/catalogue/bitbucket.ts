import { defineProvider } from "../define-provider.ts"
import { bitbucketEvents } from "./bitbucket-events.ts"
import { secretHex } from "./shared-samples.ts"

const EVENTS = "https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/"
const SECRETS = "https://bitbucket.org/blog/enhanced-webhook-security"
const MANAGE = "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/"

const ELSEWHERE = "Known from the page of Bitbucket Data Center and from other receivers."

/** Bitbucket Cloud repository webhooks. */
export const bitbucket = defineProvider({
  id: "bitbucket",
  name: "Bitbucket",
  sources: [EVENTS, SECRETS, MANAGE],
  evidence: "x-hub-signature 2.1.3, a third party's package, accepts it",
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
    ["User-Agent", "Bitbucket-Webhooks/2.0"],
    ["Content-Type", "application/json"],
    ["X-Event-Key", "{event}"],
    ["X-Hook-UUID", "02affd2d-2cba-4033-917d-ec22d5dc4b38"],
    ["X-Request-UUID", "{id}"],
    ["X-Attempt-Number", "1"],
  ],
  events: bitbucketEvents,
  names: { event: { header: "X-Event-Key" }, id: { header: "X-Request-UUID" } },
  delivery: {
    timeout: {
      value: "10s",
      assumed: "A request that takes too long is logged as TIMEOUT; the limit was not read.",
    },
    retries: {
      value: ["5s", "30s"],
      assumed: "X-Attempt-Number goes up to 3 after server errors and timeouts; the delays are not stated.",
      source: EVENTS,
    },
  },
  manage: MANAGE,
  assumptions: [
    { key: "signature.header", value: "X-Hub-Signature", why: ELSEWHERE },
    { key: "signature.algorithm", value: "hmac-sha256", why: ELSEWHERE },
    { key: "signature.encoding", value: "hex", why: ELSEWHERE },
    { key: "signature.prefix", value: "sha256=", why: ELSEWHERE },
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry more links." },
    {
      key: "headers.attempt-number",
      value: "X-Attempt-Number stays 1",
      why: "Bitbucket counts its attempts there.",
    },
    { key: "headers.user-agent", value: "Bitbucket-Webhooks/2.0", why: "Seen in requests." },
  ],
})
