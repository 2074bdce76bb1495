import { createPublicKey } from "node:crypto"
import { EventWebhook } from "@sendgrid/eventwebhook"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { eventTypes, officialRequest } from "../../support/official-request.ts"
import { verify } from "../../support/signing.ts"

const SIGNATURE = "x-twilio-email-event-webhook-signature"
const TIMESTAMP = "x-twilio-email-event-webhook-timestamp"

const official = new EventWebhook()

/** The public key as SendGrid shows it: base64 of its DER. */
function publicKeyOf(privatePem: string): string {
  return createPublicKey(privatePem).export({ format: "der", type: "spki" }).toString("base64")
}

test.each(eventTypes("sendgrid"))(
  "@sendgrid/eventwebhook accepts %s and refuses it without its line break or at another time",
  async (type) => {
    const { body, headers, secret } = await officialRequest("sendgrid", type)
    const key = official.convertPublicKeyToECDSA(publicKeyOf(secret))
    const signature = headers[SIGNATURE]!
    const timestamp = headers[TIMESTAMP]!
    const accepts = (payload: Buffer, time = timestamp) =>
      official.verifySignature(key, payload, signature, time)
    expect(body.toString()).toMatch(/^\[\{.*\}\]\r\n$/)
    expect(accepts(body)).toBe(true)
    expect(accepts(body.subarray(0, -2))).toBe(false)
    expect(accepts(body, `${Number(timestamp) + 1}`)).toBe(false)
  },
)

test("what SendGrid signs verifies with the public key as its settings show it", async () => {
  const { body, headers, secret } = await officialRequest("sendgrid", "delivered")
  const request = {
    headers: Object.entries(headers),
    body,
    secrets: [publicKeyOf(secret)],
    nowMs: Date.now(),
  }
  expect(verify(findProvider("sendgrid").scheme, request)).toMatchObject({ verified: true })
})

// Of the tests of @sendgrid/eventwebhook.
test("the value that SendGrid publishes verifies, and no other body with it", () => {
  const body = '{"category":"example_payload","event":"test_event","message_id":"message_id"}'
  const judged = (text: string) =>
    verify(findProvider("sendgrid").scheme, {
      headers: [
        [
          SIGNATURE,
          "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=",
        ],
        [TIMESTAMP, "1588788367"],
      ],
      body: Buffer.from(text),
      secrets: [
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==",
      ],
      nowMs: 1_588_788_367_000,
    })
  expect(judged(body)).toMatchObject({ verified: true, reason: "ok" })
  expect(judged(`${body}\r\n`)).toMatchObject({ verified: false, reason: "no-match" })
})
