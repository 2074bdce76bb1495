import { defineProvider } from "../define-provider.ts"
import { hubspotWebhooks, OLDER_VERSIONS, VALIDATING } from "./hubspot-events.ts"

/** HubSpot's second signature: a plain hash of the client secret, the method, the URL and the body. */
export const hubspotV2 = defineProvider({
  id: "hubspot-v2",
  name: "HubSpot (signature v2)",
  sources: [OLDER_VERSIONS, VALIDATING],
  evidence:
    "@hubspot/api-client 13.5.0 accepts it; a hash without a key is open to length extension (whoever saw one request can sign a longer body), which hubspot-v3 is not",
  scheme: {
    algorithm: "sha256",
    key: { decoding: "utf8" },
    content: "{secret}{method}{url}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-HubSpot-Signature", "{signature}"],
      ["X-HubSpot-Signature-Version", "v2"],
    ],
  },
  ...hubspotWebhooks,
  assumptions: [
    ...hubspotWebhooks.assumptions,
    {
      key: "envelope.v2",
      value: "the payload of webhooks",
      why: "HubSpot signs so what comes from workflows and CRM cards, which have payloads of their own.",
    },
  ],
})
