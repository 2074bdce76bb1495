import { jwtScheme } from "../../signing/coded/jwt/jwt.ts"
import { defineProvider } from "../define-provider.ts"
import { secretRsa } from "./shared-samples.ts"

const ABOUT = "https://docs.kinde.com/integrate/webhooks/about-webhooks/"
const PACKAGE = "https://github.com/kinde-oss/webhook"

/** Kinde: the body of a webhook is itself a signed token. */
export const kinde = defineProvider({
  id: "kinde",
  name: "Kinde",
  sources: [ABOUT, PACKAGE],
  evidence: "jose 6.2 verifies the body against a key set as the page describes it",
  scheme: jwtScheme({
    id: "kinde",
    recipe: {
      algorithm: "RS256, as a JSON Web Token that is the whole body",
      key: "the private key signs; the key named by kid of https://<your subdomain>.kinde.com/.well-known/jwks verifies",
      content: "the event, which is the token's payload",
    },
    algorithms: ["RS256"],
    timestamp: { unit: "iso", at: "/timestamp" },
  }),
  secret: { generate: secretRsa, publicForm: "jwks" },
  headers: [
    ["Content-Type", "application/jwt"],
    ["webhook-id", "{uuid}"],
  ],
  events: [
    {
      type: "user.created",
      title: "A user was created",
      sample: {
        user: {
          email: "maya@company.com",
          first_name: "Maya",
          id: "kp_{hex:32}",
          is_password_reset_requested: false,
          is_suspended: false,
          last_name: "Lindqvist",
          organizations: [{ code: "org_{hex:12}", permissions: null, roles: null }],
          phone: null,
          username: null,
        },
      },
    },
    {
      type: "user.deleted",
      title: "A user was deleted",
      sample: { user: { id: "kp_{hex:32}" } },
    },
    {
      type: "user.authenticated",
      title: "A user has signed in",
      sample: { user: { id: "kp_{hex:32}" } },
    },
    {
      type: "organization.created",
      title: "An organization was created",
      sample: {
        organization: { code: "org_{hex:12}", external_id: null, handle: "acme", name: "Acme" },
      },
    },
  ],
  envelope: {
    data: "{data}",
    event_id: "{id}",
    event_timestamp: "{now-iso}",
    source: "admin",
    timestamp: "{now-iso}",
    type: "{event}",
  },
  eventId: "event_{hex:32}",
  names: { event: { path: "type" }, id: { path: "event_id" } },
  delivery: {
    success: [200],
    timeout: { value: "15s", assumed: "Not documented." },
    retries: {
      value: ["5s", "30s", "2m", "10m", "1h", "4h", "12h", "12h"],
      assumed: 'The page says that its list is rough, and its end is "every 12 hours until 36 hours".',
      source: ABOUT,
    },
  },
  endpoint: { httpsRule: "Kinde: endpoints must use HTTPS" },
  manage: "https://docs.kinde.com/integrate/webhooks/add-manage-webhooks/",
  assumptions: [
    {
      key: "token.algorithm",
      value: "RS256",
      why: "The page shows the beginning of a token whose header says so; the text names none.",
    },
    {
      key: "token.kid",
      value: "the thumbprint of the key",
      why: "Kinde's own look like 2a:e0:f4:…; any name does that the verifier knows.",
    },
    {
      key: "signature.tolerance",
      value: "none",
      why: "The page advises to look at timestamp, without an age beyond which it is refused.",
    },
    {
      key: "headers.webhook-id",
      value: "a UUID",
      why: "The page names the header, not the form of its value.",
    },
  ],
})
