import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const DOCS = "https://developers.notion.com/reference/webhooks"
const EVENTS = "https://developers.notion.com/reference/webhooks-events-delivery"
const HOOKDECK =
  "https://hookdeck.com/webhooks/platforms/how-to-secure-and-verify-notion-webhooks-with-hookdeck"

const parent = { id: "{uuid}", type: "page" }

/** Notion's integration webhooks. */
export const notion = defineProvider({
  id: "notion",
  name: "Notion",
  sources: [DOCS, EVENTS, HOOKDECK],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Notion-Signature", "sha256={signature}"]],
  },
  secret: { generate: secretText("secret_", 43) },
  events: [
    { type: "page.created", title: "A page was created", sample: { parent } },
    {
      type: "page.content_updated",
      title: "The content of a page was changed",
      sample: { parent, updated_blocks: [{ id: "{uuid}", type: "block" }] },
    },
    {
      type: "page.properties_updated",
      title: "A property of a page was changed",
      sample: { parent, updated_properties: ["title"] },
    },
    { type: "page.deleted", title: "A page was moved to the trash", sample: { parent } },
  ],
  envelope: {
    id: "{id}",
    timestamp: "{now-iso}",
    workspace_id: "{uuid}",
    workspace_name: "Acme",
    subscription_id: "{uuid}",
    integration_id: "{uuid}",
    type: "{event}",
    authors: [{ id: "{uuid}", type: "person" }],
    accessible_by: [],
    attempt_number: 1,
    entity: { id: "{uuid}", type: "page" },
    data: "{data}",
  },
  names: { event: { path: "type" }, id: { path: "id" } },
  handshakes: [
    {
      id: "verification-token",
      title: "The first request, unsigned, carries the token that signs all later ones",
      request: { method: "POST", body: { verification_token: "{challenge}" }, signature: "none" },
      answer: { status: 200 },
      becomesSecret: true,
      certainty: "assumed",
      source: HOOKDECK,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "5m", "15m", "1h", "3h", "6h", "12h"],
      assumed: "Retries with exponential backoff for about a day are known; the intervals are not published.",
      source: EVENTS,
    },
  },
  manage: "https://www.notion.so/profile/integrations",
  assumptions: [
    {
      key: "signature.header",
      value: "X-Notion-Signature: sha256=…",
      why: "Described so by others; the part of the provider's page that says it was not read.",
    },
    { key: "signature.encoding", value: "hex", why: "As the header." },
    { key: "signature.key", value: "utf8: the verification token as it stands", why: "As the header." },
    {
      key: "envelope.data",
      value: "the main fields of each event",
      why: "The fields follow the documented events; values are made up.",
    },
  ],
})
