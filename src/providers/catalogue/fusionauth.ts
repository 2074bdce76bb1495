import { jwtScheme } from "../../signing/coded/jwt/jwt.ts"
import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const SIGNING = "https://fusionauth.io/docs/extend/events-and-webhooks/signing"
const WRITING = "https://fusionauth.io/docs/extend/events-and-webhooks/writing-a-webhook"
const EVENTS = "https://fusionauth.io/docs/extend/events-and-webhooks/events/"

const USER: JsonObject = {
  active: true,
  connectorId: "e3306678-a53a-4964-9040-1c96f36dda72",
  email: "maya@company.com",
  id: "{uuid}",
  insertInstant: "{now-ms}",
  lastLoginInstant: "{now-ms}",
  passwordChangeRequired: false,
  passwordLastUpdateInstant: "{now-ms}",
  registrations: [],
  tenantId: "f24aca2b-ce4a-4dad-951a-c9d690e71415",
  twoFactorEnabled: false,
  usernameStatus: "ACTIVE",
  verified: true,
}

/** FusionAuth: a signed token beside the body holds the body's hash; the key is of the operator's choice. */
export const fusionauth = defineProvider({
  id: "fusionauth",
  name: "FusionAuth",
  sources: [SIGNING, WRITING, EVENTS],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "fusionauth",
    recipe: {
      algorithm: "a JSON Web Token by HMAC, RSA, ECDSA or EdDSA, as the webhook's signing key is",
      key: "a shared secret as UTF-8 text, or a key pair; public keys are at /.well-known/jwks.json of your server",
      content: "the claim request_body_sha256, the SHA-256 of the body in base64",
    },
    header: ["X-FusionAuth-Signature-JWT", "{signature}"],
    algorithms: [
      ...(["HS256", "HS384", "HS512", "RS256", "RS384", "RS512"] as const),
      ...(["ES256", "ES384", "ES512", "EdDSA"] as const),
    ],
    bodyHash: { claim: "request_body_sha256", encoding: "base64" },
  }),
  secret: { generate: secretHex },
  events: [
    { type: "user.create", title: "A user is being created", sample: USER },
    { type: "user.delete", title: "A user is being deleted", sample: USER },
    {
      type: "user.deactivate",
      title: "A user is being deactivated",
      sample: { ...USER, active: false },
    },
    { type: "user.email.verified", title: "A user has verified an e-mail address", sample: USER },
  ],
  envelope: {
    event: {
      createInstant: "{now-ms}",
      id: "{id}",
      info: { ipAddress: "42.42.42.42" },
      tenantId: "f24aca2b-ce4a-4dad-951a-c9d690e71415",
      type: "{event}",
      user: "{data}",
    },
  },
  names: { event: { path: "event.type" }, id: { path: "event.id" } },
  delivery: {
    timeout: { value: "2s", assumed: "Each webhook has a connect and a read timeout of its own." },
    retries: {
      value: ["1s", "1s", "1s"],
      assumed: "Up to three more attempts, if the transaction succeeds; the intervals are not published.",
      source: WRITING,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "FusionAuth: the operator decides" },
  manage: "https://fusionauth.io/docs/extend/events-and-webhooks/",
  assumptions: [
    {
      key: "token.lifetime",
      value: "none",
      why: "The page's token has no time at all; iat and exp are judged where they stand.",
    },
    {
      key: "secret.form",
      value: "a shared secret for HMAC",
      why: "The page's example uses RSA; every kind of key may be given.",
    },
    {
      key: "endpoint.https-required",
      value: "no",
      why: "FusionAuth is self-hosted, and the page asks for no https.",
    },
  ],
})
