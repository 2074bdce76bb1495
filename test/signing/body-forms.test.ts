import fc from "fast-check"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { bodyInForm } from "../../src/signing/body-form.ts"
import { hasDuplicateKeys } from "../../src/signing/duplicate-keys.ts"
import { sign, verify } from "../support/signing.ts"

const secrets = ["accelex_wh_demo_secret_of_some_length"]
const { scheme: accelex } = findProvider("accelex")
const { scheme: axiestudio } = findProvider("axiestudio")

const signed = (body: Buffer, scheme = accelex) =>
  sign(scheme, { secrets, id: "evt_1", timestampMs: 0, eventType: "invoice.resolved", body })
const judge = (body: Buffer, signedBody = body, scheme = accelex) =>
  verify(scheme, { headers: signed(signedBody, scheme).headers, body, secrets, nowMs: 0 })

test.each([
  ["whitespace", '{ "a": 1 }\n', '{"a":1}'],
  ["a trailing zero", '{"amount":12450.00}', '{"amount":12450}'],
  ["an exponent", '{"a":1e3}', '{"a":1000}'],
  ["a negative zero", '{"a":-0}', '{"a":0}'],
  ["an integer above 2^53", '{"a":9007199254740993}', '{"a":9007199254740992}'],
  ["a number beyond a double", '{"a":1e400}', '{"a":null}'],
  ["a unicode escape", '{"a":"\\u00fc"}', '{"a":"ü"}'],
  ["an escaped slash", '{"a":"\\/"}', '{"a":"/"}'],
  ["the order of integer-like keys", '{"b":1,"1":2}', '{"1":2,"b":1}'],
])("re-serialising changes %s, so AccelEx's signature is not over the bytes sent", (_, wire, rewritten) => {
  const body = Buffer.from(wire)
  expect(Buffer.from(bodyInForm(body, "reserialised")!).toString()).toBe(rewritten)
  expect(signed(body).signedBodyDiffers).toBe(true)
  expect(signed(body).signature).toEqual(signed(Buffer.from(rewritten)).signature)
  expect(judge(body)).toMatchObject({ verified: true, match: { bodyForm: "reserialised" } })
})

test.each([
  '{"amount":9,"amount":1}',
  '{"amount":9,"\\u0061mount":1}',
  '{"list":[{"a":{}},{"b":1,"c":[1,{"d":2}],"b":"\\"}"}]}',
])("a body with a key twice proves nothing where it is printed again: %s", (wire) => {
  const body = Buffer.from(wire)
  expect(Buffer.compare(bodyInForm(body, "reserialised")!, body)).not.toBe(0)
  for (const scheme of [accelex, axiestudio])
    expect(judge(body, bodyInForm(body, "reserialised") as Buffer, scheme)).toMatchObject({
      verified: false,
      reason: "malformed",
      match: null,
    })
})

test("keys are told apart by the object they stand in", () => {
  for (const json of ['{"a":{"a":1},"b":[{"a":1},{"a":2}],"c":"a","d":":{,\\"a\\\\"}', "[]", '"a"', "1", ""])
    expect(hasDuplicateKeys(Buffer.from(json))).toBe(false)
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(hasDuplicateKeys(Buffer.from(JSON.stringify(value)))).toBe(false)
      expect(hasDuplicateKeys(Buffer.from(`{"x":${JSON.stringify(value)}, "x" :0}`))).toBe(true)
    }),
  )
})

test("a body of megabytes, of escapes and of nests is read through in one go", () => {
  for (const json of [
    `{"a":"${"\\n".repeat(5_000_000)}","a":1}`,
    `{"a":"${"x".repeat(10_000_000)}","a":1}`,
    `{"a":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)},"a":1}`,
  ])
    expect(hasDuplicateKeys(Buffer.from(json))).toBe(true)
})

test("AccelEx also verifies a signature over the bytes as sent, and says so", () => {
  const body = Buffer.from('{"amount":12450.00}')
  const { headers } = signed(body, { ...accelex, bodyForms: ["raw"] })
  expect(verify(accelex, { headers, body, secrets, nowMs: 0 })).toMatchObject({
    verified: true,
    match: { bodyForm: "raw" },
  })
})

test("Axie Studio signs the bytes as sent and verifies them before the re-serialised ones", () => {
  const [pretty, compact] = [Buffer.from('{ "a": 1 }'), Buffer.from('{"a":1}')]
  expect(signed(pretty, axiestudio).signedBodyDiffers).toBe(false)
  expect(judge(pretty, pretty, axiestudio).match?.bodyForm).toBe("raw")
  expect(judge(pretty, compact, axiestudio).match?.bodyForm).toBe("reserialised")
  expect(judge(compact, pretty, axiestudio)).toMatchObject({ verified: false, reason: "no-match" })
})

test.each([
  ["empty", Buffer.alloc(0)],
  ["not JSON", Buffer.from("payload=%7B%7D")],
  ["invalid UTF-8", Buffer.from([0x22, 0xff, 0x22])],
  ["a byte order mark", Buffer.from("\ufeff{}")],
  ["NULs", Buffer.alloc(9)],
])("a body that cannot be re-serialised is signed as it is: %s", (_, body) => {
  expect(signed(body).signedBodyDiffers).toBe(false)
  expect(judge(body)).toMatchObject({ verified: true, match: { bodyForm: "raw" } })
})

test("a body is read from its own bytes even where it is a part of a larger buffer", () => {
  const body = Buffer.from('xx{"a":1}yy').subarray(2, 9)
  expect(judge(Buffer.from('{"a":1}'), body).verified).toBe(true)
})

test("a body nested deeper than a JSON printer can go is verified all the same", () => {
  const body = Buffer.from("[".repeat(200_000) + "]".repeat(200_000))
  expect(judge(body).verified).toBe(true)
})
