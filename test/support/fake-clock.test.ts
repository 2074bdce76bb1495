import { expect, test } from "vitest"
import { FakeClock } from "./fake-clock.ts"

test("timers run in the order they are due, each at its own time", () => {
  const clock = new FakeClock(0)
  const ran: [string, number][] = []
  clock.startTimer(20, () => ran.push(["b", clock.now()]))
  clock.startTimer(10, () => {
    ran.push(["a", clock.now()])
    clock.startTimer(5, () => ran.push(["a2", clock.now()]))
  })
  clock.startTimer(30, () => ran.push(["late", clock.now()]))
  clock.advance(25)
  expect(ran).toEqual([
    ["a", 10],
    ["a2", 15],
    ["b", 20],
  ])
  expect(clock.now()).toBe(25)
  expect(clock.timers).toBe(1)
})

test("a cancelled timer never runs", () => {
  const clock = new FakeClock(0)
  const ran: string[] = []
  clock.startTimer(10, () => ran.push("cancelled")).cancel()
  clock.advance(100)
  expect(ran).toEqual([])
})

test("time stands still while real work goes on between two timers", async () => {
  const clock = new FakeClock(0)
  const times: number[] = []
  const work = async (): Promise<void> => {
    for (const delayMs of [100, 0, 3_600_000]) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      await new Promise<void>((resolve) => clock.startTimer(delayMs, resolve))
      times.push(clock.now())
    }
  }
  await clock.runUntil(work())
  expect(times).toEqual([100, 100, 3_600_100])
})

test("what the awaited work throws is thrown on", async () => {
  const clock = new FakeClock(0)
  await expect(clock.runUntil(Promise.reject(new Error("no")))).rejects.toThrow("no")
})
