import { expect, test } from "vitest"
import type { AttemptResult } from "../../../src/domain/delivery.ts"
import { axiestudio } from "../../../src/providers/catalogue/axiestudio.ts"
import { type Ended, settle } from "../../../src/relay/dispatcher/settle.ts"

const RULES = axiestudio.delivery
const pending = { status: "pending", nextAttemptAt: 0 } as const

function ended(status: number, number: number, other: Partial<Ended> = {}): Ended {
  const result = { outcome: "responded", status, elapsedMs: 12 } as const
  return { delivery: pending, number, result, headers: [], endedAt: 1_000_000, ...other }
}

test.each([
  [1, 1_002_000],
  [2, 1_004_000],
  [3, 1_008_000],
  [4, 1_016_000],
])("a failed attempt %i is followed by the next delay after its end", (number, nextAttemptAt) => {
  expect(settle(RULES, 1, ended(500, number))).toEqual({ status: "pending", nextAttemptAt })
})

test("the last failed attempt gives the delivery up", () => {
  expect(settle(RULES, 1, ended(500, 5))).toEqual({ status: "failed", nextAttemptAt: null })
})

test("a time scale divides the delays", () => {
  expect(settle(RULES, 1000, ended(500, 1)).nextAttemptAt).toBe(1_000_002)
})

test.each([
  [[200], 200, "delivered"],
  [[200], 201, "pending"],
  [[200], 204, "pending"],
  ["2xx", 201, "delivered"],
  ["2xx", 299, "delivered"],
  ["2xx", 301, "pending"],
  ["2xx", 410, "pending"],
] as const)("where success is %s, status %i leaves the delivery %s", (success, status, expected) => {
  expect(settle({ ...RULES, success }, 1, ended(status, 1)).status).toBe(expected)
})

test.each(["refused", "timeout", "dns", "tls", "reset", "blocked", "unknown"] as const)(
  "an attempt that ended with %s is tried again",
  (outcome) => {
    const result: AttemptResult = { outcome, elapsedMs: 5 }
    expect(settle(RULES, 1, ended(0, 1, { result })).status).toBe("pending")
  },
)

test.each(["failed", "delivered", "answered"] as const)(
  "a failed attempt by hand leaves a delivery that was %s as it was",
  (status) => {
    const before = { status, nextAttemptAt: null }
    expect(settle(RULES, 1, ended(500, 2, { delivery: before }))).toEqual(before)
  },
)

test("a successful attempt by hand delivers what had been given up", () => {
  const before = { status: "failed", nextAttemptAt: null } as const
  expect(settle(RULES, 1, ended(200, 6, { delivery: before })).status).toBe("delivered")
})

test("a delivery that waits for no time is tried once", () => {
  const before = { status: "pending", nextAttemptAt: null } as const
  expect(settle(RULES, 1, ended(500, 1, { delivery: before })).status).toBe("failed")
})

const PATIENT = { ...RULES, honoursRetryAfter: true, goneDisables: true }
const asks = (value: string): Partial<Ended> => ({ headers: [["Retry-After", value]] })

test.each([
  ["60", 1_060_000],
  ["0", 1_002_000],
  ["1", 1_002_000],
  [new Date(1_090_000).toUTCString(), 1_090_000],
  [new Date(10_000).toUTCString(), 1_002_000],
  ["9999999", 1_000_000 + 86_400_000],
  ["soon", 1_002_000],
  ["-5", 1_002_000],
])(
  "a provider that honours Retry-After waits %s, a day at most, and never less than its schedule",
  (value, at) => {
    expect(settle(PATIENT, 1, ended(503, 1, asks(value))).nextAttemptAt).toBe(at)
  },
)

test("a provider that says nothing of Retry-After keeps to its schedule", () => {
  expect(settle(RULES, 1, ended(503, 1, asks("60"))).nextAttemptAt).toBe(1_002_000)
})

test("410 Gone ends a delivery only where the provider listens to it", () => {
  expect(settle(PATIENT, 1, ended(410, 1)).status).toBe("failed")
  expect(settle(RULES, 1, ended(410, 1)).status).toBe("pending")
})
