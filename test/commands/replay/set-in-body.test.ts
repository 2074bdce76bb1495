import fc from "fast-check"
import { expect, test } from "vitest"
import { setInBody } from "../../../src/commands/replay/set-in-body.ts"
import type { Json } from "../../../src/providers/provider.ts"
import { setPath } from "../../../src/sender/envelope-path.ts"

const set = (text: string, path: string, value: Json): string =>
  setInBody(Buffer.from(text), path, value).toString("utf8")

test("one value changes, every other byte stays as it was written", () => {
  const text = '{ "id": 12345678901234567890,\n  "a": {"b": [1.50, "x"], "c": "\\u00e9"} }\n'
  expect(set(text, "a.b.1", "y")).toBe(text.replace('"x"', '"y"'))
  expect(set(text, "a.b", null)).toBe(text.replace('[1.50, "x"]', "null"))
  expect(set(text, "a.c", { deep: true })).toBe(text.replace('"\\u00e9"', '{"deep":true}'))
})

test("of a key that stands there twice the last one counts, as for every reader", () => {
  expect(set('{"a":1,"a":2}', "a", 3)).toBe('{"a":1,"a":3}')
})

test("a field that is not there is refused with the one that is near", () => {
  expect(() => set('{"role":"admin"}', "rolle", "x")).toThrow('"rolle" is not a field of this payload.')
})

test("what is not JSON is refused", () => {
  expect(() => set("a=1", "a", 2)).toThrow("The body is not JSON")
  expect(() => setInBody(Buffer.from([0xff]), "a", 2)).toThrow("The body is not JSON")
})

test("whatever the JSON and however it is indented, the value read at the path is the one that was set", () => {
  const objects = fc.dictionary(fc.stringMatching(/^[a-z"\\{}]{1,4}$/), fc.jsonValue({ maxDepth: 3 }), {
    minKeys: 1,
  })
  const check = (object: Record<string, unknown>, pick: number, value: unknown, indent: number): void => {
    const text = JSON.stringify(object, null, indent)
    const keys = Object.keys(JSON.parse(text) as object)
    const key = keys[pick % keys.length]!
    const expected = setPath(JSON.parse(text) as Json, key, value as Json)
    expect(JSON.parse(set(text, key, value as Json))).toEqual(JSON.parse(JSON.stringify(expected)))
  }
  fc.assert(fc.property(objects, fc.nat(50), fc.jsonValue(), fc.nat(3), check))
})
