import { expect, test } from "vitest"
import { twilio } from "../../../src/providers/catalogue/twilio.ts"
import { buildPayload } from "../../../src/sender/build-payload.ts"

const timeMs = Date.parse("2026-01-15T02:03:04.567Z")
const fieldsOf = (type: string) =>
  new URLSearchParams(buildPayload({ provider: twilio, type, timeMs, seed: "1" }).body.toString())

test("a message has one id, in each field that Twilio repeats it in", () => {
  const fields = fieldsOf("message.received")
  const ids = ["MessageSid", "SmsSid", "SmsMessageSid"].map((name) => fields.get(name))
  expect(ids).toEqual(Array(3).fill(expect.stringMatching(/^SM[0-9a-f]{32}$/)))
  expect(new Set(ids).size).toBe(1)
})

test("a call's time is written as in an e-mail", () => {
  expect(fieldsOf("call.status.completed").get("Timestamp")).toBe("Thu, 15 Jan 2026 02:03:04 +0000")
})
