import type { IncomingMessage } from "node:http"
import fc from "fast-check"
import { expect, test } from "vitest"
import { AddressRanges } from "../../../src/domain/address-ranges.ts"
import { Proxies } from "../../../src/relay/edge/proxies.ts"

const proxies = new Proxies(new AddressRanges(["10.0.0.0/8", "::1"]))

function from(remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage
}

test.each<[peer: string, forwarded: string, client: string | null]>([
  ["203.0.113.1", "", "203.0.113.1"],
  ["203.0.113.1", "198.51.100.1", "203.0.113.1"],
  ["10.0.0.1", "", "10.0.0.1"],
  ["10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"],
  ["10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
  ["10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["::1", "2001:DB8::7", "2001:db8::7"],
  ["10.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
  ["10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"],
  ["10.0.0.1", "unknown", null],
  ["10.0.0.1", "198.51.100.1, unknown", null],
  ["10.0.0.1", "127.1", null],
])("from %s, forwarded for %j: the client is %s", (remoteAddress, forwarded, client) => {
  expect(proxies.clientAddress(from(remoteAddress, { "x-forwarded-for": forwarded }))).toBe(client)
})

test("without a proxy to trust, the client is the peer whatever it writes", () => {
  const nobody = new Proxies()
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), (peer, forwarded) => {
      const request = from(peer, { "x-forwarded-for": forwarded, "x-forwarded-host": forwarded })
      return nobody.clientAddress(request) === peer && nobody.forwardedHost(request) === undefined
    }),
  )
})

test("whatever a client writes before it, the address our proxy appends is the one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (written) => {
      const request = from("10.0.0.1", { "x-forwarded-for": `${written}, 198.51.100.1` })
      return proxies.clientAddress(request) === "198.51.100.1"
    }),
  )
})
