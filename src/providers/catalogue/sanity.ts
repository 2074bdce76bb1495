import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const WEBHOOKS = "https://www.sanity.io/docs/compute-and-ai/webhooks"
const TOOLKIT = "https://github.com/sanity-io/webhook-toolkit"
const RETRIES = "https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132"

const DOCUMENT_ID = "8d1c2f0a-5b7e-4d3f-9a61-2c4e6f8b0d13"

function post(title: string): JsonObject {
  return {
    _createdAt: "{now-iso-seconds:-1d}",
    _id: DOCUMENT_ID,
    _rev: "{base62:22}",
    _type: "post",
    _updatedAt: "{now-iso-seconds}",
    author: { _ref: "{uuid}", _type: "reference" },
    publishedAt: "{now-iso}",
    slug: { _type: "slug", current: "hello-world" },
    title,
  }
}

/** Sanity's GROQ-powered webhooks; without a projection the body is the document. */
export const sanity = defineProvider({
  id: "sanity",
  name: "Sanity",
  sources: [WEBHOOKS, TOOLKIT, RETRIES],
  evidence: "@sanity/webhook 4.0.4 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64url",
    headers: [["sanity-webhook-signature", "t={timestamp},v1={signature}"]],
    unsigned: [],
    // Sanity's own library does not judge the age.
    timestamp: { unit: "ms" },
  },
  secret: { optional: true, generate: (random) => Buffer.from(random).toString("base64url") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Sanity.io webhook delivery"],
    ["idempotency-key", "{id}"],
    ["sanity-transaction-id", "{uuid}"],
    ["sanity-transaction-time", "{now-iso}"],
    ["sanity-dataset", "production"],
    ["sanity-document-id", DOCUMENT_ID],
    ["sanity-project-id", "zp7mbokg"],
    ["sanity-webhook-id", "aBcD1234efGH5678"],
    ["sanity-operation", "{event}"],
  ],
  events: [
    { type: "create", title: "A document was created", sample: post("Hello world") },
    { type: "update", title: "A document was changed", sample: post("Hello again") },
    { type: "delete", title: "A document was deleted", sample: post("Hello world") },
  ],
  names: { event: { header: "sanity-operation" }, id: { header: "idempotency-key" } },
  delivery: {
    timeout: { value: "30s" },
    retries: { value: ["30s", "30s"], source: `After 429 and 5xx only: ${RETRIES}` },
  },
  manage: "https://www.sanity.io/manage",
  assumptions: [
    {
      key: "headers.sanity",
      value: "the ids of an invented project, dataset and document",
      why: "They name nothing that is there.",
    },
    {
      key: "headers.transaction-time",
      value: "the time of the attempt",
      why: "Sanity keeps the time of the change on every retry.",
    },
    {
      key: "envelope",
      value: "a post",
      why: "The document's type and the projection are the user's own.",
    },
  ],
})
