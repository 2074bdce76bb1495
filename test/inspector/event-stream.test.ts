import fc from "fast-check"
import { expect, test } from "vitest"
import { backoffMs } from "../../src/inspector/relay/backoff.ts"
import { createStreamReader, type StreamMessage } from "../../src/inspector/relay/event-stream.ts"

function readAll(pieces: readonly string[]): readonly StreamMessage[] {
  const read = createStreamReader()
  return pieces.flatMap((piece) => read(piece))
}

test("a message is told with its name and its data once it is whole", () => {
  const read = createStreamReader()
  expect(read('event: delivery\ndata: {"id":')).toEqual([])
  expect(read("1}\n\nevent: missed\n")).toEqual([{ event: "delivery", data: '{"id":1}' }])
  expect(read("\n")).toEqual([{ event: "missed", data: "" }])
})

test("comments and unknown fields are passed over, and lines of data are joined", () => {
  expect(readAll([": still here\n\nretry: 5\nid: 7\ndata: one\ndata:two\ndata\n\n"])).toEqual([
    { event: "message", data: "one\ntwo\n" },
  ])
})

test.each(["\n", "\r", "\r\n"])("lines may end with %j", (end) => {
  // What comes after shows that a lone carriage return at the end was one line break.
  const stream = ["event: a", "data: 1", "", "event: b", "data: 2", "", ": end", ""].join(end)
  expect(readAll([stream])).toEqual([
    { event: "a", data: "1" },
    { event: "b", data: "2" },
  ])
})

test("where the stream is cut into pieces changes nothing", () => {
  const line = fc.constantFrom("event: delivery", "data: {}", "data:", ": x", "", "\u{1f984}", "data: a:b")
  const stream = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r", "\r\n")), { maxLength: 30 })
    .map((lines) => `${lines.flat().join("")}: end\n`)
  fc.assert(
    fc.property(stream, fc.array(fc.nat(200)), (text, cuts) => {
      const at = [...new Set(cuts.map((cut) => cut % text.length))].toSorted((one, other) => one - other)
      const pieces = [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length))
      expect(readAll(pieces)).toEqual(readAll([text]))
    }),
  )
})

test("no text makes the reader fail", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readAll([text, "\n\n"])))
})

test("waits between tries double from half a second to fifteen, with half of each left to chance", () => {
  expect([1, 2, 3, 6, 7, 1000].map((attempt) => backoffMs(attempt, 1))).toEqual([
    500, 1000, 2000, 15_000, 15_000, 15_000,
  ])
  expect(backoffMs(1, 0)).toBe(250)
})
