import { defineProvider } from "../define-provider.ts"
import { GITLAB_EVENTS, GITLAB_WEBHOOKS, gitlabWebhooks } from "./gitlab-events.ts"
import { secretWhsec } from "./shared-samples.ts"

const SIGNING_TOKEN = "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944"

/** GitLab with a signing token, which follows Standard Webhooks. */
export const gitlab = defineProvider({
  id: "gitlab",
  name: "GitLab",
  sources: [GITLAB_WEBHOOKS, GITLAB_EVENTS, SIGNING_TOKEN],
  evidence: "standardwebhooks 1.1.1 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "base64", prefix: "whsec_" },
    content: "{id}.{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1,{signature}"],
    ],
    separator: " ",
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { keyBytes: [32, 32], generate: secretWhsec },
  ...gitlabWebhooks,
  names: { event: { path: "object_kind" }, id: { header: "webhook-id" } },
  endpoint: { rotation: "old-dies-at-once" },
  assumptions: [
    {
      key: "signature.tolerance",
      value: "5m",
      why: "GitLab states none; the libraries of Standard Webhooks refuse what is older.",
    },
    {
      key: "signature.future-tolerance",
      value: "5m",
      why: "As the libraries of Standard Webhooks have it.",
    },
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry a few more." },
    { key: "headers.user-agent", value: "GitLab/18.9.0", why: "The form is documented; the version varies." },
    {
      key: "rotation.overlap",
      value: "none: a webhook has one signing token",
      why: "A second one is not mentioned.",
    },
  ],
})
