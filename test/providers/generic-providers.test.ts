import { expect, test } from "vitest"
import { fillTextTemplate } from "../../src/providers/json-template.ts"
import { findProvider, requireEventType } from "../../src/providers/registry.ts"
import { sampleContext } from "../../src/providers/sample.ts"
import { secretWarning } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"

const timeMs = Date.parse("2026-01-15T02:03:04.567Z")

test.each([
  ["cloudevents", "com.acme.parcel.lost", "type"],
  ["azure-event-grid", "Acme.Parcel.Lost", "0.eventType"],
])("%s takes any event type, such as %s", (id, type, path) => {
  const provider = findProvider(id)
  expect(requireEventType(provider, type).warning).toBeUndefined()
  const { body } = buildPayload({ provider, type, timeMs, seed: "1" })
  expect(JSON.parse(body.toString())).toHaveProperty(path, type)
})

test("Strava takes only its own event types", () => {
  expect(() => requireEventType(findProvider("strava"), "activity.creat")).toThrow(
    expect.objectContaining({ code: "EVENT_UNKNOWN", hint: expect.stringContaining("activity.create") }),
  )
})

test.each([
  ["{now-date} {now-time}", "2026-01-15 02:03:04"],
  ["{now-date}T{now-time}.000", "2026-01-15T02:03:04.000"],
])("a time is written %s: %s", (template, text) => {
  expect(fillTextTemplate(template, {}, sampleContext("1", timeMs))).toBe(text)
})

test.each([
  ["postmark", "password", "Postmark: the secret is a user name and a password, user:password."],
  ["chargebee", "user:", "Chargebee: the secret is a user name and a password, user:password."],
  ["deepgram", "user:password", undefined],
  ["woocommerce", "a&b", undefined],
  ["woocommerce", "a&amp;b", expect.stringContaining("HTML entity")],
])("%s says of the secret %s: %s", (id, secret, warning) => {
  expect(secretWarning(findProvider(id), secret)).toEqual(warning)
})
