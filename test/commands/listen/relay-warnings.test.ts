import { expect, test } from "vitest"
import { relayWarning } from "../../../src/commands/listen/relay-warnings.ts"

test("an endpoint that the relay disabled is named, and why", () => {
  const event = { type: "disabled", endpoint: "ep_1", why: "it answered 410 Gone" } as const
  expect(relayWarning(event, { env: {} })).toBe("Endpoint ep_1 was disabled: it answered 410 Gone.")
})

test("an error of the relay's own is told without its words, which may quote a body, unless they are asked for", () => {
  const event = { type: "bug", error: new TypeError("a secret body") } as const
  expect(relayWarning(event, { env: {} })).toMatch(/relay \(TypeError\)/)
  expect(relayWarning(event, { env: { WHK_DEBUG: "1" } })).toContain("a secret body")
})

test("what happens all the time is not told", () => {
  expect(relayWarning({ type: "committed", elapsedMs: 1 }, { env: {} })).toBeUndefined()
})
