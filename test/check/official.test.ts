import { createHmac, timingSafeEqual } from "node:crypto"
import { verify as verifyGithub } from "@octokit/webhooks-methods"
import { isValidSlackRequest } from "@slack/bolt"
import { verifyKey } from "discord-interactions"
import { Webhook } from "standardwebhooks"
import Stripe from "stripe"
import { Webhook as SvixWebhook } from "svix"
import twilio from "twilio"
import { expect, test } from "vitest"
import type { Handle, Received, Reply } from "../../src/check/self-test/receiver.ts"
import { checkHandler } from "../../src/check/self-test/self-test.ts"
import { firstHeader } from "../../src/domain/headers.ts"
import { ed25519PublicBytes, readPrivateKey } from "../../src/signing/keys.ts"

/** Whether a request is genuine, as the provider's documentation has its users ask. Throwing means no. */
type Asks = (received: Received, secret: string) => unknown

const { webhooks } = new Stripe("sk_test_unused")

const header = ({ headers }: Received, name: string): string => firstHeader(headers, name) ?? ""

const headersOf = ({ headers }: Received): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))

/** As the providers' pages write it: verify first, answer 401 where that fails, then handle the event. */
const handler =
  (asks: Asks, onEvent: (received: Received) => Reply = () => ({ status: 200 })): Handle =>
  async (received, { secret }) => {
    if (received.method !== "POST") return { status: 405 }
    try {
      if (!(await asks(received, secret))) return { status: 401 }
    } catch {
      return { status: 401 }
    }
    return onEvent(received)
  }

const jsonOf = ({ body }: Received): Record<string, unknown> => {
  try {
    return JSON.parse(body.toString("utf8")) as Record<string, unknown>
  } catch {
    return {}
  }
}

const answer = (value: object): Reply => ({
  status: 200,
  headers: [["Content-Type", "application/json"]],
  body: JSON.stringify(value),
})

const OFFICIAL: readonly (readonly [library: string, provider: string, handle: Handle])[] = [
  [
    "stripe",
    "stripe",
    handler((received, secret) =>
      webhooks.constructEvent(received.body, header(received, "stripe-signature"), secret),
    ),
  ],
  [
    "standardwebhooks",
    "standard-webhooks",
    handler((received, secret) => new Webhook(secret).verify(received.body, headersOf(received))),
  ],
  [
    "svix",
    "svix",
    handler((received, secret) => new SvixWebhook(secret).verify(received.body, headersOf(received))),
  ],
  [
    "@octokit/webhooks-methods",
    "github",
    handler((received, secret) =>
      verifyGithub(secret, received.body.toString("utf8"), header(received, "x-hub-signature-256")),
    ),
  ],
  [
    "twilio",
    "twilio",
    handler((received, secret) => {
      const fields = Object.fromEntries(new URLSearchParams(received.body.toString("utf8")))
      return twilio.validateRequest(secret, header(received, "x-twilio-signature"), received.url, fields)
    }),
  ],
  [
    "discord-interactions",
    "discord",
    handler(
      (received, secret) =>
        verifyKey(
          received.body,
          header(received, "x-signature-ed25519"),
          header(received, "x-signature-timestamp"),
          ed25519PublicBytes(readPrivateKey("discord", secret, "ed25519")).toString("hex"),
        ),
      (received) => (jsonOf(received)["type"] === 1 ? answer({ type: 1 }) : { status: 204 }),
    ),
  ],
  [
    "@slack/bolt",
    "slack",
    handler(
      (received, secret) =>
        isValidSlackRequest({
          signingSecret: secret,
          body: received.body.toString("utf8"),
          headers: {
            "x-slack-signature": header(received, "x-slack-signature"),
            "x-slack-request-timestamp": Number(header(received, "x-slack-request-timestamp")),
          },
        }),
      (received) => {
        const { type, challenge } = jsonOf(received)
        return type === "url_verification" ? answer({ challenge }) : { status: 200 }
      },
    ),
  ],
  [
    "code by hand after Shopify's page",
    "shopify",
    handler((received, secret) => {
      const digest = createHmac("sha256", secret).update(received.body).digest("base64")
      const given = header(received, "x-shopify-hmac-sha256")
      return given.length === digest.length && timingSafeEqual(Buffer.from(given), Buffer.from(digest))
    }),
  ],
]

test.each(OFFICIAL)("a handler with %s passes every case for %s", async (_, provider, handle) => {
  const { cases, bugs } = await checkHandler(provider, handle, new AbortController().signal)
  expect(cases.filter(({ ok }) => ok === false).map(({ id, detail }) => [id, detail])).toEqual([])
  expect(cases.filter(({ ok }) => ok).length).toBeGreaterThan(15)
  expect(bugs).toEqual([])
})
