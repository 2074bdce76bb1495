import { expect, test } from "vitest"
import type { Provider } from "../../src/providers/provider.ts"
import { readEventId, readEventType } from "../../src/providers/read-names.ts"
import { findProvider } from "../../src/providers/registry.ts"

const twilio = findProvider("twilio")

test.each([
  ["MessageSid=SM1&SmsStatus=received&Body=Hi", "message.received"],
  ["MessageSid=SM1&SmsStatus=sent&MessageStatus=sent", "message.status.sent"],
  ["CallSid=CA1&CallStatus=ringing&Direction=inbound", "call.incoming"],
  ["CallSid=CA1&CallStatus=ringing&CallbackSource=call-progress-events", "call.status.ringing"],
  ["CallSid=CA1&CallStatus=busy&Direction=inbound&CallbackSource=call-progress-events", "call.status.busy"],
  ["RecordingSid=RE1&RecordingStatus=absent", "recording.absent"],
  ["CallSid=CA1&CallStatus=in-progress&Digits=1", undefined],
  ["MessageStatus=", undefined],
  ["", undefined],
  ['{"MessageStatus":"sent"}', undefined],
])("Twilio's %s is %s", (body, type) => {
  expect(readEventType(twilio, [], Buffer.from(body))).toBe(type)
})

test("the id of a Twilio request stands in its header", () => {
  expect(readEventId(twilio, [["i-twilio-idempotency-token", "abc"]], Buffer.from(""))).toBe("abc")
})

const withEvent = (event: Provider["names"]["event"], bodyFormat: "json" | "form"): Provider => ({
  ...twilio,
  bodyFormat,
  names: { event },
})

test.each([
  ["a field", "kind", "kind=a.b&other=1", "a.b"],
  ["JSON inside a field", "events.0.event", "events=%5B%7B%22event%22%3A%22send%22%7D%5D", "send"],
  ["a field that is no JSON", "events.0.event", "events=send", undefined],
  ["a field with a dot in its name", "a.b", "a.b=1", undefined],
])("in a form a path leads to %s", (_, path, body, type) => {
  expect(readEventType(withEvent({ path }, "form"), [], Buffer.from(body))).toBe(type)
})

test.each([
  ['{"kind":"x","order":{"state":"paid"}}', "order.paid"],
  ['{"kind":"x","order":{"state":7}}', "other"],
  ['{"kind":"y"}', undefined],
  ['{"kind":"{order.state}"}', undefined],
  ["null", undefined],
])("the first case that fits the JSON body %s names it %s", (body, type) => {
  const cases = [
    { type: "order.{order.state}", when: { kind: "x" } },
    { type: "other", when: { kind: "x" } },
  ]
  expect(readEventType(withEvent({ cases }, "json"), [], Buffer.from(body))).toBe(type)
})
