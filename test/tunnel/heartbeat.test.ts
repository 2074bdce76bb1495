import { expect, test } from "vitest"
import { Heartbeat } from "../../src/tunnel/heartbeat.ts"
import { FakeClock } from "../support/fake-clock.ts"

/** A heartbeat on a clock whose time can also pass without its timers, as it does while a machine sleeps. */
function beating(lookEveryMs: number) {
  const clock = new FakeClock()
  let sleptMs = 0
  const told: string[] = []
  const heartbeat = new Heartbeat({
    clock: {
      now: () => clock.now() + sleptMs,
      startTimer: (delayMs, callback) => clock.startTimer(delayMs, callback),
    },
    lookEveryMs,
    ping: () => told.push("ping"),
    onDead: (silentMs) => told.push(`dead after ${silentMs}`),
  })
  return { clock, told, heartbeat, sleep: (ms: number) => void (sleptMs += ms) }
}

test.each([2000, 15_000])("looking every %i ms, silence is pinged twice and ended after 33 s", (everyMs) => {
  const { clock, told } = beating(everyMs)
  clock.advance(32_999)
  expect(told).toEqual(["ping", "ping"])
  clock.advance(1)
  expect(told).toEqual(["ping", "ping", "dead after 33000"])
})

test("after a sleep the peer is pinged at the next look and has two seconds", () => {
  const { clock, told, sleep } = beating(2000)
  sleep(60_000)
  clock.advance(2000)
  expect(told).toEqual(["ping"])
  clock.advance(2000)
  expect(told).toEqual(["ping", "dead after 64000"])
})

test("a peer that answers after a sleep lives on", () => {
  const { clock, told, sleep, heartbeat } = beating(2000)
  sleep(60_000)
  clock.advance(2000)
  heartbeat.heard()
  clock.advance(14_000)
  expect(told).toEqual(["ping"])
})

test("a heartbeat that was stopped says nothing", () => {
  const { clock, told, heartbeat } = beating(2000)
  heartbeat.stop()
  clock.advance(60_000)
  expect(told).toEqual([])
})
