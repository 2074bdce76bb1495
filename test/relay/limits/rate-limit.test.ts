import { expect, test } from "vitest"
import { RateLimit } from "../../../src/relay/limits/rate-limit.ts"
import { FakeClock } from "../../support/fake-clock.ts"

function taken(limit: RateLimit, inboxes: readonly { id: string; workspace: string }[]): number {
  return inboxes.filter((inbox) => limit.count(inbox) === null).length
}

const inbox = (id: string, workspace = "ws"): { id: string; workspace: string } => ({ id, workspace })

test("an inbox takes four seconds' worth at once and its rate from then on", () => {
  const clock = new FakeClock()
  const limit = new RateLimit(clock, 10)
  expect(
    taken(
      limit,
      Array.from({ length: 100 }, () => inbox("in_a")),
    ),
  ).toBe(40)
  clock.advance(1000)
  expect(
    taken(
      limit,
      Array.from({ length: 100 }, () => inbox("in_a")),
    ),
  ).toBe(10)
})

test("the inboxes of a workspace together take four inboxes' worth", () => {
  const limit = new RateLimit(new FakeClock(), 10)
  const many = Array.from({ length: 1000 }, (_, index) => inbox(`in_${index % 20}`))
  expect(taken(limit, many)).toBe(160)
  expect(limit.count(inbox("in_other", "another"))).toBeNull()
})

test("whoever is refused is told how many whole seconds to wait", () => {
  const limit = new RateLimit(new FakeClock(), 0.1)
  limit.count(inbox("in_a"))
  expect(limit.count(inbox("in_a"))).toBe(10)
})
