import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const PACKAGE = "https://www.npmjs.com/package/@lovable.dev/webhooks-js"
const EVENTS = "https://docs.lovable.dev/api-reference/events-and-hooks"

const email = {
  email: "maya@company.com",
  token: "{digits:6}",
  url: "https://example.com/verify?token={hex:56}",
  api_base_url: "https://api.lovable.dev",
  callback_url: "https://api.lovable.dev/v1/callbacks/{uuid}",
}

/** Lovable's e-mail hooks; its project events follow Standard Webhooks. */
export const lovable = defineProvider({
  id: "lovable",
  name: "Lovable",
  sources: [PACKAGE, EVENTS],
  evidence: "@lovable.dev/webhooks-js 0.0.2 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-Lovable-Signature", "sha256={signature}"],
      ["X-Lovable-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { generate: secretText("", 40) },
  events: [
    {
      type: "signup",
      title: "An e-mail that confirms a sign-up is to be sent",
      sample: { action_type: "{event}", ...email },
    },
    {
      type: "recovery",
      title: "An e-mail that resets a password is to be sent",
      sample: { action_type: "{event}", ...email },
    },
    {
      type: "email_change",
      title: "An e-mail that confirms a new address is to be sent",
      sample: { action_type: "{event}", ...email, new_email: "maya.lindqvist@company.com" },
    },
  ],
  envelope: { version: "1", type: "auth", run_id: "{id}", data: "{data}" },
  names: { event: { path: "data.action_type" }, id: { path: "run_id" } },
  delivery: {
    timeout: { value: "10s", assumed: "No number is published for these hooks." },
    retries: {
      value: [],
      assumed: "No schedule is published for these hooks.",
      source: EVENTS,
    },
  },
  endpoint: { httpsRule: "Lovable: an HTTPS endpoint that you control" },
  manage: "https://lovable.dev",
  assumptions: [
    {
      key: "envelope.events",
      value: "signup, recovery and email_change in data.action_type, with the type auth",
      why: "The package names the fields and not their values.",
    },
    {
      key: "signature.events",
      value: "e-mail hooks only",
      why: "Project events (project.created.v1 and so on) are documented to follow Standard Webhooks: --provider standard-webhooks.",
    },
  ],
})
