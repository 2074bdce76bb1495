import fc from "fast-check"
import { beforeEach, expect, test } from "vitest"
import { Buckets } from "../../../src/relay/limits/buckets.ts"
import { FakeClock } from "../../support/fake-clock.ts"

let clock: FakeClock
let buckets: Buckets
beforeEach(() => {
  clock = new FakeClock()
  buckets = new Buckets(clock, { perSecond: 2, burst: 3 })
})

function takeAll(name: string): void {
  while (buckets.wait(name) === 0) buckets.take(name)
}

test("a full bucket gives its burst, then one token after the other as they come", () => {
  takeAll("a")
  expect(buckets.wait("a")).toBe(0.5)
  clock.advance(500)
  expect(buckets.wait("a")).toBe(0)
  buckets.take("a")
  expect(buckets.wait("a")).toBe(0.5)
})

test("one name's bucket is not another's", () => {
  takeAll("a")
  expect(buckets.wait("b")).toBe(0)
})

test("a bucket never holds more than its burst", () => {
  takeAll("a")
  clock.advance(3_600_000)
  let taken = 0
  for (; buckets.wait("a") === 0; taken += 1) buckets.take("a")
  expect(taken).toBe(3)
})

test("a clock that is set back neither fills nor locks a bucket", () => {
  let now = 1_000_000
  const own = new Buckets({ now: () => now, startTimer: () => ({ cancel() {} }) }, { perSecond: 1, burst: 1 })
  own.take("a")
  now -= 900_000
  expect(own.wait("a")).toBe(1)
  now += 1000
  expect(own.wait("a")).toBe(0)
})

test("in no time more is taken than the burst and what came in", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2000 }), { maxLength: 50 }), (pauses) => {
      const time = new FakeClock()
      const bucket = new Buckets(time, { perSecond: 2, burst: 3 })
      let taken = 0
      for (const pause of pauses) {
        time.advance(pause)
        if (bucket.wait("a") > 0) continue
        bucket.take("a")
        taken += 1
      }
      const seconds = pauses.reduce((sum, pause) => sum + pause, 0) / 1000
      expect(taken).toBeLessThanOrEqual(3 + seconds * 2)
    }),
    { numRuns: 50 },
  )
})

test("ten thousand other names are remembered, not every one there ever was", () => {
  takeAll("a")
  for (let index = 0; index < 10_000; index += 1) buckets.take(`other ${index}`)
  expect(buckets.wait("a")).toBe(0)
})
