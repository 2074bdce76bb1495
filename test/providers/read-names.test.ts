import { expect, test } from "vitest"
import type { Place, Provider } from "../../src/providers/provider.ts"
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

const withEvent = (event: NonNullable<Provider["names"]["event"]>): Provider => ({
  ...twilio,
  names: { event },
})

test.each([
  ["a field", "kind", "kind=a.b&other=1", "a.b"],
  ["JSON inside a field", "events.0.event", "events=%5B%7B%22event%22%3A%22send%22%7D%5D", "send"],
  ["a field that is no JSON", "events.0.event", "events=send", undefined],
  ["a field with a dot in its name", "a.b", "a.b=1", undefined],
])("in a form a path leads to %s", (_, path, body, type) => {
  expect(readEventType(withEvent({ path }), [], Buffer.from(body))).toBe(type)
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
  const github = { ...findProvider("github"), names: { event: { cases } } }
  expect(readEventType(github, [], Buffer.from(body))).toBe(type)
})

test.each([
  ["type=subscribe&data%5Bid%5D=1", "subscribe"],
  ["data%5Btype%5D=subscribe", undefined],
  ["type=", undefined],
  ["no form at all", undefined],
  ["<type>subscribe</type>", undefined],
])("the form %s names the event type %j", (body, type) => {
  expect(readEventType(withEvent({ path: "type" }), [], Buffer.from(body))).toBe(type)
})

test("a field of a form is read by its whole name", () => {
  const provider = { ...twilio, names: { event: { path: "type" }, id: { path: "data[id]" } } }
  expect(readEventId(provider, [], Buffer.from("type=subscribe&data%5Bid%5D=8a25"))).toBe("8a25")
})

test.each(["dropbox", "deepgram", "websub"])("a request of %s names no event type", (id) => {
  expect(readEventType(findProvider(id), [["type", "x"]], Buffer.from('{"type":"x"}'))).toBeUndefined()
})

const read = (place: Place, body: string) =>
  readEventType(
    { ...findProvider("github"), names: { event: place } },
    [["X-Event", "from.header"]],
    Buffer.from(body),
  )

test.each([
  [{ header: "x-event" }, "", "from.header"],
  [{ path: "event.type" }, '{"event":{"type":"user.created"}}', "user.created"],
  [{ path: "0.event" }, '[{"event":"open"}]\r\n', "open"],
  [{ path: "MessageStatus" }, "MessageSid=SM1&MessageStatus=delivered", "delivered"],
  [{ path: "MessageStatus" }, "MessageStatus=in%20transit+now", "in transit now"],
  [{ path: "events.0.event" }, `events=${encodeURIComponent('[{"event":"open"}]')}`, "open"],
])("the place %j of %s holds %j", (place, body, type) => {
  expect(read(place, body)).toBe(type)
})

test.each([
  [{ header: "X-Other" }, ""],
  [{ path: "type" }, '{"type":5}'],
  [{ path: "type" }, '{"type":""}'],
  [{ path: "type.name" }, '{"type":"text"}'],
  [{ path: "type" }, "<type>open</type>"],
  [{ path: "type" }, "other=1"],
  [{ path: "type" }, "type="],
  [{ path: "events.0.event" }, "events=no+JSON"],
  [{ path: "events.0.event" }, "events=%5B%5D"],
  [{ path: "constructor.name" }, "{}"],
  [{ path: "constructor" }, "a=1"],
])("the place %j of %s holds nothing", (place, body) => {
  expect(read(place, body)).toBeUndefined()
})

test("SendGrid's event and its id are read from the first of its array", () => {
  const body = Buffer.from('[{"event":"open","sg_event_id":"abc"},{"event":"click","sg_event_id":"def"}]\r\n')
  const sendgrid = findProvider("sendgrid")
  expect([readEventType(sendgrid, [], body), readEventId(sendgrid, [], body)]).toEqual(["open", "abc"])
})
