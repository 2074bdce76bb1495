import { expect, test } from "vitest"
import type { Place, Provider } from "../../src/providers/provider.ts"
import { readEventId, readEventType } from "../../src/providers/read-names.ts"
import { findProvider } from "../../src/providers/registry.ts"

const named = (event: Place, id?: Place): Provider => ({
  ...findProvider("strava"),
  names: id ? { event, id } : { event },
})
const typeIn = (place: Place, body: string) => readEventType(named(place), [], Buffer.from(body))

test.each([
  [["a", "b"], '{"a":"task","b":"changed"}', "task.changed"],
  [["a.0.x", "b"], '{"a":[{"x":"task"}],"b":"changed"}', "task.changed"],
  [["a", "b"], '{"a":"task"}', undefined],
  [["a", "b"], '{"a":"task","b":""}', undefined],
  [["a", "b"], '{"a":"task","b":5}', undefined],
  [["a", "b"], "", undefined],
])("the texts at %j of %s together name %j", (paths, body, type) => {
  expect(typeIn({ paths }, body)).toBe(type)
})

test.each([
  ["type=subscribe&data%5Bid%5D=1", "subscribe"],
  ["data%5Btype%5D=subscribe", undefined],
  ["type=", undefined],
  ["no form at all", undefined],
  ["<type>subscribe</type>", undefined],
])("the form %s names the event type %j", (body, type) => {
  expect(typeIn({ path: "type" }, body)).toBe(type)
})

test("a field of a form is read by its whole name", () => {
  const provider = named({ path: "type" }, { path: "data[id]" })
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
