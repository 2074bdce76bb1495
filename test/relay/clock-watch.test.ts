import { expect, test } from "vitest"
import { ClockWatch } from "../../src/relay/clock-watch.ts"
import type { Queue } from "../../src/store/port.ts"

/** A watch over a clock that shows what the test says, and what it moved. */
function aWatch() {
  const moved: [Queue, number, number][] = []
  const at = { now: 0 }
  const store = {
    shiftDue: (queue: Queue, after: number, byMs: number) => {
      moved.push([queue, after, byMs])
      return Promise.resolve()
    },
  }
  const clock = { now: () => at.now, startTimer: () => ({ cancel() {} }) }
  const watch = new ClockWatch("endpoints", { store, clock })
  const lookAt = async (now: number): Promise<void> => {
    at.now = now
    await watch.look()
  }
  return { moved, lookAt }
}

test("a clock that was set back moves what is due by as much, once", async () => {
  const { moved, lookAt } = aWatch()
  await lookAt(100_000)
  await lookAt(40_000)
  await lookAt(40_000)
  await lookAt(41_000)
  expect(moved).toEqual([["endpoints", 40_000, -60_000]])
})

test("a clock that goes on, was set forward or back by less than five seconds moves nothing", async () => {
  const { moved, lookAt } = aWatch()
  await lookAt(100_000)
  await lookAt(100_001)
  await lookAt(36_000_000)
  await lookAt(36_000_000 - 4999)
  expect(moved).toEqual([])
})
