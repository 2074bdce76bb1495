import { expect, test } from "vitest"
import { maxAttempts } from "../../../src/domain/schedule.ts"
import { CARE_SCHEDULE } from "../../../src/relay/hub/care.ts"
import { asReset, type Settled, settlementOf } from "../../../src/relay/hub/settlement.ts"
import type { ResponseInfo } from "../../../src/tunnel/frames.ts"

const SETTLED: Settled = {
  owner: "whk",
  success: "2xx",
  senderRetries: true,
  nowMs: 1_000_000,
  timeScale: 1,
  before: "pending",
}

function answer(status: number, attempt = 1): ResponseInfo {
  return { delivery: "dlv_1", attempt, epoch: 1, outcome: "responded", status, headers: [], elapsedMs: 1 }
}

test.each([
  ["2xx", 204, "delivered"],
  ["2xx", 301, "pending"],
  [[200], 200, "delivered"],
  [[200], 201, "pending"],
] as const)("with success %j a %d leaves the delivery %s", (success, status, expected) => {
  expect(settlementOf(answer(status), { ...SETTLED, success }).status).toBe(expected)
})

test("a refusal that went back to the sender is answered and not tried again", () => {
  const settlement = settlementOf(answer(500), { ...SETTLED, owner: "provider" })
  expect(settlement).toEqual({ status: "answered", nextAttemptAt: null, retries: "provider" })
})

test("a delivery whk acknowledged itself is tried again after the first delay", () => {
  const settlement = settlementOf(answer(500), SETTLED)
  expect(settlement).toEqual({ status: "pending", nextAttemptAt: 1_001_000, retries: "whk" })
})

test("the time scale shortens the wait", () => {
  expect(settlementOf(answer(500), { ...SETTLED, timeScale: 10 }).nextAttemptAt).toBe(1_000_100)
})

test("after the last attempt a delivery is dead-lettered", () => {
  const settlement = settlementOf(answer(500, maxAttempts(CARE_SCHEDULE)), SETTLED)
  expect(settlement).toEqual({ status: "failed", nextAttemptAt: null, retries: "whk" })
})

test("a refusal told to a sender that never sends again is retried by nobody", () => {
  const settlement = settlementOf(answer(500), { ...SETTLED, owner: "provider", senderRetries: false })
  expect(settlement).toEqual({ status: "answered", nextAttemptAt: null, retries: "none" })
})

test("where nobody is to retry, a failure is final", () => {
  const settlement = settlementOf(answer(500), { ...SETTLED, owner: "none" })
  expect(settlement).toEqual({ status: "failed", nextAttemptAt: null, retries: "none" })
})

test("a replay that fails leaves a delivery that had ended as it was", () => {
  expect(settlementOf(answer(500), { ...SETTLED, before: "answered" }).status).toBe("answered")
})

test("an attempt without an answer never counts as success", () => {
  const refused: ResponseInfo = { delivery: "dlv_1", attempt: 1, epoch: 1, outcome: "refused", elapsedMs: 1 }
  expect(settlementOf(refused, SETTLED).status).toBe("pending")
})

test("an answer that broke off is a reset", () => {
  expect(asReset(answer(200))).toMatchObject({ outcome: "reset" })
  expect(asReset(answer(200))).not.toHaveProperty("status")
})
