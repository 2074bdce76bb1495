import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"
import { secretBase64 } from "./shared-samples.ts"

const VERIFYING = "https://developer.zendesk.com/documentation/webhooks/verifying/"
const ANATOMY = "https://developer.zendesk.com/documentation/webhooks/anatomy-of-a-webhook-request"
const USER_EVENTS = "https://developer.zendesk.com/api-reference/webhooks/event-types/user-events"
const MONITORING = "https://developer.zendesk.com/documentation/webhooks/creating-and-monitoring-webhooks"

const ticket: JsonObject = {
  id: "{digits:5#ticket}",
  subject: "I cannot log in",
  description: "It says that my account does not exist.",
  status: "NEW",
  priority: "HIGH",
  type: "incident",
  is_public: true,
  requester_id: "{digits:11}",
  submitter_id: "{digits:11}",
  actor_id: "{digits:11#actor}",
  assignee_id: null,
  group_id: "{digits:8}",
  organization_id: null,
  brand_id: "{digits:8}",
  form_id: "{digits:8}",
  external_id: null,
  custom_status: "{digits:8}",
  tags: ["login"],
  via: { channel: "web_service" },
  created_at: "{now-iso-seconds}",
  updated_at: "{now-iso-seconds}",
}

const aboutTicket = { zendesk_event_version: "2022-11-06", subject: "zen:ticket:{digits:5#ticket}" }

/** Zendesk webhooks that are subscribed to events; those of triggers have whatever body their owner wrote. */
export const zendesk = defineProvider({
  id: "zendesk",
  name: "Zendesk",
  sources: [VERIFYING, ANATOMY, USER_EVENTS, MONITORING],
  evidence:
    "An older page had the body before the timestamp; the value it published verifies in that order only",
  scheme: {
    algorithm: "hmac-sha256",
    // It looks like base64 and is a key as it stands.
    key: { decoding: "utf8" },
    content: "{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["X-Zendesk-Webhook-Signature", "{signature}"],
      ["X-Zendesk-Webhook-Signature-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "iso" },
  },
  secret: { generate: secretBase64 },
  knownSecrets: [
    {
      name: "tests of a webhook that is not created yet",
      value: "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
    },
  ],
  headers: [
    ["User-Agent", "Zendesk Webhook"],
    ["Content-Type", "application/json; charset=utf-8"],
    ["X-Zendesk-Account-Id", "123456"],
    ["X-Zendesk-Webhook-Id", "01F1KRFQ6BG29CNWFR60NK5FNY"],
    ["X-Zendesk-Webhook-Invocation-Id", "{uuid}"],
  ],
  events: [
    {
      type: "zen:event-type:ticket.created",
      title: "A ticket was created",
      sample: { ...aboutTicket, detail: ticket, event: {} },
    },
    {
      type: "zen:event-type:ticket.status_changed",
      title: "The status of a ticket changed",
      sample: {
        ...aboutTicket,
        detail: { ...ticket, status: "OPEN" },
        event: { current: "OPEN", previous: "NEW" },
      },
    },
    {
      type: "zen:event-type:ticket.comment_added",
      title: "A comment was added to a ticket",
      sample: {
        ...aboutTicket,
        detail: { ...ticket, status: "OPEN" },
        event: {
          comment: {
            id: "{digits:13}",
            body: "Please try again now.",
            is_public: true,
            author: { id: "{digits:11#actor}", is_staff: true, name: "Maya Lindqvist" },
          },
        },
      },
    },
    {
      type: "zen:event-type:user.created",
      title: "A user was created",
      sample: {
        zendesk_event_version: "2022-06-20",
        subject: "zen:user:{digits:11#user}",
        detail: {
          id: "{digits:11#user}",
          email: "maya@company.com",
          external_id: "",
          role: "end-user",
          organization_id: "{digits:8}",
          default_group_id: "{digits:8}",
          created_at: "{now-iso-seconds}",
          updated_at: "{now-iso-seconds}",
        },
        event: {},
      },
    },
  ],
  envelope: { type: "{event}", account_id: 123456, id: "{id}", time: "{now-iso}", "...": "{data}" },
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "10s", assumed: "Known from guides; not read on a page of Zendesk." },
    retries: {
      value: [],
      assumed: "Only 409, timeouts, and 429 or 503 with Retry-After are said to be tried again a few times.",
      source: MONITORING,
    },
  },
  manage: "https://support.zendesk.com/hc/en-us/articles/4408839108378",
  assumptions: [
    {
      key: "headers.timestamp",
      value: "milliseconds in X-Zendesk-Webhook-Signature-Timestamp",
      why: "The page's example has whole seconds; it is signed as text either way.",
    },
    { key: "headers.invocation-id", value: "a UUID", why: "The page's example is a number." },
    { key: "headers.user-agent", value: "Zendesk Webhook", why: "Not documented." },
    {
      key: "envelope",
      value: "{type, account_id, id, time, zendesk_event_version, subject, detail, event}",
      why: "The names of user events and of their detail are documented; the rest follows what receivers parse.",
    },
  ],
})
