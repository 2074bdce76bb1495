import { defineProvider } from "../define-provider.ts"
import { GITLAB_EVENTS, GITLAB_WEBHOOKS, gitlabWebhooks } from "./gitlab-events.ts"
import { secretText } from "./shared-samples.ts"

/** GitLab with a secret token, which is sent as it stands and covers nothing of the request. */
export const gitlabToken = defineProvider({
  id: "gitlab-token",
  name: "GitLab (secret token)",
  sources: [GITLAB_WEBHOOKS, GITLAB_EVENTS],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [["X-Gitlab-Token", "{signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretText("", 20) },
  ...gitlabWebhooks,
  names: { event: { path: "object_kind" }, id: { header: "Idempotency-Key" } },
  assumptions: [
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry a few more." },
    { key: "headers.user-agent", value: "GitLab/18.9.0", why: "The form is documented; the version varies." },
  ],
})
