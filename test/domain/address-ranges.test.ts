import fc from "fast-check"
import { expect, test } from "vitest"
import { AddressRanges, readAddress } from "../../src/domain/address-ranges.ts"

test.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["10.0.0.0/8", "::ffff:10.1.2.3", true],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.7", "192.0.2.8", false],
  ["fd00::/8", "fd12::1", true],
  ["fd00::/8", "fe80::1", false],
  ["::1", "0:0:0:0:0:0:0:1", true],
  ["0.0.0.0/0", "::1", false],
  ["10.0.0.0/8", "", false],
  ["10.0.0.0/8", "10.1", false],
  ["10.0.0.0/8", "0x0a.0.0.1", false],
])("of %s, %s is a part: %s", (range, address, is) => {
  expect(new AddressRanges([range]).has(address)).toBe(is)
})

test.each([
  "",
  "10",
  "10.0.0.0/33",
  "::/129",
  "10.0.0.0/-1",
  "localhost",
  "10.0.0.0/8 ",
  "1.2.3.4/8/8",
  "010.0.0.1",
])("%j is no range", (text) => {
  expect(() => new AddressRanges([text])).toThrow(RangeError)
})

test.each([
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:DB8:0::1", "2001:db8::1"],
  ["203.0.113.7", "203.0.113.7"],
  ["127.1", undefined],
  ["203.0.113.7:80", undefined],
])("%s is read as %s", (text, address) => {
  expect(readAddress(text)).toBe(address)
})

test("whatever is read, the answer is yes or no", () => {
  const ranges = new AddressRanges(["10.0.0.0/8", "fd00::/8"])
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()),
      (text) =>
        typeof ranges.has(text) === "boolean" && ranges.has(text) === ranges.has(readAddress(text) ?? ""),
    ),
  )
})
