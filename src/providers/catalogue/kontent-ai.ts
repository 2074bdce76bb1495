import { defineProvider } from "../define-provider.ts"
import { secretBase64 } from "./shared-samples.ts"

const DOCS = "https://kontent.ai/learn/docs/webhooks"
const VALIDATE = "https://kontent.ai/learn/docs/webhooks/webhooks/javascript"
const HELPER = "https://github.com/kontent-ai/webhook-helper-js"

const system = { id: "{uuid}", last_modified: "{now-iso}" }

const item = {
  ...system,
  name: "This changes everything!",
  codename: "this_changes_everything_",
  collection: "marketing",
  workflow: "default",
  language: "default",
  type: "product_update",
}

/** Kontent.ai webhooks; the older ones with X-KC-Signature are left out. */
export const kontentAi = defineProvider({
  id: "kontent-ai",
  name: "Kontent.ai",
  sources: [DOCS, VALIDATE, HELPER],
  evidence: "@kontent-ai/webhook-helper 3.0.3 accepts it, and its test's signature is reproduced",
  scheme: {
    algorithm: "hmac-sha256",
    // The secret looks like base64 and is a key as it stands.
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Kontent-ai-Signature", "{signature}"]],
  },
  secret: { generate: secretBase64 },
  events: [
    {
      type: "content_item.published",
      title: "A content item was published",
      sample: {
        data: { system: { ...item, workflow_step: "published" } },
        message: {
          environment_id: "{uuid}",
          object_type: "content_item",
          action: "published",
          delivery_slot: "published",
        },
      },
    },
    {
      type: "content_item.workflow_step_changed",
      title: "A content item moved to another step of its workflow",
      sample: {
        data: { system: { ...item, workflow_step: "review" } },
        message: {
          environment_id: "{uuid}",
          object_type: "content_item",
          action: "workflow_step_changed",
          delivery_slot: "preview",
          action_context: { previous_workflow: "default", previous_workflow_step: "draft" },
        },
      },
    },
    {
      type: "asset.created",
      title: "An asset was created",
      sample: {
        data: { system: { ...system, name: "Header image", codename: "header_image" } },
        message: {
          environment_id: "{uuid}",
          object_type: "asset",
          action: "created",
          delivery_slot: "published",
        },
      },
    },
  ],
  envelope: { notifications: ["{data}"] },
  names: {
    event: { cases: [{ type: "{notifications.0.message.object_type}.{notifications.0.message.action}" }] },
  },
  delivery: {
    timeout: { value: "30s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "5m", "30m", "2h", "12h", "24h"],
      assumed: "Failed deliveries are retried by a retry policy whose numbers were not read.",
      source: DOCS,
    },
  },
  manage: "https://app.kontent.ai",
  assumptions: [
    {
      key: "envelope.whitespace",
      value: "compact JSON",
      why: "Kontent.ai indents its JSON by two spaces and breaks lines with CRLF, as its helper expects.",
    },
  ],
})
