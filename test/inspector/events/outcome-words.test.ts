import { expect, test } from "vitest"
import type { DeliveryJson } from "../../../src/domain/api-types.ts"
import {
  outcomeWords,
  receiverWords,
  skippedWords,
  toneOf,
} from "../../../src/inspector/events/outcome-words.ts"

const NOW = Date.parse("2026-01-15T02:03:04.000Z")

const DELIVERY: DeliveryJson = {
  id: "dlv_1",
  event: "user.created",
  provider: "axiestudio",
  endpoint: "ep_1",
  createdAt: "2026-01-15T02:03:03.000Z",
  status: "pending",
  responseStatus: null,
  elapsedMs: null,
  attempts: 0,
  nextAttemptAt: "2026-01-15T02:03:03.000Z",
  replayOf: null,
}

test.each<[Partial<DeliveryJson>, string, string]>([
  [{}, "on its way", "waiting"],
  [
    { attempts: 1, status: "delivered", responseStatus: 200, elapsedMs: 11.6, nextAttemptAt: null },
    "200 in 12 ms",
    "good",
  ],
  [
    { attempts: 3, status: "delivered", responseStatus: 204, elapsedMs: 8, nextAttemptAt: null },
    "204 in 8 ms at attempt 3",
    "good",
  ],
  [
    { attempts: 1, responseStatus: 503, elapsedMs: 4, nextAttemptAt: "2026-01-15T02:08:04.000Z" },
    "503 in 4 ms; next attempt in 5m",
    "waiting",
  ],
  [
    { attempts: 1, elapsedMs: 4, nextAttemptAt: "2026-01-15T02:03:04.000Z" },
    "no answer in 4 ms; next attempt now",
    "waiting",
  ],
  [
    { attempts: 5, status: "failed", responseStatus: 500, elapsedMs: 3, nextAttemptAt: null },
    "500 in 3 ms; given up after 5 attempts",
    "bad",
  ],
])("a delivery with %j is told as %j, in the tone %j", (fields, words, tone) => {
  const delivery = { ...DELIVERY, ...fields }
  expect(outcomeWords(delivery, NOW)).toBe(words)
  expect(toneOf(delivery)).toBe(tone)
})

test("an endpoint that got nothing is told with the reason", () => {
  const skipped = { endpoint: "ep_1", url: "https://example.com" }
  expect(skippedWords({ ...skipped, why: "inactive" })).toBe("switched off: it gets nothing")
  expect(skippedWords({ ...skipped, why: "not-subscribed" })).toBe("not subscribed to this event type")
})

test.each([
  [0, "nobody is subscribed"],
  [1, "goes to 1 endpoint"],
  [3, "goes to 3 endpoints"],
])("%i receivers are told before an event is sent", (count, text) => {
  expect(receiverWords(count)).toBe(text)
})
