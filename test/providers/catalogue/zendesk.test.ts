import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { sign, verify } from "../../support/signing.ts"

const { scheme, knownSecrets = [] } = findProvider("zendesk")
const TIMESTAMP = "2026-01-15T02:03:04.567Z"
const BODY = '{"type":"zen:event-type:ticket.created"}'
const [testSecret] = knownSecrets

const signature = (content: string): string =>
  createHmac("sha256", testSecret!.value).update(content).digest("base64")
const verdict = (value: string, timestamp = TIMESTAMP, body = BODY) =>
  verify(scheme, {
    headers: [
      ["x-zendesk-webhook-signature", value],
      ["x-zendesk-webhook-signature-timestamp", timestamp],
    ],
    body: Buffer.from(body),
    secrets: [testSecret!.value],
    nowMs: Date.parse(TIMESTAMP),
  })

test("Zendesk signs the time and then the body with a secret that looks like base64 and is text", () => {
  const { headers } = sign(scheme, {
    secrets: [testSecret!.value],
    id: "",
    eventType: "",
    timestampMs: Date.parse(TIMESTAMP),
    body: Buffer.from(BODY),
  })
  expect(headers).toEqual([
    ["X-Zendesk-Webhook-Signature", signature(TIMESTAMP + BODY)],
    ["X-Zendesk-Webhook-Signature-Timestamp", TIMESTAMP],
  ])
})

test.each([
  ["the current order", signature(TIMESTAMP + BODY), true],
  ["the order of the older page", signature(BODY + TIMESTAMP), false],
])("%s verifies as it should", (_, value, verified) => {
  expect(verdict(value).verified).toBe(verified)
})

test("whole seconds verify as well, and a request without a body", () => {
  const seconds = "2026-01-15T02:03:04Z"
  expect(verdict(signature(seconds + BODY), seconds).verified).toBe(true)
  expect(verdict(signature(TIMESTAMP), TIMESTAMP, "").verified).toBe(true)
})
