import { LinearWebhookClient } from "@linear/sdk/webhooks"
import { verify as verifyGithub } from "@octokit/webhooks-methods"
import { expect, test } from "vitest"
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
