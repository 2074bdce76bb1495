import { expect, test } from "vitest"
import { GuessLimit } from "../../../src/relay/limits/guess-limit.ts"
import { FakeClock } from "../../support/fake-clock.ts"

/** How many of so many wrong ones, each from the next address, were told to be wrong. */
function told(limit: GuessLimit, addresses: readonly (string | null)[]): number {
  return addresses.filter((address) => limit.count(address) === null).length
}

const times = (count: number, address: (index: number) => string | null): (string | null)[] =>
  Array.from({ length: count }, (_, index) => address(index))

test("one address is told twenty times, then has to wait", () => {
  const limit = new GuessLimit(new FakeClock())
  expect(
    told(
      limit,
      times(100, () => "192.0.2.1"),
    ),
  ).toBe(20)
  expect(limit.count("192.0.2.1")).toBe(2)
  expect(limit.count("192.0.2.2")).toBeNull()
})

test("after a pause it is told again", () => {
  const clock = new FakeClock()
  const limit = new GuessLimit(clock)
  told(
    limit,
    times(100, () => "192.0.2.1"),
  )
  clock.advance(10_000)
  expect(
    told(
      limit,
      times(100, () => "192.0.2.1"),
    ),
  ).toBe(5)
})

test("the addresses of one /64 count as one", () => {
  const limit = new GuessLimit(new FakeClock())
  expect(
    told(
      limit,
      times(100, (index) => `2001:db8:1:2::${index.toString(16)}`),
    ),
  ).toBe(20)
  expect(limit.count("2001:db8:1:2:ffff:1:2:3")).toBe(2)
  expect(limit.count("2001:db8:1:3::1")).toBeNull()
})

test("all addresses together are told a thousand times", () => {
  const limit = new GuessLimit(new FakeClock())
  expect(
    told(
      limit,
      times(5000, (index) => `10.0.${index >> 8}.${index & 255}`),
    ),
  ).toBe(1000)
})

test("clients without an address count as one", () => {
  expect(
    told(
      new GuessLimit(new FakeClock()),
      times(100, () => null),
    ),
  ).toBe(20)
})
