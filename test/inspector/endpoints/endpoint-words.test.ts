import { expect, test } from "vitest"
import {
  confirmationOf,
  endpointTitle,
  eventsInShort,
  isConfirmed,
  replayedWords,
  replayWords,
  rotatedNote,
  rotationWarning,
  secretWords,
} from "../../../src/inspector/endpoints/endpoint-words.ts"

const NAMED = { name: "Orders", url: "https://example.com:8443/hooks?x" }
const NAMELESS = { ...NAMED, name: null }

test("an endpoint is called by its name, else by its address", () => {
  expect(endpointTitle(NAMED)).toBe("Orders")
  expect(endpointTitle(NAMELESS)).toBe("example.com:8443/hooks?x")
})

test("it is deleted by typing its name, else its host", () => {
  expect(confirmationOf(NAMED)).toBe("Orders")
  expect(confirmationOf(NAMELESS)).toBe("example.com:8443")
  expect(isConfirmed(NAMED, " orders ")).toBe(true)
  expect(isConfirmed(NAMED, "order")).toBe(false)
  expect(isConfirmed(NAMED, "")).toBe(false)
})

test.each([
  [["*"], "all events"],
  [["user.created"], "user.created"],
  [["user.created", "a", "b"], "user.created +2"],
  [[], "-"],
])("the event types %j are told as %j", (events, text) => {
  expect(eventsInShort(events)).toBe(text)
})

test("a rotation says what becomes of the old secret", () => {
  const overlapping = { name: "Axie", canOverlap: true }
  const abrupt = { name: "Axie", canOverlap: false }
  expect(rotationWarning(overlapping, { secrets: 1 }, 3600)).toMatch(/^Until the old secret ends/)
  expect(rotationWarning(overlapping, { secrets: 1 }, 0)).toMatch(/^The old secret stops at once.*new one\.$/)
  expect(rotationWarning(abrupt, { secrets: 1 }, 0)).toMatch(/Axie signs with one secret at a time\.$/)
  expect(rotationWarning(abrupt, { secrets: 0 }, 0)).toMatch(/no secret yet/)
})

test("after a rotation the overlap is told", () => {
  expect(rotatedNote({ secrets: 1 }, 3600)).toBe("The old secret is invalid from now on.")
  expect(rotatedNote({ secrets: 2 }, 3600)).toBe(
    "Deliveries carry the signatures of both secrets for 1 hour.",
  )
})

test.each([
  [0, "No failed delivery is left: nothing would be sent again."],
  [1, "1 delivery would be sent again."],
  [12, "12 deliveries would be sent again."],
])("a replay of %i is told before it is done", (count, text) => {
  expect(replayWords(count)).toBe(text)
})

test.each([
  [1, "1 delivery is sent again."],
  [12, "12 deliveries are sent again."],
])("a replay of %i is told after it was done", (count, text) => {
  expect(replayedWords(count)).toBe(text)
})

test.each([
  [0, "none: deliveries are not signed"],
  [1, "shown only when it was made"],
  [2, "two are valid until the rotation ends"],
])("of %i secrets is said what can be said", (secrets, text) => {
  expect(secretWords(secrets)).toBe(text)
})
