import { expect, test } from "vitest"
import { matchesWords } from "../../../src/inspector/catalogue/matches-words.ts"
import { nextActive } from "../../../src/inspector/catalogue/next-active.ts"

test.each([
  ["ArrowDown", 0, 3, 1],
  ["ArrowDown", 2, 3, 0],
  ["ArrowUp", 0, 3, 2],
  ["ArrowUp", 1, 3, 0],
  ["PageDown", 0, 3, 2],
  ["PageDown", 0, 90, 8],
  ["PageUp", 10, 90, 2],
  ["ArrowDown", 0, 0, 0],
  ["a", 0, 3, undefined],
])("%s at %i of %i leads to %j", (key, active, count, next) => {
  expect(nextActive(key, active, count)).toBe(next)
})

test("a search finds what has every word of it, in any order and case", () => {
  expect(matchesWords("WEB std", ["standard-webhooks", "Standard Webhooks"])).toBe(false)
  expect(matchesWords("WEB standard", ["standard-webhooks", "Standard Webhooks"])).toBe(true)
  expect(matchesWords("  ", ["anything"])).toBe(true)
})
