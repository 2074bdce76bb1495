import fc from "fast-check"
import { expect, test } from "vitest"
import { cleanText, maskSecret, printJson } from "../../src/domain/text.ts"

test.each([
  ["an escape sequence", "\u001b[2Jgone", "\\x1b[2Jgone"],
  ["a carriage return", "good\rbad", "good\\rbad"],
  ["a bidirectional override", "user\u202Etxt.exe", "user\\u{202e}txt.exe"],
  ["a C1 control", "\u009b31m", "\\x9b31m"],
  ["a lone surrogate", "\ud800", "\\u{d800}"],
  ["a tag character", "\u{e0041}", "\\u{e0041}"],
])("%s is shown, not obeyed", (_, text, expected) => {
  expect(cleanText(text)).toBe(expected)
})

test("ordinary text in any language and emoji stay as they are", () => {
  const text = "Zoë Tanaka 田中 – 100 % ✓ 🎉"
  expect(cleanText(text)).toBe(text)
})

test("long text is cut", () => {
  expect(cleanText("x".repeat(600))).toHaveLength(501)
})

// oxlint-disable-next-line no-control-regex
const MOVES_OR_REORDERS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/

test("no character that moves the cursor or reorders text survives", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(cleanText(text, 10_000)).not.toMatch(MOVES_OR_REORDERS)
    }),
  )
})

test.each([
  ["whsec_abcdefgh1234", "…1234"],
  ["short", "…"],
])("of the secret %s only %s is shown", (secret, expected) => {
  expect(maskSecret(secret)).toBe(expected)
})

test("JSON for a terminal means the same, and moves no cursor and hides no text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = printJson({ text })
      expect(JSON.parse(json)).toEqual({ text })
      expect(json).not.toMatch(MOVES_OR_REORDERS)
    }),
  )
})
