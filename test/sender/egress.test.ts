import fc from "fast-check"
import { expect, test } from "vitest"
import { isPublicAddress } from "../../src/sender/egress.ts"

test.each(["93.184.216.34", "1.1.1.1", "2606:2800:220:1::", "2a00:1450:4001::1"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "192.0.2.1",
  "198.18.0.1",
  "::",
  "::1",
  "::127.0.0.1",
  "::7f00:1",
  "4000::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001::1",
  "2001:db8::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "fd00::1",
  "ff02::1",
  "localhost",
  "0x7f.1",
  "",
])("%s is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test("whatever text comes from a resolver, the answer is yes or no", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()),
      (text) => typeof isPublicAddress(text) === "boolean",
    ),
  )
})
