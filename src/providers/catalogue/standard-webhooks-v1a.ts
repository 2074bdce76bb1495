import type { Provider } from "../provider.ts"
import { secretWhsk } from "./shared-samples.ts"
import { standardWebhooks } from "./standard-webhooks.ts"

/** Standard Webhooks with a key pair: the sender signs with `whsk_…`, the receiver knows only `whpk_…`. */
export const standardWebhooksV1a: Provider = {
  ...standardWebhooks,
  id: "standard-webhooks-v1a",
  name: "Standard Webhooks (v1a, asymmetric)",
  evidence: "a published vector gives the same; the official JavaScript library verifies only v1",
  scheme: {
    ...standardWebhooks.scheme,
    id: "standard-webhooks-v1a",
    algorithm: "ed25519",
    key: { decoding: "keypair" },
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1a,{signature}"],
    ],
  },
  secret: { generate: secretWhsk, publicForm: "whpk" },
  assumptions: [
    ...standardWebhooks.assumptions,
    {
      key: "secret.generated",
      value: "whsk_ and the base64 of 32 bytes of seed and the 32 bytes of the public key",
      why: "The specification says base64 behind whsk_; the vector holds both parts.",
    },
  ],
}
