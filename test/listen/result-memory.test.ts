import { expect, test } from "vitest"
import { type AttemptAnswer, REMEMBERED_RESULTS, ResultMemory } from "../../src/listen/result-memory.ts"
import { requestInfo } from "./collected-answer.ts"

function answerOf(delivery: string, attempt = 1, status = 200): AttemptAnswer {
  const info = {
    delivery,
    attempt,
    epoch: 1,
    outcome: "responded",
    status,
    headers: [],
    elapsedMs: 5,
  } as const
  return { info, body: Uint8Array.of(1, 2), bodyIsWhole: true }
}

test("results are unsettled until they are settled, in their order", () => {
  const memory = new ResultMemory()
  memory.add(answerOf("a"))
  memory.add(answerOf("b"))
  memory.add(answerOf("a", 2))
  expect(memory.settle("b", 1)).toBe(true)
  expect(memory.unsettled.map(({ info }) => [info.delivery, info.attempt])).toEqual([
    ["a", 1],
    ["a", 2],
  ])
})

test("an attempt is settled once, an unknown one never", () => {
  const memory = new ResultMemory()
  memory.add(answerOf("a"))
  expect([memory.settle("a", 2), memory.settle("a", 1), memory.settle("a", 1)]).toEqual([false, true, false])
  expect(memory.hasUnsettled).toBe(false)
})

test("a settled attempt is still known, without its body", () => {
  const memory = new ResultMemory()
  memory.add(answerOf("a"))
  memory.settle("a", 1)
  const found = memory.find(requestInfo({ delivery: "a", epoch: 8 }))
  expect(found).toMatchObject({ info: { status: 200, epoch: 8 }, bodyIsWhole: false })
  expect(found?.body).toHaveLength(0)
})

test.each([
  ["the same attempt", { attempt: 1 }, 200, true],
  ["the same attempt after a failure", { attempt: 1 }, 500, true],
  ["the same attempt of a replay", { attempt: 1, kind: "replay" }, 200, true],
  ["the next attempt after a success", { attempt: 2 }, 204, true],
  ["the next attempt after a failure", { attempt: 2 }, 500, false],
  ["the next attempt after a redirect", { attempt: 2 }, 302, false],
  ["a replay", { attempt: 2, kind: "replay" }, 200, false],
  ["another delivery", { delivery: "b" }, 200, false],
] as const)("while unsettled, %s (%j) after %i is answered from memory: %s", (_, change, status, known) => {
  const memory = new ResultMemory()
  memory.add(answerOf("a", 1, status))
  expect(memory.find(requestInfo({ delivery: "a", ...change })) !== undefined).toBe(known)
})

test("an attempt the relay makes although it knows of the success before goes to the app", () => {
  const memory = new ResultMemory()
  memory.add(answerOf("a"))
  memory.settle("a", 1)
  expect(memory.find(requestInfo({ delivery: "a", attempt: 2 }))).toBeUndefined()
})

test("only the newest results are kept", () => {
  const memory = new ResultMemory()
  Array.from({ length: REMEMBERED_RESULTS + 1 }, (_, index) => memory.add(answerOf(`dlv_${index}`)))
  expect(memory.unsettled).toHaveLength(REMEMBERED_RESULTS)
  expect(memory.find(requestInfo({ delivery: "dlv_0" }))).toBeUndefined()
  expect(memory.find(requestInfo({ delivery: "dlv_0", attempt: 2 }))).toBeUndefined()
  expect(memory.find(requestInfo({ delivery: "dlv_1" }))).toBeDefined()
})
