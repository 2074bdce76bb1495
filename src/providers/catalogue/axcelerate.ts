import { axcelerateEvents } from "./axcelerate-events.ts"
import type { Provider } from "../provider.ts"
import { secretHex } from "./shared-samples.ts"

const HELP = "https://support.axcelerate.com.au/hc/en-gb/articles/12411698043791-Webhooks"
const DEVELOPER = "https://developer.axcelerate.com/docs/Webhooks"
const WEBHOOKS_PAGE = "Go to Settings → Webhooks (you need administrator rights)."

/** aXcelerate webhooks. */
export const axcelerate: Provider = {
  id: "axcelerate",
  name: "aXcelerate",
  sources: [HELP, DEVELOPER],
  scheme: {
    id: "axcelerate",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["Ax-Signature-Version", "1"],
      ["Ax-Signature", "{signature}"],
    ],
    unsigned: [
      ["Ax-Signature-Version", "0"],
      ["Ax-Signature", ""],
    ],
  },
  secret: { optional: true, generate: secretHex },
  headers: [["Content-Type", "application/json"]],
  events: axcelerateEvents,
  dataKey: "message",
  envelope: ({ type, id, timeMs, data }) => ({
    type,
    message: data,
    clientId: 12345678,
    messageId: id,
    timestamp: new Date(timeMs).toISOString(),
  }),
  newEventId: (context) => context.uuid(5),
  names: { event: { path: "type" }, id: { path: "messageId" } },
  // The published list may have grown since it was read.
  unknownEvents: {
    accept: "dotted",
    sample: (type, context) => ({ [type.split(".")[0]!]: { id: context.integer(1000, 99_999) } }),
  },
  delivery: {
    success: "2xx",
    timeoutMs: 30_000,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: Array.from({ length: 20 }, (_, retry) => 1000 * 2 ** retry),
      certainty: "assumed",
      source: `20 retries, "1 second after the first failure, 2 after the second, 4 after the third", no cap: ${HELP}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "aXcelerate: the Target URL includes the protocol portion, https://",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "dashboard",
    url: HELP,
    steps: {
      create: [
        "Once per account: enable webhooks under System Settings → Web & Other Integrations.",
        WEBHOOKS_PAGE,
        "Click New Webhook.",
        "Enter a Name and the Target URL, including https://.",
        "Select the Event Type; add one webhook for each event type.",
        "Enter a private key to have deliveries signed; without one they carry version 0 and no signature.",
        "Click Save.",
      ],
      list: [WEBHOOKS_PAGE],
      update: [WEBHOOKS_PAGE, "Click the name of the webhook, change it and click Save."],
      rotate: [WEBHOOKS_PAGE, "Click the name of the webhook.", "Enter a new private key and click Save."],
      test: [],
      deliveries: [
        "Go to Web & Other Integrations.",
        "Click the name of the webhook.",
        "Scroll to Recent Activity for the delivery status and the payload.",
      ],
      replay: [],
      delete: [],
    },
  },
  assumptions: [
    {
      key: "signature.algorithm",
      value: "HMAC-SHA256 with the private key as UTF-8 text",
      why: "The pages say sha256 with the private key; receivers published by others use HMAC.",
    },
    {
      key: "signature.encoding",
      value: "hex",
      why: "Seen in a published receiver; the pages show no value.",
    },
    { key: "signature.prefix", value: "", why: "Seen in a published receiver; the pages show no value." },
    { key: "signature.body", value: "raw", why: "Seen in a published receiver." },
    {
      key: "events.names",
      value: "38 names; any other namespace.name is taken with a warning",
      why: "One name stands on the developer page; the others come from a public copy of the API reference.",
    },
    {
      key: "envelope.message",
      value: "{contact}, {enrolment}, {workshop} … with ids only",
      why: "Paths of contacts, workshops and enrolments are read by published receivers; the others follow their pattern.",
    },
    {
      key: "envelope.ids",
      value: "numbers",
      why: "Published receivers coerce them, so strings are possible.",
    },
    {
      key: "envelope.placeholders",
      value: 'class.id, and the status "Tentative"',
      why: "No page shows a class id or lists the status words.",
    },
    {
      key: "event.id",
      value: "messageId, the same on every attempt",
      why: "A message id is documented, its use is not.",
    },
    {
      key: "headers.content-type",
      value: "application/json",
      why: "The payload is JSON; no header is listed.",
    },
    { key: "delivery.timeout", value: "30s", why: "No timeout is stated." },
    {
      key: "delivery.schedule",
      value: "21 attempts: 1s, 2s, 4s … doubling to 524288s",
      why: "20 retries are documented, the doubling by example; no cap is stated.",
    },
    { key: "delivery.after-last", value: "marked failed, stays active", why: "Not stated." },
    {
      key: "secret.length",
      value: "any",
      why: "The key is optional and supplied by the user; no rule is stated.",
    },
    { key: "rotation.overlap", value: "none: the old key stops at once", why: "Not stated." },
    {
      key: "endpoint.https",
      value: "required",
      why: "The page tells to type https://; it does not say that http is refused.",
    },
    { key: "endpoint.active", value: "can be switched off", why: "Not stated." },
    {
      key: "endpoint.events",
      value: "several event types for one endpoint",
      why: "The form takes one event type for each webhook; the developer page speaks of event listeners.",
    },
    {
      key: "management.update",
      value: "by opening the webhook",
      why: "Only its Recent Activity is described.",
    },
  ],
}
