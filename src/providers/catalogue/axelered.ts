import { parseDuration } from "../../domain/duration.ts"
import { comingSoon, live } from "../event-type.ts"
import type { Provider } from "../provider.ts"
import { isoSeconds } from "../sample.ts"
import { secretWhsecText } from "./shared-samples.ts"

const DOCS = "https://docs.axelered.com/webhooks"

/** Axelered workspace webhooks. */
export const axelered: Provider = {
  id: "axelered",
  name: "Axelered",
  sources: [DOCS],
  scheme: {
    id: "axelered",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Axelered-Signature", "{signature}"]],
    alsoAccepts: [
      { template: "sha256={signature}", digest: "hex" },
      { template: "{signature}", digest: "base64" },
    ],
  },
  secret: { warnBelow: 16, generate: secretWhsecText },
  headers: [["Content-Type", "application/json"]],
  events: [
    live(
      "process.completed",
      "A stateless processing run reached a terminal state (done or failed)",
      (context) => ({
        id: context.uuid(7),
        status: "done",
        files: ["invoice.pdf"],
      }),
    ),
    comingSoon(
      "document.ready",
      "A document in a persistent collection has finished indexing",
      (context) => ({
        id: context.uuid(7),
        collectionId: context.uuid(7),
        name: "contract.pdf",
      }),
    ),
  ],
  dataKey: "data",
  envelope: ({ id, type, timeMs, data }) => ({
    id,
    type,
    createdAt: isoSeconds(timeMs),
    workspaceId: "018f8e02-0000-7000-8000-000000000001",
    data,
  }),
  newEventId: (context) => `evt_${context.characters(24)}`,
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 10_000,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: ["30s", "1m", "2m", "4m", "8m"].map(parseDuration),
      certainty: "assumed",
      source: `Exponential backoff is documented, its numbers are not: ${DOCS}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Axelered only delivers to https:// endpoints",
    hasActiveFlag: false,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "api",
    dialect: "axelered",
    baseUrl: "https://api.axelered.com/v1",
    operations: {
      create: "documented",
      list: "assumed",
      get: "assumed",
      update: "assumed",
      rotate: "assumed",
      delete: "assumed",
    },
  },
  assumptions: [
    { key: "signature.encoding", value: "hex", why: "The page says HMAC-SHA256 and shows no value." },
    {
      key: "signature.prefix",
      value: "",
      why: "Not shown; sha256= and base64 are accepted as well when verifying.",
    },
    {
      key: "signature.body",
      value: "raw",
      why: "The page says that every delivery is signed, not over which bytes.",
    },
    {
      key: "signature.key",
      value: "the whole secret as UTF-8 text",
      why: "The sample secret begins with whsec_; whether that is taken off and decoded is not said.",
    },
    { key: "signature.timestamp", value: "none", why: "No timestamp header or replay window is documented." },
    {
      key: "envelope",
      value: "{id, type, createdAt, workspaceId, data}",
      why: "No payload is shown; data follows the process-run object of the API (id, status, files).",
    },
    {
      key: "envelope.document.ready",
      value: "{id, collectionId, name}",
      why: "Announced without a payload.",
    },
    { key: "headers.content-type", value: "application/json", why: "The page says a signed JSON payload." },
    { key: "delivery.timeout", value: "10s", why: "A timeout window of unstated length is documented." },
    {
      key: "delivery.schedule",
      value: "6 attempts: 30s, 1m, 2m, 4m, 8m apart",
      why: "Exponential backoff and a final failure are documented, no numbers.",
    },
    { key: "secret.length", value: "a warning below 16 characters", why: "No length rule is stated." },
    {
      key: "rotation.overlap",
      value: "none: the old secret stops at once",
      why: "Rotation is an update; overlap is not mentioned.",
    },
    {
      key: "endpoint.active",
      value: "no such flag",
      why: "The list shows active subscriptions only; no switch is documented.",
    },
    {
      key: "management.paths",
      value: "GET, PATCH and DELETE /w/{workspace_id}/webhooks[/{webhook_id}]",
      why: "List, read, update and delete are named; only the path of create is shown.",
    },
    {
      key: "management.answers",
      value: '{"status":"ok","data":…}; errors {"detail":…}; create answers 200 or 201',
      why: "Taken over from the API-key pages of the same API.",
    },
  ],
}
