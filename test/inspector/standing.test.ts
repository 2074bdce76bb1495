import { expect, test } from "vitest"
import type { AttemptJson } from "../../src/domain/api-types.ts"
import {
  attemptOf,
  canBeJudged,
  signatureOf,
  statusOf,
  verdictOf,
} from "../../src/inspector/deliveries/standing.ts"
import { clockTime } from "../../src/inspector/deliveries/time.ts"
import { delivery } from "./some-delivery.ts"

test.each([
  [{}, "good", "200"],
  [{ status: "answered", responseStatus: 500 }, "told", "500"],
  [{ status: "failed", responseStatus: null }, "bad", "no answer"],
  [{ status: "pending", responseStatus: 503 }, "waiting", "retrying"],
  [{ status: "pending", responseStatus: null, attempts: 0 }, "waiting", "waiting"],
] as const)("a delivery with %j is shown as %s: %s", (differences, tone, text) => {
  expect(statusOf(delivery("1", differences))).toMatchObject({ tone, text })
})

test("of a pending delivery it is said whether it was tried", () => {
  const title = (attempts: number): string => statusOf(delivery("1", { status: "pending", attempts })).title
  expect(title(0)).toBe("Pending: it waits to be tried, or to be tried again.")
  expect(title(1)).toBe("Pending: the last attempt failed, and it is tried again.")
})

test.each([
  [undefined, "neutral", "not judged"],
  [{ verified: true, reason: "ok" }, "good", "verified"],
  [{ verified: false, reason: "no-match" }, "bad", "no match"],
  [{ verified: false, reason: "something-new" }, "bad", "something-new"],
] as const)("the verdict %j is shown as %s: %s", (verdict, tone, text) => {
  expect(verdictOf(verdict)).toMatchObject({ tone, text })
})

test("of a delivery that the relay made for an endpoint the list says so, unless it was judged", () => {
  const made = delivery("1", { endpoint: "ep_1" })
  expect(signatureOf(made).text).toBe("made here")
  const verdict = { verified: true, reason: "ok" }
  expect(signatureOf({ ...delivery("1", { endpoint: "ep_1" }), verdict }).text).toBe("verified")
  expect(signatureOf(delivery("1", {})).text).toBe("not judged")
})

test.each([
  ["whose inbox has a secret", {}, true],
  ["whose inbox has none", { inbox: "in_2" }, false],
  ["whose inbox is not known", { inbox: "in_3" }, false],
  ["that was judged", { verdict: { verified: false, reason: "no-match" } }, false],
  ["that is large", { bytes: 300_000 }, false],
] as const)("of a delivery %s it is said whether it can be judged unasked: %j", (_, differences, can) => {
  const inboxes = [
    { id: "in_1", hasSecret: true },
    { id: "in_2", hasSecret: false },
  ]
  expect(canBeJudged(delivery("1", differences), inboxes)).toBe(can)
})

const ATTEMPT: AttemptJson = {
  id: "att_1",
  attempt: 1,
  at: "2026-01-15T02:03:04.567Z",
  url: "http://localhost:3000/",
  outcome: "responded",
  status: 204,
  elapsedMs: 3,
  detail: null,
  response: null,
}

test.each([
  [{}, "good", "204", "204"],
  [{ status: 302 }, "bad", "302", "302"],
  [{ outcome: "refused", status: null, detail: "ECONNREFUSED" }, "bad", "connection refused", "ECONNREFUSED"],
] as const)("an attempt with %j is shown as %s: %s", (differences, tone, text, title) => {
  expect(attemptOf({ ...ATTEMPT, ...differences })).toEqual({ tone, text, title })
})

test("a time of today is told to the millisecond, another with its date", () => {
  const at = new Date(2026, 0, 15, 9, 8, 7, 6)
  expect(clockTime(at.toISOString(), new Date(2026, 0, 15, 23))).toBe("09:08:07.006")
  expect(clockTime(at.toISOString(), new Date(2026, 0, 16))).toBe("2026-01-15 09:08:07")
})
