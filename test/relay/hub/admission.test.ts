import { expect, test } from "vitest"
import { ADMITTED_PER_SECOND, Admission, comeBackAfterMs } from "../../../src/relay/hub/admission.ts"
import { FakeClock } from "../../support/fake-clock.ts"

test("so many are let in in any second, and those sent away get turns one after the other", () => {
  const clock = new FakeClock()
  const admission = new Admission(clock)
  const first = Array.from({ length: ADMITTED_PER_SECOND }, () => admission.admit())
  expect(new Set(first)).toEqual(new Set([0]))
  const sentAway = Array.from({ length: 2 * ADMITTED_PER_SECOND }, () => admission.admit())
  expect([sentAway[0], sentAway.at(-1)]).toEqual([1, 2])
  clock.advance(999)
  expect(admission.admit()).toBeGreaterThan(0)
  clock.advance(1)
  expect(admission.admit()).toBe(0)
})

test("a clock that is set back locks nobody out", () => {
  let now = 1_000_000
  const admission = new Admission({ now: () => now, startTimer: () => ({ cancel() {} }) })
  for (let index = 0; index < ADMITTED_PER_SECOND; index += 1) admission.admit()
  now -= 500_000
  expect(admission.admit()).toBe(0)
})

test("a listener that is alone comes back first, the others one after the other", () => {
  expect([0, ADMITTED_PER_SECOND].map((index) => comeBackAfterMs(index, 200))).toEqual([200, 1200])
})
