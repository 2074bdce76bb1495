import type { Provider } from "./provider.ts"
import { isoSeconds } from "./sample.ts"
import { PEOPLE, secretHex } from "./shared-samples.ts"

const DOCS = "https://docs.axiestudio.se/docs/enterprise/webhooks"
const WEBHOOKS_PAGE = "Open Dashboard → Enterprise → Webhooks."

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
  dataKey: "data",
  envelope: ({ type, timeMs, data, context }) => ({
    event: type,
    timestamp: isoSeconds(timeMs),
    version: "v1",
    enterpriseId: `ent_${context.characters(6)}`,
    data,
  }),
  testEvent: "webhook.test",
  events: [
    {
      type: "user.created",
      title: "New team member added to the enterprise",
      status: "live",
      sample(context) {
        const [person, inviter] = [context.pick(PEOPLE), "sarah@company.com"]
        return {
          userId: `user_${context.characters(6)}`,
          email: person.email,
          name: person.name,
          role: "user",
          invitedBy: inviter,
          invitedByEmail: inviter,
        }
      },
    },
    // … the rest follows in the same form
  ],
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
      create: [WEBHOOKS_PAGE, "Click Create."],
      list: [WEBHOOKS_PAGE],
      update: [WEBHOOKS_PAGE],
      rotate: [WEBHOOKS_PAGE],
      test: [WEBHOOKS_PAGE],
      deliveries: [WEBHOOKS_PAGE],
      replay: [WEBHOOKS_PAGE],
      delete: [WEBHOOKS_PAGE],
    },
  },
  assumptions: [],
}
