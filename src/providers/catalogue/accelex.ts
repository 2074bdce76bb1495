import { parseDuration } from "../../domain/duration.ts"
import { accelexEvents, workflowOf } from "./accelex-events.ts"
import type { Provider } from "../provider.ts"
import { isoSeconds, UPPER_ALPHANUMERIC } from "../sample.ts"
import { secretHex } from "./shared-samples.ts"

const DOCS = "https://accelexpress.com/product/webhooks.html"
const AUTH = "https://accelexpress.com/product/auth.html"

/** AccelEx workflow webhooks. */
export const accelex: Provider = {
  id: "accelex",
  name: "AccelEx",
  sources: [DOCS, AUTH],
  scheme: {
    id: "accelex",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    // The documented recipe is JSON.stringify(req.body); the raw body differs where a number is written 12450.00.
    bodyForms: ["reserialised", "raw"],
    digest: "hex",
    headers: [["X-AccelEx-Signature", "{signature}"]],
  },
  secret: {
    generate: secretHex,
    misuse: (secret) =>
      /^accelex_(live|test|ro)_/.test(secret)
        ? "AccelEx: this looks like an API key; keys that verify webhook signatures begin with accelex_wh_."
        : undefined,
  },
  headers: [["Content-Type", "application/json"]],
  events: accelexEvents,
  dataKey: "data",
  envelope: ({ id, type, timeMs, data }) => ({
    event_id: id,
    event_type: type,
    created_at: isoSeconds(timeMs),
    workflow_id: workflowOf(type),
    tenant_id: "org_acme_inc",
    data,
  }),
  newEventId: (context) => `evt_${context.characters(16, UPPER_ALPHANUMERIC)}`,
  names: { event: { path: "event_type" }, id: { path: "event_id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 5000,
    timeoutCertainty: "exact",
    schedule: {
      // 4355 s for the listed five, then 22 hours more: the last attempt is still within 24 h of the first.
      delaysMs: [
        ...["5s", "30s", "2m", "10m", "1h"].map(parseDuration),
        ...Array<number>(22).fill(parseDuration("1h")),
      ],
      certainty: "assumed",
      source: `"5s, 30s, 2min, 10min, 1h (up to 24h)", read as hourly until 24 h after the first attempt: ${DOCS}`,
    },
    sourceIps: ["52.44.120.0/24", "3.216.98.0/24"],
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "AccelEx rejects plain HTTP endpoints: HTTPS with a valid certificate is required",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "dashboard",
    url: DOCS,
    steps: {
      create: [
        "Open AccelEx Dashboard → Webhooks → Add endpoint.",
        "Enter the URL: HTTPS with a valid certificate.",
        "Choose the events.",
      ],
      list: ["Open AccelEx Dashboard → Webhooks."],
      update: [],
      rotate: [],
      test: [
        "Open AccelEx Dashboard → Webhooks → Test Webhook.",
        "Or use the dry-run payload generator there: it signs for real.",
      ],
      deliveries: ["Open AccelEx Dashboard → Webhook Logs."],
      replay: ["Replay and dead-letter queues are part of the enterprise plans: ask AccelEx."],
      delete: [],
    },
  },
  assumptions: [
    {
      key: "signature.body",
      value: "JSON.stringify(JSON.parse(body)) first, then the raw body",
      why: "The recipe re-serialises, and the page's own payload (12450.00) tells the two apart.",
    },
    {
      key: "signature.key",
      value: "any string, as UTF-8 text",
      why: "The recipe reads it from an environment variable; whether it is an accelex_wh_ key is not said.",
    },
    {
      key: "envelope.events",
      value: "data of contract.processed, case.closed, compliance.record_generated and workflow.failed",
      why: "Only the payload of invoice.resolved is shown; the others follow the outputs of the API's pipelines.",
    },
    {
      key: "envelope.invoice.resolved",
      value: "line_items, provenance and validation_trace",
      why: 'The sample breaks off at "line_item; provenance and validation traces are promised without names.',
    },
    {
      key: "headers.content-type",
      value: "application/json",
      why: "The handler parses JSON; no header is listed.",
    },
    {
      key: "delivery.schedule",
      value: "28 attempts: 5s, 30s, 2m, 10m, 1h, then every hour until 24h after the first",
      why: '"(up to 24h)" could also mean that the listed five are all: 6 attempts in 4355 s.',
    },
    {
      key: "event.id",
      value: "event_id, the same on every attempt",
      why: "Unique ids for deduplication are documented.",
    },
    { key: "secret.generated", value: "64 hexadecimal characters", why: "No form or length is stated." },
    {
      key: "rotation.overlap",
      value: "none: the old secret stops at once",
      why: "Rotation is not mentioned.",
    },
    { key: "endpoint.active", value: "can be switched off", why: "Not stated." },
  ],
}
