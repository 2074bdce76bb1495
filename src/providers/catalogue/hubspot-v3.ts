import { defineProvider } from "../define-provider.ts"
import { hubspotWebhooks, VALIDATING } from "./hubspot-events.ts"

/** HubSpot's current signature, over the method, the URL with some of its escapes decoded, the body and the time. */
export const hubspotV3 = defineProvider({
  id: "hubspot-v3",
  name: "HubSpot",
  sources: [VALIDATING],
  evidence: "@hubspot/api-client 13.5.0 accepts it; that one does not decode the URL itself",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{method}{url}{body}{timestamp}",
    bodyForms: ["raw"],
    urlForms: ["decoded", "raw"],
    digest: "base64",
    headers: [
      ["X-HubSpot-Signature-v3", "{signature}"],
      ["X-HubSpot-Request-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "ms", toleranceSeconds: 300 },
  },
  ...hubspotWebhooks,
  assumptions: [
    ...hubspotWebhooks.assumptions,
    {
      key: "headers.older-signatures",
      value: "X-HubSpot-Signature is not sent",
      why: "HubSpot sends an older signature beside this one; hubspot-v1 and hubspot-v2 make those.",
    },
  ],
})
