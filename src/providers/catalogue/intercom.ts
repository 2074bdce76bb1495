import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"

const WEBHOOKS = "https://developers.intercom.com/docs/webhooks"
const NOTIFICATIONS = "https://developers.intercom.com/docs/webhooks/webhook-notifications"
const SIGNED = "https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications"
const TOPICS = "https://developers.intercom.com/docs/references/2.5/webhooks/webhook-models"

const contact: JsonObject = {
  type: "contact",
  id: "{hex:24#contact}",
  workspace_id: "a86dr8yl",
  external_id: "25",
  role: "user",
  email: "maya@company.com",
  name: "Maya Lindqvist",
  phone: null,
  avatar: null,
  owner_id: null,
  has_hard_bounced: false,
  marked_email_as_spam: false,
  unsubscribed_from_emails: false,
  created_at: "{now-s}",
  updated_at: "{now-s}",
  signed_up_at: "{now-s}",
  custom_attributes: {},
}

const conversation: JsonObject = {
  type: "conversation",
  id: "{digits:15}",
  created_at: "{now-s}",
  updated_at: "{now-s}",
  title: null,
  state: "open",
  open: true,
  read: false,
  priority: "not_priority",
  waiting_since: "{now-s}",
  source: {
    type: "conversation",
    id: "{digits:10}",
    delivered_as: "customer_initiated",
    subject: "",
    body: "<p>I cannot log in.</p>",
    author: { type: "user", id: "{hex:24#contact}", name: "Maya Lindqvist", email: "maya@company.com" },
    attachments: [],
    url: "https://company.com/login",
  },
  contacts: { type: "contact.list", contacts: [{ type: "contact", id: "{hex:24#contact}" }] },
  teammates: { type: "admin.list", admins: [] },
  conversation_parts: { type: "conversation_part.list", conversation_parts: [], total_count: 0 },
  tags: { type: "tag.list", tags: [] },
}

const reply = (author: JsonObject, body: string): JsonObject => ({
  ...conversation,
  conversation_parts: {
    type: "conversation_part.list",
    conversation_parts: [
      {
        type: "conversation_part",
        id: "{digits:10}",
        part_type: "comment",
        body,
        created_at: "{now-s}",
        updated_at: "{now-s}",
        author,
        attachments: [],
      },
    ],
    total_count: 1,
  },
})

/** Intercom's webhook topics. */
export const intercom = defineProvider({
  id: "intercom",
  name: "Intercom",
  sources: [SIGNED, WEBHOOKS, NOTIFICATIONS, TOPICS],
  evidence: "x-hub-signature 2.1.3, a third party's package, accepts it",
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature", "sha1={signature}"]],
  },
  headers: [
    ["User-Agent", "intercom-parrot-service-client/1.0"],
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
  ],
  events: [
    {
      type: "conversation.user.created",
      title: "A user started a conversation",
      sample: conversation,
    },
    {
      type: "conversation.user.replied",
      title: "A user replied to a conversation",
      sample: reply(
        { type: "user", id: "{hex:24#contact}", name: "Maya Lindqvist", email: "maya@company.com" },
        "<p>Now it works.</p>",
      ),
    },
    {
      type: "conversation.admin.replied",
      title: "An admin replied to a conversation",
      sample: reply(
        { type: "admin", id: "{digits:7}", name: "John Smith", email: "john@company.com" },
        "<p>Please try again now.</p>",
      ),
    },
    { type: "contact.user.created", title: "A user was created", sample: contact },
    {
      type: "ping",
      title: "A test, sent when a webhook is set up or on request",
      status: "test-only",
      sample: { type: "ping", message: "something something interzen" },
    },
  ],
  envelope: {
    type: "notification_event",
    app_id: "a86dr8yl",
    data: { type: "notification_event_data", item: "{data}" },
    links: {},
    id: "{id}",
    topic: "{event}",
    delivery_status: "pending",
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: "{now-s}",
    created_at: "{now-s}",
    self: null,
  },
  eventId: "notif_{uuid}",
  names: { event: { path: "topic" }, id: { path: "id" } },
  testEvent: "ping",
  handshakes: [
    {
      id: "probe",
      title: "A HEAD request that sees whether the URL answers",
      request: { method: "HEAD", signature: "none" },
      answer: { status: 200 },
      certainty: "assumed",
      source: WEBHOOKS,
    },
  ],
  delivery: {
    timeout: { value: "5s", assumed: "Known from guides; not read on a page of Intercom." },
    retries: {
      value: ["1m"],
      assumed: "Known from guides: one more attempt a minute later.",
      source: NOTIFICATIONS,
    },
  },
  manage: "https://app.intercom.com/a/apps/_/developer-hub",
  assumptions: [
    {
      key: "signature.key",
      value: "the app's client secret as text",
      why: "The page that describes the signature is older and names a hub_secret.",
    },
    { key: "handshake.probe", value: "HEAD, answered with 200", why: "Known from guides." },
    {
      key: "envelope",
      value: "the fields of the page's example and what receivers parse",
      why: "The example is an older one and shorter.",
    },
    { key: "envelope.item", value: "the main fields of each object", why: "Real payloads carry more." },
    {
      key: "envelope.delivery-attempts",
      value: "delivery_attempts stays 1",
      why: "Every attempt has the same bytes here.",
    },
  ],
})
