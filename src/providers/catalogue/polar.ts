import { defineProvider } from "../define-provider.ts"
import { polarEvents } from "./polar-events.ts"
import { secretText } from "./shared-samples.ts"

const DELIVERY = "https://polar.sh/docs/integrate/webhooks/delivery"
const CODE = "https://github.com/polarsource/polar/blob/main/server/polar/webhook/tasks.py"
const SWITCH = "https://github.com/polarsource/polar/pull/14117"

/** Polar, which follows Standard Webhooks; older secrets are a key as they stand. */
export const polar = defineProvider({
  id: "polar",
  name: "Polar",
  sources: [DELIVERY, CODE, SWITCH],
  evidence: "standardwebhooks 1.1.1 accepts it, given the secret as Polar's SDK gives it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "base64", prefix: "whsec_", withoutPrefix: "utf8" },
    content: "{id}.{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1,{signature}"],
    ],
    separator: " ",
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  // The older form: every version of Polar's SDK takes it.
  secret: { generate: secretText("polar_whs_") },
  headers: [
    ["User-Agent", "polar.sh webhooks"],
    ["Content-Type", "application/json"],
    ["webhook-api-version", "2026-04"],
  ],
  events: polarEvents,
  envelope: { type: "{event}", timestamp: "{now-iso}", data: "{data}" },
  names: { event: { path: "type" }, id: { header: "webhook-id" } },
  delivery: {
    timeout: { value: "10s" },
    retries: {
      value: ["4s", "8s", "16s", "32s", "64s", "128s", "256s", "512s", "1024s", "20m"],
      assumed: "Up to 10 times with exponential backoff; the delays follow Polar's code, without its jitter.",
      source: DELIVERY,
    },
    sourceIps: ["3.134.238.10", "3.129.111.220", "52.15.118.168", "74.220.50.0/24", "74.220.58.0/24"],
  },
  endpoint: { rotation: "old-dies-at-once" },
  manage: "https://polar.sh/docs/integrate/webhooks/endpoints",
  assumptions: [
    {
      key: "signature.key",
      value: "what follows whsec_ decoded from base64; any other secret whole as text",
      why: "A secret made before 8 September 2026 is taken whole as text, also with whsec_: give utf8 for it.",
    },
    {
      key: "signature.tolerance",
      value: "5m",
      why: "Polar states none; its SDK uses a library of Standard Webhooks.",
    },
    { key: "signature.future-tolerance", value: "5m", why: "As the libraries of Standard Webhooks have it." },
    { key: "envelope.data", value: "the main fields of each object", why: "Real payloads carry more." },
    {
      key: "headers.api-version",
      value: "2026-04",
      why: "Each endpoint has a version; this is a recent one.",
    },
    { key: "rotation.overlap", value: "none: an endpoint has one secret", why: "Not stated." },
  ],
})
