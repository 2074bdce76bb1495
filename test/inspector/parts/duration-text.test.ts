import { expect, test } from "vitest"
import { durationText } from "../../../src/inspector/parts/duration-text.ts"

test.each([
  [0.4, "0 ms"],
  [999, "999 ms"],
  [999.6, "1 s"],
  [59_999, "60 s"],
  [119_999, "2 m 0 s"],
  [1234, "1.23 s"],
  [200_000, "3 m 20 s"],
])("%d milliseconds are told as %s", (ms, text) => {
  expect(durationText(ms)).toBe(text)
})
