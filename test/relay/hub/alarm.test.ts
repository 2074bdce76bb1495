import { expect, test } from "vitest"
import { Alarm } from "../../../src/relay/hub/alarm.ts"
import { FakeClock } from "../../support/fake-clock.ts"

test("it rings once at the earliest of the times it was set to", () => {
  const clock = new FakeClock()
  const rung: number[] = []
  const alarm = new Alarm(clock, () => rung.push(clock.now()))
  const start = clock.now()
  alarm.setTo(start + 5000)
  alarm.setTo(start + 1000)
  alarm.setTo(start + 9000)
  clock.advance(10_000)
  expect(rung).toEqual([start + 1000])
})

test("a time that has come already rings at once and leaves a later one set", async () => {
  const clock = new FakeClock()
  let rung = 0
  const alarm = new Alarm(clock, () => (rung += 1))
  alarm.setTo(clock.now() + 1000)
  alarm.setTo(clock.now())
  await Promise.resolve()
  expect(rung).toBe(1)
  clock.advance(1000)
  expect(rung).toBe(2)
})

test("switched off it stays silent", () => {
  const clock = new FakeClock()
  let rung = 0
  const alarm = new Alarm(clock, () => (rung += 1))
  alarm.setTo(clock.now() + 1000)
  alarm.off()
  clock.advance(1000)
  expect(rung).toBe(0)
})

test("it rings after a minute at the latest, so that the clock is looked at again", () => {
  const clock = new FakeClock()
  let rung = 0
  const alarm = new Alarm(clock, () => (rung += 1))
  alarm.setTo(clock.now() + 3_600_000)
  clock.advance(59_999)
  expect(rung).toBe(0)
  clock.advance(1)
  expect(rung).toBe(1)
})
