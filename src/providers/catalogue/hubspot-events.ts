import type { ProviderDescription } from "../define-provider.ts"

export const VALIDATING =
  "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation"
export const OLDER_VERSIONS =
  "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests"
const WEBHOOKS = "https://developers.hubspot.com/docs/api/webhooks"

/** An app's client secret, which has the form of a UUID. */
function clientSecret(random: Uint8Array): string {
  const hex = Buffer.from(random.subarray(0, 16)).toString("hex")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

/** What the three versions of the signature have in common. */
export const hubspotWebhooks = {
  secret: { generate: clientSecret },
  headers: [
    [
      "User-Agent",
      "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client) - WebhooksExecutorDaemon-executor",
    ],
    ["Content-Type", "application/json"],
  ],
  events: [
    {
      type: "contact.creation",
      title: "A contact was created",
      sample: { objectId: "{int:1000-999999}", changeSource: "CRM", changeFlag: "NEW" },
    },
    {
      type: "contact.propertyChange",
      title: "A property of a contact changed",
      sample: {
        objectId: "{int:1000-999999}",
        propertyName: "lifecyclestage",
        propertyValue: "customer",
        changeSource: "CRM_UI",
        sourceId: "userId:25",
        isSensitive: false,
      },
    },
    {
      type: "contact.deletion",
      title: "A contact was deleted",
      sample: { objectId: "{int:1000-999999}", changeSource: "CRM_UI", changeFlag: "DELETED" },
    },
    {
      type: "company.creation",
      title: "A company was created",
      sample: { objectId: "{int:1000-999999}", changeSource: "CRM", changeFlag: "CREATED" },
    },
    {
      type: "deal.propertyChange",
      title: "A property of a deal changed",
      sample: {
        objectId: "{int:1000-999999}",
        propertyName: "dealstage",
        propertyValue: "closedwon",
        changeSource: "CRM_UI",
        sourceId: "userId:25",
        isSensitive: false,
      },
    },
  ],
  envelope: [
    {
      eventId: "{int:1000000-4000000000}",
      subscriptionId: "{int:10000-999999}",
      portalId: 62515,
      appId: 54321,
      occurredAt: "{now-ms}",
      subscriptionType: "{event}",
      attemptNumber: 0,
      "...": "{data}",
    },
  ],
  // Its event ids are said not to be unique.
  names: { event: { path: "0.subscriptionType" } },
  delivery: {
    timeout: { value: "5s", assumed: "Known from guides; older pages of HubSpot say 1 and 2 seconds." },
    retries: {
      value: ["2m", "4m", "8m", "16m", "32m", "1h", "2h", "4h", "6h", "8h"],
      assumed: "Up to 10 times; the first delays are those of an older page, the rest fills 24 hours.",
      source: WEBHOOKS,
    },
  },
  endpoint: { httpsRule: "HubSpot: a publicly available and secure (HTTPS) endpoint" },
  manage: "https://app.hubspot.com/l/developer-overview",
  assumptions: [
    { key: "envelope", value: "one event per request", why: "A real request holds up to 100." },
    {
      key: "headers.user-agent",
      value: "HubSpot Connect 2.0 (…)",
      why: "Seen in requests, not documented.",
    },
  ],
} as const satisfies Partial<ProviderDescription>
