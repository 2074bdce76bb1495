import { falScheme } from "../../signing/coded/fal.ts"
import { defineProvider } from "../define-provider.ts"
import { secretEd25519 } from "./shared-samples.ts"

const WEBHOOKS = "https://docs.fal.ai/model-apis/model-endpoints/webhooks"

/** fal.ai: the result of a request to its queue. */
export const fal = defineProvider({
  id: "fal",
  name: "fal.ai",
  sources: [WEBHOOKS],
  scheme: falScheme,
  secret: { generate: secretEd25519, publicForm: "jwks" },
  events: [
    {
      type: "OK",
      title: "A request has finished, and its result is in the payload",
      sample: {
        request_id: "{id}",
        gateway_request_id: "{id}",
        status: "{event}",
        payload: {
          images: [
            {
              url: "https://url.to/image.png",
              content_type: "image/png",
              file_name: "image.png",
              file_size: 1824075,
              width: 1024,
              height: 1024,
            },
          ],
          seed: "{int:1-999999999}",
        },
      },
    },
    {
      type: "ERROR",
      title: "A request has failed, and the payload says why",
      sample: {
        request_id: "{id}",
        gateway_request_id: "{id}",
        status: "{event}",
        error: "Invalid status code: 422",
        payload: {
          detail: [{ loc: ["body", "prompt"], msg: "field required", type: "value_error.missing" }],
        },
      },
    },
  ],
  names: { event: { path: "status" }, id: { header: "X-Fal-Webhook-Request-Id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Known from others' accounts of the page." },
    retries: {
      value: ["30s", "1m", "2m", "4m", "8m", "10m", "15m", "20m", "25m", "30m"],
      assumed: "10 retries within 2 hours are documented, the intervals are not.",
      source: WEBHOOKS,
    },
  },
  manage: "https://fal.ai/dashboard/webhooks",
  assumptions: [
    {
      key: "signature.key-set",
      value: "https://rest.fal.ai/.well-known/jwks.json",
      why: "An older copy of the page names rest.alpha.fal.ai; later accounts of it name this host.",
    },
    {
      key: "headers.user-id",
      value: "user_demo",
      why: "The form of a user id is not documented; it is signed as it stands.",
    },
  ],
})
