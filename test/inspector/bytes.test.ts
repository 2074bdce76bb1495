import fc from "fast-check"
import { expect, test } from "vitest"
import { fromBase64, lookAtText, toBase64 } from "../../src/inspector/deliveries/body/bytes.ts"
import { makeEditable } from "../../src/inspector/deliveries/body/editable.ts"
import { readForm } from "../../src/inspector/deliveries/body/form.ts"
import { hexDump, parseHex, toHex } from "../../src/inspector/deliveries/body/hex.ts"

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const anyBytes = fc.uint8Array({ maxLength: 300 })

/** What a text field makes of what is put into it. */
const throughTextField = (text: string): string => text.replace(/\r\n|\r/g, "\n")

test("base64 and hex give the very bytes back", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(parseHex(toHex(bytes))).toEqual(bytes)
    }),
  )
})

test.each(["0", "0g", "00 1"])("%j is not hex", (text) => {
  expect(parseHex(text)).toBeUndefined()
})

test("a dump shows the offset, the bytes and what of them can be printed", () => {
  expect(hexDump(bytesOf("0123456789abcdef\n\u00fc"))).toBe(
    [
      "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef",
      "00000010  0a c3 bc                                          ...",
    ].join("\n"),
  )
})

test("bytes that are not UTF-8 are looked at with replacements and told apart from text", () => {
  expect(lookAtText(Uint8Array.of(0x61, 0xff))).toEqual({ text: "a\ufffd", isText: false })
  expect(lookAtText(bytesOf("\ufeffé"))).toEqual({ text: "\ufeffé", isText: true })
  expect(lookAtText(Uint8Array.of(0x61, 0))).toMatchObject({ isText: false })
})

test("a body that was not edited gives the very bytes back, whatever the text field does", () => {
  const text = fc
    .array(fc.constantFrom("a", "\n", "\r\n", "\r", "é", "\0", "\ufeff"))
    .map((parts) => bytesOf(parts.join("")))
  fc.assert(
    fc.property(fc.oneof(anyBytes, text), (bytes) => {
      const editable = makeEditable(bytes)
      expect(editable.toBytes(throughTextField(editable.text))).toEqual(bytes)
    }),
  )
})

test("an edited body keeps the line breaks it had", () => {
  const editable = makeEditable(bytesOf("a\r\nb"))
  expect(editable.toBytes("a\nc")).toEqual(bytesOf("a\r\nc"))
})

test.each(["a\nb\r\n", "\ufeffa", "a\0"])("%j is edited as hex", (text) => {
  expect(makeEditable(bytesOf(text)).as).toBe("hex")
})

test("a form's fields keep their order and their duplicates", () => {
  expect(readForm("a=1&b=two+words&a=%C3%BC&c&=x&&d=a=b")).toEqual([
    { name: "a", value: "1" },
    { name: "b", value: "two words" },
    { name: "a", value: "ü" },
    { name: "c", value: "" },
    { name: "", value: "x" },
    { name: "d", value: "a=b" },
  ])
})

test("what is not percent-encoded properly is shown as it is, and nothing makes the reader fail", () => {
  expect(readForm("a=%zz")).toEqual([{ name: "a", value: "%zz" }])
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readForm(text)))
})
