import fc from "fast-check"
import { expect, test } from "vitest"
import {
  endToEndHeaders,
  firstHeader,
  type Header,
  headersFromFlat,
  headersToFlat,
  headerValues,
  HOP_BY_HOP,
  isWritableHeader,
  withoutHeaders,
} from "../../src/domain/headers.ts"

const HEADERS: readonly Header[] = [
  ["X-One", "1"],
  ["x-one", "2"],
  ["Content-Type", "text/plain"],
]

test("pairs keep order, case and duplicates on the way through Node's flat list", () => {
  expect(headersFromFlat(headersToFlat(HEADERS))).toEqual(HEADERS)
})

test("values are found whatever the case of the name", () => {
  expect(headerValues(HEADERS, "X-ONE")).toEqual(["1", "2"])
  expect(firstHeader(HEADERS, "content-type")).toBe("text/plain")
  expect(firstHeader(HEADERS, "missing")).toBeUndefined()
})

test("named headers are left out with all their duplicates", () => {
  expect(withoutHeaders(HEADERS, ["X-oNe"])).toEqual([["Content-Type", "text/plain"]])
})

test.each([...HOP_BY_HOP])("%s stays on its connection", (name) => {
  expect(endToEndHeaders([[name.toUpperCase(), "x"], ...HEADERS])).toEqual(HEADERS)
})

test("what Connection names stays on its connection as well", () => {
  const headers: Header[] = [["Connection", "close, X-Private"], ["x-private", "1"], ...HEADERS]
  expect(endToEndHeaders(headers)).toEqual(HEADERS)
})

test.each(["X-Hub-Signature-256", "Content-Type", "Host", "webhook-id", "X-Shopify-Hmac-Sha256"])(
  "Connection cannot take %s off a delivery",
  (name) => {
    const headers: Header[] = [
      ["Connection", name],
      [name, "kept"],
    ]
    expect(endToEndHeaders(headers)).toEqual([[name, "kept"]])
  },
)

test.each([
  ["a line break", "X-A", "1\r\nX-B: 2"],
  ["a NUL", "X-A", "\0"],
  ["a character beyond Latin-1", "X-A", "\u0100"],
  ["a space in the name", "X A", "1"],
  ["a colon in the name", "X:A", "1"],
  ["an empty name", "", "1"],
])("a header with %s is not written", (_, name, value) => {
  expect(isWritableHeader([name, value])).toBe(false)
})

test("no writable header holds a line break, whatever it is made of", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: "binary" }), (name, value) => {
      if (isWritableHeader([name, value])) expect(`${name}${value}`).not.toMatch(/[\r\n\0]/)
    }),
  )
})
