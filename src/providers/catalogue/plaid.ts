import { jwtScheme } from "../../signing/coded/jwt/jwt.ts"
import { defineProvider } from "../define-provider.ts"
import { secretP256 } from "./shared-samples.ts"

const WEBHOOKS = "https://plaid.com/docs/api/webhooks/"
const VERIFICATION = "https://plaid.com/docs/api/webhooks/webhook-verification/"

/** Plaid: a signed token beside the body holds the body's hash. */
export const plaid = defineProvider({
  id: "plaid",
  name: "Plaid",
  sources: [VERIFICATION, WEBHOOKS],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "plaid",
    recipe: {
      algorithm: "ES256, as a JSON Web Token",
      key: "the private key signs; the key named by kid verifies, a JWK that POST /webhook_verification_key/get gives",
      content: "the claims iat and request_body_sha256, the SHA-256 of the body in hexadecimal",
    },
    header: ["Plaid-Verification", "{signature}"],
    algorithms: ["ES256"],
    bodyHash: { claim: "request_body_sha256", encoding: "hex" },
    claims: { iat: "{timestamp}" },
    timestamp: { unit: "s", toleranceSeconds: 300 },
  }),
  secret: { generate: secretP256, publicForm: "jwks" },
  events: [
    {
      type: "SYNC_UPDATES_AVAILABLE",
      title: "An item has new transactions to fetch",
      sample: {
        webhook_type: "TRANSACTIONS",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        initial_update_complete: true,
        historical_update_complete: false,
        environment: "sandbox",
      },
    },
    {
      type: "ERROR",
      title: "An item cannot be updated until its user logs in again",
      sample: {
        webhook_type: "ITEM",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        error: {
          error_type: "ITEM_ERROR",
          error_code: "ITEM_LOGIN_REQUIRED",
          error_message: "the login details of this item have changed",
          display_message: null,
          request_id: "{base62:15}",
        },
        environment: "sandbox",
      },
    },
    {
      type: "NEW_ACCOUNTS_AVAILABLE",
      title: "The user has opened another account at the institution",
      sample: {
        webhook_type: "ITEM",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        error: null,
        environment: "sandbox",
      },
    },
    {
      type: "USER_PERMISSION_REVOKED",
      title: "The user has withdrawn access to an item",
      sample: {
        webhook_type: "ITEM",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        error: null,
        environment: "sandbox",
      },
    },
  ],
  names: { event: { path: "webhook_code" } },
  delivery: {
    success: [200],
    timeout: { value: "10s" },
    // Four times longer each time; the next one would come after the 24 hours in which Plaid tries.
    retries: { value: ["30s", "2m", "8m", "32m", "128m", "512m"], source: WEBHOOKS },
    sourceIps: ["52.21.26.131", "52.21.47.157", "52.41.247.19", "52.88.82.239"],
  },
  manage: "https://dashboard.plaid.com/developers/webhooks",
  assumptions: [
    {
      key: "token.kid",
      value: "the thumbprint of the key",
      why: "Plaid's own are UUIDs; any name does that the verifier knows.",
    },
    {
      key: "body.whitespace",
      value: "compact JSON",
      why: "Plaid indents by two spaces; the hash is over the bytes as sent either way.",
    },
    {
      key: "events.samples",
      value: "item webhooks with these fields",
      why: "Only SYNC_UPDATES_AVAILABLE was compared with the page.",
    },
  ],
})
