import fc from "fast-check"
import { expect, test } from "vitest"
import { tamper } from "../../src/check/tamper.ts"

const tampered = (text: string, where: "first" | "middle" | "last", spared?: readonly string[]) =>
  tamper(Buffer.from(text), where, spared)?.toString()

test.each([
  ["first", '{"a":2,"b":"x","c":"yes"}'],
  ["middle", '{"a":1,"b":"y","c":"yes"}'],
  ["last", '{"a":1,"b":"x","c":"yet"}'],
] as const)("the %s value of a JSON body changes, and nothing else", (where, changed) => {
  expect(tampered('{"a":1,"b":"x","c":"yes"}', where)).toBe(changed)
})

test.each([
  ["first", "a=2&b=x&c=Hello%21"],
  ["last", "a=1&b=x&c=Hellp%21"],
] as const)("the %s value of a form changes, and no percent-encoding breaks", (where, changed) => {
  expect(tampered("a=1&b=x&c=Hello%21", where)).toBe(changed)
})

test.each([
  ['{"a":9}', '{"a":8}'],
  ['{"a":"z"}', '{"a":"y"}'],
  ['{"a":"Z"}', '{"a":"Y"}'],
])("%s stays what it is as %s", (text, changed) => {
  expect(tampered(text, "first")).toBe(changed)
})

test("a field that holds the signature is spared", () => {
  expect(tampered("payload=a&signature=b", "last", ["signature"])).toBe("payload=b&signature=b")
  expect(tampered('{"payload":"a","signature":"b"}', "last", ["signature"])).toBe(
    '{"payload":"b","signature":"b"}',
  )
})

test.each(["", "{}", "[]", '{"a":""}', '{"a":"é"}', "not a form"])("%j has no value to change", (text) => {
  expect(tampered(text, "first")).toBeUndefined()
})

test("whatever the JSON: one byte changes, it still parses, and it means something else", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean())),
      fc.constantFrom("first" as const, "middle" as const, "last" as const),
      (value, where) => {
        const body = Buffer.from(JSON.stringify(value))
        const changed = tamper(body, where)
        if (!changed) return
        expect(changed.length).toBe(body.length)
        expect([...changed].filter((byte, at) => byte !== body[at])).toHaveLength(1)
        expect(JSON.parse(changed.toString())).not.toEqual(JSON.parse(body.toString()))
      },
    ),
    { numRuns: 500 },
  )
})
