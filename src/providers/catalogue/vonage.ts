import { jwtScheme } from "../../signing/coded/jwt/jwt.ts"
import type { JsonObject } from "../provider.ts"
import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const SIGNED = "https://developer.vonage.com/en/getting-started/concepts/webhooks"
const STATUS = "https://developer.vonage.com/en/messages/concepts/messages-status-callbacks"
const RETRIES =
  "https://api.support.vonage.com/hc/en-us/articles/360028543292-How-long-does-Vonage-retry-inbound-messages-for-the-SMS-Messages-and-Dispatch-APIs"
const TIMEOUT =
  "https://api.support.vonage.com/hc/en-us/articles/226572227-What-are-Vonage-s-HTTP-session-time-out-limits-for-a-webhook-response"

const STATUS_OF_MESSAGE: JsonObject = {
  message_uuid: "{id}",
  to: "447700900000",
  from: "447700900001",
  timestamp: "{now-iso}",
  status: "{event}",
  channel: "whatsapp",
}

/** Waits from 5 seconds, doubled up to 15 minutes, until 24 hours have passed. */
const DELAYS = [
  "5s",
  "10s",
  "20s",
  "40s",
  "80s",
  "160s",
  "320s",
  "640s",
  ...Array.from({ length: 94 }, () => "15m"),
]

/** Vonage: signed webhooks of the Messages, Dispatch and Voice APIs. */
export const vonage = defineProvider({
  id: "vonage",
  name: "Vonage",
  sources: [SIGNED, STATUS, RETRIES, TIMEOUT],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "vonage",
    recipe: {
      algorithm: "HS256, as a JSON Web Token",
      key: "the account's signature secret as UTF-8 text",
      content: "the token's claims; payload_hash is the SHA-256 of the body in hexadecimal",
    },
    header: ["Authorization", "Bearer {signature}"],
    algorithms: ["HS256"],
    bodyHash: { claim: "payload_hash", encoding: "hex" },
    claims: {
      iat: "{timestamp}",
      jti: "{uuid}",
      iss: "Vonage",
      api_key: "a1b2c3d4",
      application_id: "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    },
    timestamp: { unit: "s" },
  }),
  secret: { generate: secretHex },
  events: [
    {
      type: "submitted",
      title: "A message was passed on to the messaging provider",
      sample: { ...STATUS_OF_MESSAGE, channel: "sms", usage: { currency: "EUR", price: "0.0333" } },
    },
    {
      type: "delivered",
      title: "A message has reached the recipient's device",
      sample: { ...STATUS_OF_MESSAGE, usage: { currency: "EUR", price: "0.0333" } },
    },
    { type: "read", title: "The recipient has opened a message", sample: STATUS_OF_MESSAGE },
    {
      type: "rejected",
      title: "A message was refused by Vonage or the messaging provider",
      sample: {
        ...STATUS_OF_MESSAGE,
        error: {
          type: "https://developer.vonage.com/api-errors/messages#1120",
          title: 1120,
          detail: "Illegal Sender Address - rejected",
          instance: "{uuid}",
        },
      },
    },
  ],
  names: { event: { path: "status" }, id: { path: "message_uuid" } },
  delivery: {
    timeout: { value: "15s" },
    retries: { value: DELAYS, source: RETRIES },
  },
  manage: "https://dashboard.nexmo.com/settings",
  assumptions: [
    {
      key: "signature.tolerance",
      value: "none",
      why: "The page names replay, but no age of iat beyond which a token is refused.",
    },
    {
      key: "signature.prefix",
      value: "Bearer ",
      why: "The page speaks of the authorization header; that it is bearer authorization is known from elsewhere.",
    },
    {
      key: "token.without-hash",
      value: "a downgrade",
      why: "A webhook by GET has its data in the URL, which payload_hash covers in a way that is not documented.",
    },
    {
      key: "delivery.retried-answers",
      value: "any that is no success",
      why: "Vonage tries again after 429, 5xx and timeouts only.",
    },
    {
      key: "events.names",
      value: "the status of a message",
      why: "Status webhooks name no event type; inbound messages have no status and are left out.",
    },
  ],
})
