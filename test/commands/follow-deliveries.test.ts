import { expect, test } from "vitest"
import { followDeliveries } from "../../src/commands/follow-deliveries.ts"
import type { AttemptJson, DeliveryDetailJson, DeliveryJson } from "../../src/domain/api-types.ts"

const WAITING: DeliveryJson = {
  id: "dlv_1",
  event: "user.created",
  provider: "axiestudio",
  endpoint: "ep_1",
  createdAt: "2026-01-15T02:03:04.567Z",
  status: "pending",
  responseStatus: null,
  elapsedMs: null,
  attempts: 0,
  nextAttemptAt: null,
  replayOf: null,
}

const attempt = (number: number): AttemptJson => ({
  id: `att_${number}`,
  attempt: number,
  at: WAITING.createdAt,
  url: "http://localhost:3000/",
  outcome: "responded",
  status: 500,
  elapsedMs: 1,
  detail: null,
  response: null,
})

const detail = (changes: Partial<DeliveryJson>, log: readonly number[]): DeliveryDetailJson => ({
  ...WAITING,
  ...changes,
  request: { method: "POST", url: "http://localhost:3000/", headers: [], bodyBase64: "", bodyBytes: 0 },
  attemptLog: log.map(attempt),
})

test("an attempt is told once, also when the log is ahead of the count of attempts", async () => {
  const answers = [
    detail({ attempts: 1 }, [1, 2]),
    detail({ attempts: 2 }, [1, 2]),
    detail({ attempts: 3, status: "failed" }, [1, 2, 3]),
  ]
  const told: number[] = []
  const latest = await followDeliveries({
    api: { delivery: () => Promise.resolve(answers.shift()!) },
    deliveries: [WAITING],
    boundMs: 60_000,
    now: () => 0,
    stop: new AbortController().signal,
    onAttempt: (_, { attempt: number }) => told.push(number),
  })
  expect(told).toEqual([1, 2, 3])
  expect(latest).toMatchObject([{ status: "failed", attempts: 3 }])
})
