import OpenAI from "openai"
import { Resend } from "resend"
import { Webhook } from "standardwebhooks"
import { Webhook as SvixWebhook } from "svix"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { generateSecret } from "../../../src/providers/secrets.ts"
import { sendNow, tampered, typesOf } from "../../support/sent-webhook.ts"

const named = (...providerIds: readonly string[]) =>
  providerIds.flatMap((id) => typesOf(id).map((type) => [id, type] as const))

test.each(named("standard-webhooks", "openai"))(
  "standardwebhooks accepts %s %s and refuses it tampered",
  async (id, type) => {
    const sent = await sendNow(id, type)
    const official = new Webhook(sent.secret)
    expect(official.verify(sent.body, sent.headers)).toEqual(JSON.parse(sent.text))
    expect(() => official.verify(tampered(sent), sent.headers)).toThrow("No matching signature found")
    expect(() => official.verify(sent.body, { ...sent.headers, "webhook-id": "msg_other" })).toThrow()
  },
)

test.each(["standard-webhooks", "openai"])(
  "standardwebhooks accepts either secret of %s while a rotation overlaps",
  async (id) => {
    const old = generateSecret(findProvider(id))
    const sent = await sendNow(id, typesOf(id)[0]!, { older: [old] })
    expect(new Webhook(sent.secret).verify(sent.body, sent.headers)).toBeDefined()
    expect(new Webhook(old).verify(sent.body, sent.headers)).toBeDefined()
  },
)

test.each(named("svix", "clerk", "resend"))(
  "svix accepts %s %s and refuses it tampered",
  async (id, type) => {
    const sent = await sendNow(id, type)
    const official = new SvixWebhook(sent.secret)
    expect(official.verify(sent.body, sent.headers)).toEqual(JSON.parse(sent.text))
    expect(() => official.verify(tampered(sent), sent.headers)).toThrow("No matching signature found")
    expect(() => official.verify(sent.body, { ...sent.headers, "svix-id": "msg_other" })).toThrow()
  },
)

test("svix accepts either secret while a rotation overlaps", async () => {
  const old = generateSecret(findProvider("svix"))
  const sent = await sendNow("svix", "endpoint.created", { older: [old] })
  expect(new SvixWebhook(sent.secret).verify(sent.body, sent.headers)).toBeDefined()
  expect(new SvixWebhook(old).verify(sent.body, sent.headers)).toBeDefined()
})

test.each(typesOf("resend"))("resend accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("resend", type)
  const { webhooks } = new Resend("re_unused")
  const headers = {
    id: sent.headers["svix-id"]!,
    timestamp: sent.headers["svix-timestamp"]!,
    signature: sent.headers["svix-signature"]!,
  }
  const verify = (payload: string) => webhooks.verify({ payload, headers, webhookSecret: sent.secret })
  expect(verify(sent.text)).toEqual(JSON.parse(sent.text))
  expect(() => verify(tampered(sent))).toThrow("No matching signature found")
})

const { webhooks: openai } = new OpenAI({ apiKey: "sk-unused" })

test.each(typesOf("openai"))("openai accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("openai", type)
  expect(await openai.unwrap(sent.text, sent.headers, sent.secret)).toEqual(JSON.parse(sent.text))
  await expect(openai.unwrap(tampered(sent), sent.headers, sent.secret)).rejects.toThrow(
    "does not match the expected signature",
  )
})

test("openai and whk read a secret without whsec_ as text", async () => {
  const secret = "bm90IGRlY29kZWQgYnkgYW55Ym9keQ=="
  const sent = await sendNow("openai", "batch.completed", { secret })
  expect(await openai.unwrap(sent.text, sent.headers, secret)).toMatchObject({ type: "batch.completed" })
})
