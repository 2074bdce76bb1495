import { live, testOnly } from "../event-type.ts"
import type { EventType, Provider } from "../provider.ts"
import { isoSeconds, type SampleContext } from "../sample.ts"
import { ADMIN_EMAIL, PEOPLE, secretHex } from "./shared-samples.ts"

const DOCS = "https://docs.axiestudio.se/docs/enterprise/webhooks"
const WEBHOOKS_PAGE = "Open Dashboard → Enterprise → Webhooks."

const userId = (context: SampleContext): string => `user_${context.characters(6)}`

const events: readonly EventType[] = [
  live("user.created", "New team member added to the enterprise", (context) => {
    const { email, name } = context.pick(PEOPLE)
    const inviter = ADMIN_EMAIL
    return { userId: userId(context), email, name, role: "user", invitedBy: inviter, invitedByEmail: inviter }
  }),
  live("user.updated", "Team member profile or settings updated", (context) => {
    const { email, name } = context.pick(PEOPLE)
    return { userId: userId(context), email, name, role: "user", updatedFields: ["name", "role"] }
  }),
  live("user.deleted", "Team member removed from the enterprise", (context) => {
    const { email } = context.pick(PEOPLE)
    return { userId: userId(context), email, deletedBy: ADMIN_EMAIL }
  }),
  live("role.changed", "Team member role changed (owner, admin or user)", (context) => {
    const { email } = context.pick(PEOPLE)
    return { userId: userId(context), email, oldRole: "user", newRole: "admin", changedBy: ADMIN_EMAIL }
  }),
  live("enterprise.created", "Enterprise account created", () => ({
    name: "Company Inc",
    createdBy: ADMIN_EMAIL,
  })),
  live("enterprise.updated", "Enterprise settings or configuration updated", () => ({
    updatedFields: ["name"],
    updatedBy: ADMIN_EMAIL,
  })),
  live("settings.updated", "Enterprise settings changed", () => ({
    updatedFields: ["branding"],
    updatedBy: ADMIN_EMAIL,
  })),
  testOnly("webhook.test", "Sent by the Test button only; cannot be subscribed to", () => ({
    message: "This is a test webhook",
  })),
]

/** Axie Studio enterprise webhooks. */
export const axiestudio: Provider = {
  id: "axiestudio",
  name: "Axie Studio",
  sources: [DOCS],
  scheme: {
    id: "axiestudio",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    // The prose and the troubleshooting list say the raw body, the sample says JSON.stringify(req.body).
    bodyForms: ["raw", "reserialised"],
    digest: "hex",
    headers: [
      ["X-Webhook-Event", "{event}"],
      ["X-Webhook-Signature", "sha256={signature}"],
      ["X-Webhook-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s" },
  },
  secret: { minLength: 32, generate: secretHex },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "AxieStudio-Webhook/1.0"],
  ],
  events,
  dataKey: "data",
  envelope: ({ type, timeMs, data }) => ({
    event: type,
    timestamp: isoSeconds(timeMs),
    version: "v1",
    enterpriseId: "ent_abc123",
    data,
  }),
  newEventId: (context) => `evt_${context.characters(16)}`,
  names: { event: { header: "X-Webhook-Event" } },
  testEvent: "webhook.test",
  delivery: {
    success: [200],
    timeoutMs: 30_000,
    timeoutCertainty: "exact",
    schedule: { delaysMs: [2000, 4000, 8000, 16_000], certainty: "exact", source: DOCS },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Axie Studio: the webhook URL must start with https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "dashboard",
    url: DOCS,
    steps: {
      create: [
        WEBHOOKS_PAGE,
        "Click Create.",
        "Enter the webhook URL (it must start with https://) and select the events.",
        "Leave Secret blank to have one made, or enter your own of at least 32 characters.",
        "Leave Active on and click Create Webhook.",
        "Copy the secret now: it is shown only once.",
      ],
      list: [WEBHOOKS_PAGE, "Search, or filter by All, Active or Inactive."],
      update: [
        WEBHOOKS_PAGE,
        "Click Edit on the webhook.",
        "Change the URL, the events or Active, and click Save: it takes effect at once.",
      ],
      rotate: [
        WEBHOOKS_PAGE,
        "Click Rotate Secret on the webhook.",
        "Copy the new secret now, it is shown only once; the old one stops working.",
      ],
      test: [
        WEBHOOKS_PAGE,
        "Click Test on the webhook: it sends webhook.test.",
        "The result is shown on the page.",
      ],
      deliveries: [WEBHOOKS_PAGE, "Click View History on the webhook."],
      replay: [
        WEBHOOKS_PAGE,
        "Click View History on the webhook.",
        "Click Replay on the failed delivery: it is sent again at once.",
      ],
      delete: [WEBHOOKS_PAGE, "Click Delete on the webhook and confirm: it is gone for good."],
    },
  },
  assumptions: [
    {
      key: "headers.content-type",
      value: "application/json",
      why: "The page lists no Content-Type; its handler uses express.json(), which needs this one.",
    },
    {
      key: "envelope.enterprise-events",
      value:
        "enterprise.created {name, createdBy}; enterprise.updated and settings.updated {updatedFields, updatedBy}",
      why: "The page shows no payload for these three; the fields follow the other events.",
    },
    {
      key: "signature.body",
      value: "raw body first, then JSON.stringify(JSON.parse(body))",
      why: "The prose says raw body, the sample code re-serialises; both agree on compact JSON.",
    },
    {
      key: "timestamp.meaning",
      value: "X-Webhook-Timestamp is the time of the attempt, in unix seconds",
      why: "The page's header and body times lie a year apart; the timestamp is not part of the signature.",
    },
    {
      key: "signature.tolerance",
      value: "not judged",
      why: "The page reads the timestamp but states no tolerance.",
    },
    {
      key: "delivery.schedule-basis",
      value: "each delay counts from the end of the attempt before",
      why: '"2 seconds later" names no starting point.',
    },
    {
      key: "delivery.retry-body",
      value: "the same bytes on every attempt",
      why: "Not stated.",
    },
    {
      key: "delivery.replay",
      value: "one attempt",
      why: "Not stated whether a replay starts new retries.",
    },
    {
      key: "delivery.dedupe-id",
      value: "none in the request; SHA-256 of the body",
      why: "No delivery id is documented.",
    },
    {
      key: "secret.generated",
      value: "64 hexadecimal characters",
      why: "The form of a generated secret is not shown.",
    },
    {
      key: "rotation.in-flight",
      value: "retries after a rotation are signed with the new secret",
      why: "The old secret stops working; deliveries under way are not mentioned.",
    },
    { key: "endpoint.test-when-inactive", value: "allowed", why: "Not stated for a disabled webhook." },
    { key: "endpoint.limit", value: "none", why: "No limit on the number of webhooks is stated." },
  ],
}
