import { expect, test } from "vitest"
import { pollPauseMs } from "../../../src/inspector/events/poll-pause.ts"

test.each([
  [0, 150],
  [2000, 500],
  [3_600_000, 5000],
])("%i ms after an event, what is pending is asked for again in %i ms", (age, pause) => {
  expect(pollPauseMs([{ status: "delivered" }, { status: "pending" }], age, 0)).toBe(pause)
})

test("what has ended is not asked for again", () => {
  expect(pollPauseMs([{ status: "delivered" }, { status: "failed" }], 0, 0)).toBeUndefined()
  expect(pollPauseMs([], 0, 0)).toBeUndefined()
})
