import { verify as verifyGithub } from "@octokit/webhooks-methods"
import { Webhook } from "standardwebhooks"
import Stripe from "stripe"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

interface Sent {
  readonly body: Buffer
  readonly headers: Record<string, string>
  readonly secret: string
}

/** A request as `whk` sends it right now: the official packages read the real clock. */
async function send(providerId: string, type: string, older: readonly string[] = []): Promise<Sent> {
  const provider = findProvider(providerId)
  const secret = generateSecret(provider)
  const timeMs = Date.now()
  const { id, body } = buildPayload({ provider, type, timeMs, seed: "official" })
  const { headers } = await signRequest({
    provider,
    type,
    id,
    timeMs,
    method: "POST",
    url: "https://example.com/hooks",
    body,
    secrets: [secret, ...older],
  })
  return {
    body,
    secret,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  }
}

const tampered = ({ body }: Sent): Buffer => Buffer.from(body.toString().replace("}", " }"))

const standardTypes = findProvider("standard-webhooks").events.map(({ type }) => type)

test.each(standardTypes)("standardwebhooks accepts %s and refuses it tampered", async (type) => {
  const sent = await send("standard-webhooks", type)
  const official = new Webhook(sent.secret)
  expect(official.verify(sent.body, sent.headers)).toEqual(JSON.parse(sent.body.toString()))
  expect(() => official.verify(tampered(sent), sent.headers)).toThrow("No matching signature found")
  expect(() => official.verify(sent.body, { ...sent.headers, "webhook-id": "msg_other" })).toThrow()
})

test("standardwebhooks accepts either secret while a rotation overlaps", async () => {
  const old = generateSecret(findProvider("standard-webhooks"))
  const sent = await send("standard-webhooks", "contact.created", [old])
  expect(new Webhook(sent.secret).verify(sent.body, sent.headers)).toBeDefined()
  expect(new Webhook(old).verify(sent.body, sent.headers)).toBeDefined()
})

const stripeTypes = findProvider("stripe").events.map(({ type }) => type)

test.each(stripeTypes)("stripe accepts %s and refuses it tampered", async (type) => {
  const sent = await send("stripe", type)
  const { webhooks } = new Stripe("sk_test_unused")
  const signature = sent.headers["stripe-signature"]!
  expect(webhooks.constructEvent(sent.body, signature, sent.secret).type).toBe(type)
  expect(() => webhooks.constructEvent(tampered(sent), signature, sent.secret)).toThrow(/No signatures found/)
})

test("stripe accepts either secret while a rotation overlaps", async () => {
  const old = generateSecret(findProvider("stripe"))
  const sent = await send("stripe", "invoice.paid", [old])
  const { webhooks } = new Stripe("sk_test_unused")
  const signature = sent.headers["stripe-signature"]!
  expect(webhooks.constructEvent(sent.body, signature, sent.secret).type).toBe("invoice.paid")
  expect(webhooks.constructEvent(sent.body, signature, old).type).toBe("invoice.paid")
})

const githubTypes = findProvider("github").events.map(({ type }) => type)

test.each(githubTypes)("@octokit/webhooks-methods accepts %s and refuses it tampered", async (type) => {
  const sent = await send("github", type)
  const signature = sent.headers["x-hub-signature-256"]!
  expect(await verifyGithub(sent.secret, sent.body.toString(), signature)).toBe(true)
  expect(await verifyGithub(sent.secret, tampered(sent).toString(), signature)).toBe(false)
})
