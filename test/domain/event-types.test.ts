import fc from "fast-check"
import { expect, test } from "vitest"
import { matchesEventType, nearest } from "../../src/domain/event-types.ts"

test.each([
  ["user.created", "user.created", true],
  ["user.created", "user.created2", false],
  ["*", "anything.at.all", true],
  ["user.*", "user.created", true],
  ["user.*", "user.role.changed", true],
  ["user.*", "users.created", false],
  ["*.created", "user.created", true],
  ["a*b*c", "a1b2c", true],
  ["a*b*c", "ac", false],
  ["a*a", "a", false],
  ["*b*", "abc", true],
])("%s against %s: %s", (pattern, eventType, expected) => {
  expect(matchesEventType(pattern, eventType)).toBe(expected)
})

test("a pattern matches what its stars are filled with", () => {
  const word = fc.stringMatching(/^[a-z.]{0,6}$/)
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.array(word, { minLength: 4, maxLength: 4 }),
      (parts, fill) => {
        const filled = parts.reduce((text, part, index) => text + (fill[index - 1] ?? "") + part)
        expect(matchesEventType(parts.join("*"), filled)).toBe(true)
      },
    ),
  )
})

test("a pattern full of stars is judged at once", () => {
  expect(matchesEventType(`${"*a".repeat(2000)}b`, "a".repeat(50_000))).toBe(false)
})

test.each([
  ["user.craeted", ["user.created"]],
  ["created", ["user.created"]],
  ["nothing.like.it", []],
])("nearest to %s is %j", (name, expected) => {
  expect(nearest(name, ["user.created", "user.deleted", "role.changed"], 1)).toEqual(expected)
})
