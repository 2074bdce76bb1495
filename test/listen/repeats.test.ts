import { expect, test } from "vitest"
import { Repeats } from "../../src/listen/repeats.ts"
import type { AttemptAnswer } from "../../src/listen/result-memory.ts"
import { FakeClock } from "../support/fake-clock.ts"

function answersOf(count: number): AttemptAnswer[] {
  return Array.from({ length: count }, (_, index) => ({
    info: {
      delivery: String(index),
      attempt: 1,
      epoch: 1,
      outcome: "responded",
      status: 200,
      headers: [],
      elapsedMs: 5,
    },
    body: new Uint8Array(),
    bodyIsWhole: true,
  }))
}

function begin(count: number) {
  const clock = new FakeClock()
  const repeats = new Repeats(clock)
  const sent: string[] = []
  repeats.begin(answersOf(count), ({ info }) => void sent.push(info.delivery))
  const settle = (delivery: number): void => repeats.settled({ delivery: String(delivery), attempt: 1 })
  return { clock, repeats, sent, settle }
}

test("sixteen answers are repeated at once, the next ones as the first are acknowledged, in their order", () => {
  const { sent, settle } = begin(20)
  expect(sent).toHaveLength(16)
  settle(0)
  settle(1)
  expect(sent.slice(16)).toEqual(["16", "17"])
})

test("an answer that was acknowledged before its turn is not repeated", () => {
  const { clock, sent, settle } = begin(20)
  settle(18)
  clock.advance(1000)
  expect(sent.slice(16)).toEqual(["16", "17", "19"])
})

test("acknowledgements that never come hold up the rest for a second", () => {
  const { clock, sent } = begin(40)
  clock.advance(999)
  expect(sent).toHaveLength(16)
  clock.advance(1)
  expect(sent).toHaveLength(32)
  clock.advance(1000)
  expect([sent.length, clock.timers]).toEqual([40, 0])
})

test("after the end nothing is repeated and no timer waits", () => {
  const { clock, repeats, sent, settle } = begin(40)
  repeats.end()
  settle(0)
  clock.advance(5000)
  expect([sent.length, clock.timers]).toEqual([16, 0])
})
