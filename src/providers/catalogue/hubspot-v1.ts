import { defineProvider } from "../define-provider.ts"
import { hubspotWebhooks, OLDER_VERSIONS, VALIDATING } from "./hubspot-events.ts"

/** HubSpot's first signature: a plain hash of the client secret and the body. */
export const hubspotV1 = defineProvider({
  id: "hubspot-v1",
  name: "HubSpot (signature v1)",
  sources: [OLDER_VERSIONS, VALIDATING],
  evidence:
    "@hubspot/api-client 13.5.0 accepts it, and the value that HubSpot publishes verifies; a hash without a key is open to length extension (whoever saw one request can sign a longer body), which hubspot-v3 is not",
  scheme: {
    algorithm: "sha256",
    key: { decoding: "utf8" },
    content: "{secret}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-HubSpot-Signature", "{signature}"],
      ["X-HubSpot-Signature-Version", "v1"],
    ],
  },
  ...hubspotWebhooks,
  assumptions: [
    ...hubspotWebhooks.assumptions,
    {
      key: "headers.v3",
      value: "X-HubSpot-Signature-v3 and its timestamp are not sent",
      why: "HubSpot sends both; a request here has one signature only.",
    },
  ],
})
