import fc from "fast-check"
import { expect, test } from "vitest"
import { type JsonPiece, JsonSplitter } from "../../src/capture/json/json-splitter.ts"

const split = (text: string, chunkBytes: number): JsonPiece[] => {
  const splitter = new JsonSplitter("it")
  const bytes = Buffer.from(text)
  const pieces: JsonPiece[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes)
    pieces.push(...splitter.push(bytes.subarray(at, at + chunkBytes)))
  splitter.end()
  return pieces
}

const shown = (text: string): string[] =>
  split(text, 1000).map((piece) => {
    const name = piece.kind === "element" ? `${piece.list}#${piece.index}` : piece.kind
    return `${piece.line} ${name} ${piece.bytes.toString().trim()}`
  })

test.each([
  ['{"a":1}\n{"b":"}"}', ['1 whole {"a":1}', '2 whole {"b":"}"}']],
  ['[1,\n {"a":[2]} ]', ["1 #1 1", '2 #2 {"a":[2]}', "1 frame []"]],
  ["[]", ["1 frame []"]],
  ["[ \n ]", ["1 frame []"]],
  ["[1,]", ["1 #1 1", "1 #2 ", "1 frame []"]],
  ['{"data":[1,2],"total":2}', ["1 data#1 1", "1 data#2 2", '1 frame {"data":[],"total":2}']],
  [
    '{"log":{"pages":[3],"entries":[4]}}',
    ["1 log.entries#1 4", '1 frame {"log":{"pages":[3],"entries":[]}}'],
  ],
  [
    '{"uri":"data","requests":[{"requests":[5]}]}',
    ['1 requests#1 {"requests":[5]}', '1 frame {"uri":"data","requests":[]}'],
  ],
  ['{"whk":"capture/1","data":[1]}', ['1 whole {"whk":"capture/1","data":[1]}']],
  [
    '{"x":{"data":[1]},"log":{"x":{"entries":[2]}}}',
    ['1 whole {"x":{"data":[1]},"log":{"x":{"entries":[2]}}}'],
  ],
  ['{"entries":[1],"log":[2]}', ['1 whole {"entries":[1],"log":[2]}']],
])("%j comes in its pieces", (text, pieces) => {
  expect(shown(text)).toEqual(pieces)
})

/** What a document is made of, by its pieces, or undefined where one of them is no JSON. */
function valuesOf(text: string, chunkBytes: number): unknown[] | undefined {
  const values: unknown[] = []
  let elements: unknown[] = []
  try {
    for (const piece of split(text, chunkBytes)) {
      const value: unknown = JSON.parse(piece.bytes.toString())
      if (piece.kind === "element") elements.push(value)
      else {
        values.push(piece.kind === "frame" ? fill(value, elements) : value)
        elements = []
      }
    }
  } catch {
    return undefined
  }
  return values
}

/** Puts the elements back into the list they were taken from. */
function fill(frame: unknown, elements: readonly unknown[]): unknown {
  if (Array.isArray(frame)) return elements
  const { data, requests, log } = frame as {
    log?: { entries?: unknown } | null
    data?: unknown
    requests?: unknown
  }
  const list = [data, requests, log?.entries].find((one) => Array.isArray(one))
  list?.push(...elements)
  return frame
}

const key = fc.constantFrom("data", "requests", "log", "entries", "whk", "a", 'q"\\', "\u00e9")
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(), fc.integer(), fc.constantFrom("[", "]", '"', "\\", "\\\\", "{,", null, true)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value

// Two lists of one document would need to be told apart to be filled again.
const oneList = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false
  const { data, requests, log } = value as Record<string, unknown>
  const entries = (log as { entries?: unknown } | null | undefined)?.entries
  return [data, requests, entries].filter(Array.isArray).length <= 1
}

test("the pieces of any JSON, in chunks of any size, make the same JSON", () => {
  const documents = fc.array(json.filter(oneList), { minLength: 1, maxLength: 3 })
  const layout = fc.record({ indent: fc.constantFrom(0, 1), chunkBytes: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(documents, layout, (values, { indent, chunkBytes }) => {
      const text = values.map((value) => JSON.stringify(value, null, indent)).join(indent ? "\n" : "")
      expect(valuesOf(text, chunkBytes)).toEqual(JSON.parse(JSON.stringify(values)))
    }),
    { numRuns: 1000 },
  )
})

test("what is taken for JSON piece by piece is JSON, whatever is changed in it", () => {
  const change = fc.record({
    at: fc.nat(),
    text: fc.constantFrom("", ",", "]", "}", '"', "[", "{", ":", "\\", "1"),
  })
  fc.assert(
    fc.property(
      json.filter(oneList),
      change,
      fc.integer({ min: 1, max: 40 }),
      (value, { at, text }, size) => {
        const whole = JSON.stringify(value)
        const place = at % whole.length
        const changed = whole.slice(0, place) + text + whole.slice(place + 1)
        const isJson = isValid(changed)
        const pieces = valuesOf(changed, size)
        // One text may have become several that follow each other; then each of them is JSON.
        expect(pieces?.length === 1).toBe(isJson)
      },
    ),
    { numRuns: 2000 },
  )
})

function isValid(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null
  } catch {
    return false
  }
}

test.each([
  ['{"a":1}\nx', 'Line 2 of it is not JSON: "x".'],
  ['{"a":1}\n{"a":"b\n"}', "Line 2 of it is not JSON: it ends within a text."],
  [
    '{"a":1}\n\n{"a":',
    "The JSON that begins on line 3 of it is not complete: the end comes before its brackets are closed.",
  ],
  [
    '[{"a":1},\n{"a":"b',
    "The JSON that begins on line 2 of it is not complete: the end comes within a text.",
  ],
])("%j is refused by its line", (text, message) => {
  expect(() => split(text, 5)).toThrow(expect.objectContaining({ code: "CAPTURE_INVALID", message }))
})
