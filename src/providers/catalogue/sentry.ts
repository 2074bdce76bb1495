import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"

const WEBHOOKS = "https://docs.sentry.io/integrations/integration-platform/webhooks/"
const TIMEOUT = "https://sentry.io/changelog/2023-10-3-change-to-integration-platform-webhook-handling"

const automatically: JsonObject = { type: "application", id: "sentry", name: "Sentry" }
const byUser: JsonObject = { type: "user", id: 25, name: "Maya Lindqvist" }

const issue: JsonObject = {
  url: "https://sentry.io/api/0/organizations/company/issues/{digits:10#issue}/",
  web_url: "https://company.sentry.io/issues/{digits:10#issue}/",
  project_url: "https://company.sentry.io/issues/?project=4509877862268928",
  id: "{digits:10#issue}",
  shareId: null,
  shortId: "DIASPORA-{upper:2}",
  title: "ReferenceError: heck is not defined",
  culprit: "app/reading_time",
  permalink: "https://company.sentry.io/issues/{digits:10#issue}/",
  logger: null,
  level: "error",
  status: "unresolved",
  statusDetails: {},
  substatus: "new",
  isPublic: false,
  platform: "javascript",
  project: { id: "4509877862268928", name: "diaspora", slug: "diaspora", platform: "javascript" },
  type: "error",
  metadata: { type: "ReferenceError", value: "heck is not defined", filename: "reading_time.js" },
  numComments: 0,
  assignedTo: null,
  isBookmarked: false,
  isSubscribed: false,
  hasSeen: false,
  annotations: [],
  issueType: "error",
  issueCategory: "error",
  priority: "high",
  isUnhandled: true,
  count: "3",
  userCount: 2,
  firstSeen: "{now-iso}",
  lastSeen: "{now-iso}",
}

const event: JsonObject = {
  event_id: "{hex:32#event}",
  project: 4_509_877_862_268_928,
  platform: "javascript",
  level: "error",
  type: "error",
  title: "ReferenceError: heck is not defined",
  culprit: "app/reading_time",
  location: "reading_time.js",
  message: "",
  datetime: "{now-iso}",
  timestamp: "{now-s}",
  received: "{now-s}",
  metadata: { type: "ReferenceError", value: "heck is not defined", filename: "reading_time.js" },
  exception: {
    values: [
      {
        type: "ReferenceError",
        value: "heck is not defined",
        mechanism: { type: "onerror", handled: false },
        stacktrace: {
          frames: [
            {
              abs_path: "https://company.com/reading_time.js",
              filename: "reading_time.js",
              function: "readingTime",
              in_app: true,
              lineno: 3,
              colno: 5,
            },
          ],
        },
      },
    ],
  },
  fingerprint: ["{{ default }}"],
  release: null,
  tags: [
    ["browser", "Firefox 148.0"],
    ["level", "error"],
    ["handled", "no"],
  ],
  user: { ip_address: "203.0.113.25" },
  url: "https://sentry.io/api/0/projects/company/diaspora/events/{hex:32#event}/",
  web_url: "https://company.sentry.io/issues/{digits:10#issue}/events/{hex:32#event}/",
  issue_url: "https://sentry.io/api/0/issues/{digits:10#issue}/",
  issue_id: "{digits:10#issue}",
}

/** Sentry's integration platform; its older service hooks sign otherwise. */
export const sentry = defineProvider({
  id: "sentry",
  name: "Sentry",
  sources: [WEBHOOKS, TIMEOUT],
  evidence: "@hookflo/tern 4.1.0, a third party's package, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      // The time is sent beside the signature and not signed.
      ["Sentry-Hook-Timestamp", "{timestamp}"],
      ["Sentry-Hook-Signature", "{signature}"],
    ],
    timestamp: { unit: "s" },
  },
  headers: [
    ["User-Agent", "sentry/26.1.0 (https://sentry.io)"],
    ["Content-Type", "application/json"],
    ["Request-ID", "{id}"],
    ["Sentry-Hook-Resource", "{event}"],
  ],
  events: [
    {
      type: "issue",
      title: "An issue was created, resolved, assigned, archived or unresolved",
      sample: { action: "created", actor: automatically, data: { issue } },
    },
    {
      type: "event_alert",
      title: "The rule of an issue alert was triggered",
      sample: {
        action: "triggered",
        actor: automatically,
        data: {
          event,
          triggered_rule: "Errors in production",
          issue_alert: { title: "Errors in production", settings: [{ name: "channel", value: "#alerts" }] },
        },
      },
    },
    {
      type: "error",
      title: "An error was recorded",
      sample: { action: "created", actor: automatically, data: { error: event } },
    },
    {
      type: "comment",
      title: "A comment on an issue was made, changed or deleted",
      sample: {
        action: "created",
        actor: byUser,
        data: {
          comment: "Seen again after the release",
          project_slug: "diaspora",
          comment_id: "{int:1000-99999}",
          issue_id: "{int:1000000-99999999}",
          timestamp: "{now-iso}",
        },
      },
    },
    {
      type: "installation",
      title: "The integration was installed or removed",
      sample: {
        action: "created",
        actor: byUser,
        data: {
          installation: {
            status: "pending",
            organization: { slug: "company" },
            app: { uuid: "{uuid}", slug: "diaspora-alerts" },
            code: "{hex:64}",
            uuid: "{uuid}",
          },
        },
      },
    },
  ],
  envelope: { installation: { uuid: "24b397fc-a86e-43ef-9297-949e21b82480" }, "...": "{data}" },
  names: { event: { header: "Sentry-Hook-Resource" }, id: { header: "Request-ID" } },
  delivery: {
    timeout: { value: "1s" },
    retries: {
      value: [],
      assumed: "No retries are described; 1000 timeouts within 24 hours end the subscription.",
      source: TIMEOUT,
    },
  },
  manage: "https://sentry.io/settings/developer-settings/",
  assumptions: [
    {
      key: "signature.body",
      value: "raw",
      why: "The page's samples hash the parsed body printed again; what Sentry hashes are the bytes it sends.",
    },
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry more." },
    { key: "headers.user-agent", value: "sentry/26.1.0", why: "The version varies; not documented." },
  ],
})
