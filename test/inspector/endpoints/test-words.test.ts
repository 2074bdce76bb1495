import { expect, test } from "vitest"
import type { AttemptJson } from "../../../src/domain/api-types.ts"
import { attemptHint, attemptWords, bodyExcerpt } from "../../../src/inspector/endpoints/test-words.ts"
import { textOfBase64 } from "../../../src/inspector/events/draft.ts"

const ATTEMPT: AttemptJson = {
  id: "att_1",
  attempt: 1,
  at: "2026-01-15T02:03:04.567Z",
  url: "https://example.com",
  outcome: "responded",
  status: 200,
  elapsedMs: 11.7,
  detail: null,
  response: null,
}

test("an answer is told by its status and time", () => {
  expect(attemptWords(ATTEMPT)).toBe("200 in 12 ms")
  expect(attemptHint(ATTEMPT)).toBeUndefined()
})

test("no answer is told by its reason, with what to look at", () => {
  const refused: AttemptJson = { ...ATTEMPT, outcome: "refused", status: null }
  expect(attemptWords(refused)).toBe("Connection refused after 12 ms")
  expect(attemptHint(refused)).toMatch(/start the receiver/)
  expect(attemptHint({ ...refused, outcome: "tls", detail: "certificate has expired" })).toBe(
    "The certificate was not accepted: certificate has expired.",
  )
  expect(attemptHint({ ...refused, outcome: "reset", detail: "in mid-body" })).toBe("in mid-body")
})

test("of an answer's body the beginning is shown", () => {
  const base64 = (text: string): string => Buffer.from(text).toString("base64")
  expect(bodyExcerpt("", textOfBase64)).toBeUndefined()
  expect(bodyExcerpt(base64("ok"), textOfBase64)).toBe("ok")
  expect(bodyExcerpt(base64("x".repeat(700)), textOfBase64)).toBe(`${"x".repeat(600)}…`)
  expect(bodyExcerpt("//79", textOfBase64)).toBe("(binary data)")
})
