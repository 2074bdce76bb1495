import { isValidSlackRequest } from "@slack/bolt"
import { verifyKey } from "discord-interactions"
import twilio from "twilio"
import { expect, test } from "vitest"
import { ed25519PublicBytes, readPrivateKey } from "../../../src/signing/keys.ts"
import { type SentWebhook, sendNow, tampered, typesOf } from "../../support/sent-webhook.ts"

const URLS = [
  "https://example.com/hooks?foo=1&bar=a%20b",
  "https://example.com:8443/hooks",
  "http://example.com",
]

const fieldsOf = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

const signatureOf = ({ headers }: SentWebhook): string => headers["x-twilio-signature"]!

test.each(typesOf("twilio"))("twilio accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("twilio", type)
  const accepts = (text: string) =>
    twilio.validateRequest(sent.secret, signatureOf(sent), sent.url, fieldsOf(text))
  expect(accepts(sent.text)).toBe(true)
  expect(accepts(`${sent.text}&Extra=1`)).toBe(false)
})

test.each(URLS)("twilio accepts a form sent to %s, and refuses it at another address", async (url) => {
  const sent = await sendNow("twilio", "message.received", { url })
  const accepts = (at: string) =>
    twilio.validateRequest(sent.secret, signatureOf(sent), at, fieldsOf(sent.text))
  expect(accepts(url)).toBe(true)
  expect(accepts(`${url}/x`)).toBe(false)
})

test.each(typesOf("twilio-json"))("twilio accepts the JSON of %s and refuses it tampered", async (type) => {
  const sent = await sendNow("twilio-json", type)
  const accepts = (text: string) =>
    twilio.validateRequestWithBody(sent.secret, signatureOf(sent), sent.url, text)
  expect(accepts(sent.text)).toBe(true)
  expect(accepts(tampered(sent))).toBe(false)
})

test.each(URLS)("twilio accepts JSON sent to %s, and refuses it at another address", async (configured) => {
  const sent = await sendNow("twilio-json", typesOf("twilio-json")[0]!, { url: configured })
  const accepts = (at: string) =>
    twilio.validateRequestWithBody(sent.secret, signatureOf(sent), at, sent.text)
  expect(accepts(sent.url)).toBe(true)
  expect(accepts(sent.url.replace("example.com", "example.org"))).toBe(false)
})

test.each(typesOf("discord"))("discord-interactions accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("discord", type)
  const publicKey = ed25519PublicBytes(readPrivateKey("discord", sent.secret, "ed25519")).toString("hex")
  const signature = sent.headers["x-signature-ed25519"]!
  const timestamp = sent.headers["x-signature-timestamp"]!
  expect(await verifyKey(sent.body, signature, timestamp, publicKey)).toBe(true)
  expect(await verifyKey(tampered(sent), signature, timestamp, publicKey)).toBe(false)
  expect(await verifyKey(sent.body, signature, `${timestamp}0`, publicKey)).toBe(false)
})

const slack = ["slack", "slack-events-api"].flatMap((id) => typesOf(id).map((type) => [id, type] as const))

test.each(slack)("@slack/bolt accepts %s %s and refuses it tampered", async (id, type) => {
  const sent = await sendNow(id, type)
  const accepts = (text: string) =>
    isValidSlackRequest({
      signingSecret: sent.secret,
      body: text,
      headers: {
        "x-slack-signature": sent.headers["x-slack-signature"]!,
        "x-slack-request-timestamp": Number(sent.headers["x-slack-request-timestamp"]),
      },
    })
  expect(accepts(sent.text)).toBe(true)
  expect(accepts(tampered(sent))).toBe(false)
})
