import { Paddle } from "@paddle/paddle-node-sdk"
import Stripe from "stripe"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { generateSecret } from "../../../src/providers/secrets.ts"
import { sendNow, tampered, typesOf } from "../../support/sent-webhook.ts"

const { webhooks: stripe } = new Stripe("sk_test_unused")

test.each(typesOf("stripe"))("stripe accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("stripe", type)
  const signature = sent.headers["stripe-signature"]!
  expect(stripe.constructEvent(sent.body, signature, sent.secret).type).toBe(type)
  expect(() => stripe.constructEvent(tampered(sent), signature, sent.secret)).toThrow(/No signatures found/)
})

test("stripe accepts either secret while a rotation overlaps", async () => {
  const old = generateSecret(findProvider("stripe"))
  const sent = await sendNow("stripe", "invoice.paid", { older: [old] })
  const signature = sent.headers["stripe-signature"]!
  expect(stripe.constructEvent(sent.body, signature, sent.secret).type).toBe("invoice.paid")
  expect(stripe.constructEvent(sent.body, signature, old).type).toBe("invoice.paid")
})

const { webhooks: paddle } = new Paddle("unused")

test.each(typesOf("paddle"))("@paddle/paddle-node-sdk accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("paddle", type)
  const signature = sent.headers["paddle-signature"]!
  expect(await paddle.isSignatureValid(sent.text, sent.secret, signature)).toBe(true)
  expect(await paddle.isSignatureValid(tampered(sent), sent.secret, signature)).toBe(false)
})

test.each(typesOf("paddle"))("@paddle/paddle-node-sdk makes an entity of %s", async (type) => {
  const sent = await sendNow("paddle", type)
  const event = await paddle.unmarshal(sent.text, sent.secret, sent.headers["paddle-signature"]!)
  const { event_id: eventId, data } = JSON.parse(sent.text) as { event_id: string; data: { id: string } }
  expect(event).toMatchObject({ eventId, eventType: type, data: { id: data.id } })
})

test("@paddle/paddle-node-sdk knows only the last of two signatures, which is the older secret's", async () => {
  const old = generateSecret(findProvider("paddle"))
  const sent = await sendNow("paddle", "customer.created", { older: [old] })
  const signature = sent.headers["paddle-signature"]!
  expect(await paddle.isSignatureValid(sent.text, old, signature)).toBe(true)
  expect(await paddle.isSignatureValid(sent.text, sent.secret, signature)).toBe(false)
})
