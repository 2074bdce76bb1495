import { LinearWebhookClient } from "@linear/sdk/webhooks"
import { verify as verifyGithub } from "@octokit/webhooks-methods"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { signRequest } from "../../../src/sender/sign-request.ts"
import { bodySentAt } from "../../../src/signing/send-time.ts"
import { sendNow, tampered, typesOf } from "../../support/sent-webhook.ts"

test.each(typesOf("github"))("@octokit/webhooks-methods accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("github", type)
  const signature = sent.headers["x-hub-signature-256"]!
  expect(await verifyGithub(sent.secret, sent.text, signature)).toBe(true)
  expect(await verifyGithub(sent.secret, tampered(sent), signature)).toBe(false)
})

test.each(typesOf("linear"))("@linear/sdk accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("linear", type)
  const official = new LinearWebhookClient(sent.secret)
  const signature = sent.headers["linear-signature"]!
  expect(official.parseData(sent.body, signature)).toMatchObject({ type, action: "create" })
  expect(() => official.parseData(Buffer.from(tampered(sent)), signature)).toThrow()
})

test("@linear/sdk accepts a retry an hour later only with the time of sending renewed", async () => {
  const provider = findProvider("linear")
  const { secret, text } = await sendNow("linear", "Issue")
  const { webhookTimestamp } = JSON.parse(text) as { webhookTimestamp: number }
  const hourAgo = Buffer.from(text.replace(String(webhookTimestamp), String(webhookTimestamp - 3_600_000)))
  const official = new LinearWebhookClient(secret)
  const accepts = async (body: Uint8Array) => {
    const { headers } = await signRequest({
      provider,
      type: "Issue",
      id: "1",
      timeMs: Date.now(),
      method: "POST",
      url: "https://example.com/hooks",
      body,
      secrets: [secret],
    })
    const signature = headers.find(([name]) => name === "Linear-Signature")![1]
    try {
      return official.verify(Buffer.from(body), signature)
    } catch {
      return false
    }
  }
  expect(await accepts(hourAgo)).toBe(false)
  expect(await accepts(bodySentAt(provider.scheme, hourAgo, Date.now()))).toBe(true)
})
