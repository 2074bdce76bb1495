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
