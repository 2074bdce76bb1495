import fc from "fast-check"
import { expect, test } from "vitest"
import { base64OfText, draftOf, readDraft, textOfBase64 } from "../../../src/inspector/events/draft.ts"

const EVENT = {
  type: "user.created",
  title: "A user was created",
  status: "live",
  sample: { id: 1 },
} as const

test("a new draft has the event type's example as its data", () => {
  expect(readDraft(draftOf("axiestudio", EVENT))).toEqual({
    kind: "ready",
    input: { provider: "axiestudio", type: "user.created", data: { id: 1 } },
  })
})

test("data that is not JSON is a mistake, and nothing to send", () => {
  expect(readDraft({ ...draftOf("axiestudio", EVENT), dataText: "{" })).toMatchObject({
    kind: "mistake",
    mistake: { line: 1, column: 2 },
  })
})

test("a body is sent byte for byte, also one that is not JSON", () => {
  const body = '{"a": 1,}\r\n  ü'
  expect(readDraft({ ...draftOf("axiestudio", EVENT), part: "body", bodyText: body })).toEqual({
    kind: "ready",
    input: {
      provider: "axiestudio",
      type: "user.created",
      bodyBase64: Buffer.from(body).toString("base64"),
    },
  })
})

test("every text comes back from base64 as it was, or is told to be none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      expect(textOfBase64(base64OfText(text))).toBe(text.includes("\0") ? undefined : text)
    }),
  )
})

test("every body comes back from its text as the same bytes, or is told to be no text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const base64 = Buffer.from(bytes).toString("base64")
      const text = textOfBase64(base64)
      if (text !== undefined) expect(base64OfText(text)).toBe(base64)
    }),
  )
})

test("a byte order mark is kept", () => {
  expect(textOfBase64("77u/e30=")).toBe("\ufeff{}")
})

test("a body of a megabyte fits", () => {
  expect(base64OfText("a".repeat(1024 * 1024))).toHaveLength(Math.ceil((1024 * 1024) / 3) * 4)
})
