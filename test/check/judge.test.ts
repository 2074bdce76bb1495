import { expect, test } from "vitest"
import type { Expectation, PlannedCase, Shot } from "../../src/check/case.ts"
import { judgeShot } from "../../src/check/judge.ts"
import type { AttemptResult, SuccessRule } from "../../src/domain/delivery.ts"

const SIGNATURE = "0123456789abcdef0123456789abcdef"
const SHOT: Shot = {
  method: "POST",
  url: "http://localhost/",
  headers: [],
  body: Buffer.from("{}"),
  confidential: `t=1700000000,v1=${SIGNATURE}`,
}

interface Told {
  readonly expect: Expectation
  readonly attempt: AttemptResult
  readonly body?: string
  readonly success?: SuccessRule
  readonly more?: Partial<PlannedCase>
  readonly shot?: Shot
}

function judged({ expect: wanted, attempt, body = "", success = "2xx", more = {}, shot = SHOT }: Told) {
  const planned: PlannedCase = {
    id: "x",
    title: "",
    why: "",
    expect: wanted,
    shots: [shot],
    delivery: "one-by-one",
    ...more,
  }
  const response =
    attempt.outcome === "responded"
      ? { status: attempt.status, headers: [], body: Buffer.from(body), truncated: false }
      : null
  const result = { attempt, connected: true, response: response as never }
  return judgeShot(planned, shot, { result }, { success, timeoutMs: 5000 })
}

const answered = (status: number): AttemptResult => ({ outcome: "responded", status, elapsedMs: 1 })

test.each([200, 201, 204, 299])("%i is success where any 2xx is", (status) => {
  expect(judged({ expect: "accept", attempt: answered(status) })).toBeUndefined()
})

test.each([
  [204, [200], "answered 204; success is exactly 200"],
  [401, "2xx", "answered 401; success is any 2xx"],
  [302, "2xx", "answered 302; success is any 2xx"],
  [500, "2xx", "crashed with 500"],
  [201, [200, 202], "answered 201; success is exactly 200 or 202"],
] as const)("a genuine event answered with %i where success is %j: %s", (status, success, problem) => {
  expect(judged({ expect: "accept", attempt: answered(status), success })).toBe(problem)
})

test.each([400, 401, 403, 404, 405, 413, 415, 422])("%i is a refusal", (status) => {
  expect(judged({ expect: "reject", attempt: answered(status) })).toBeUndefined()
})

test.each([
  [200, "accepted it with 200"],
  [204, "accepted it with 204"],
  [302, "answered 302: a redirect is no refusal"],
  [410, "refused it with 410, which tells the sender something else"],
  [429, "refused it with 429, which tells the sender something else"],
  [503, "crashed with 503"],
])("a forged request answered with %i: %s", (status, problem) => {
  expect(judged({ expect: "reject", attempt: answered(status) })).toBe(problem)
})

test("a forged request answered with 204 counts as accepted where exactly 200 is success", () => {
  expect(judged({ expect: "reject", attempt: answered(204), success: [200] })).toBe("accepted it with 204")
})

test.each([200, 302, 401, 405, 410, 429])("%i is fine where the rule leaves a choice", (status) => {
  expect(judged({ expect: "any", attempt: answered(status) })).toBeUndefined()
})

test("a crash is wrong also where the rule leaves a choice", () => {
  expect(judged({ expect: "any", attempt: answered(502) })).toBe("crashed with 502")
})

test.each([
  ["timeout", "did not answer within 5s"],
  ["reset", "hung up without an answer (why)"],
  ["refused", "hung up without an answer (why)"],
] as const)("no answer (%s) is wrong whatever is expected", (outcome, problem) => {
  const attempt: AttemptResult = { outcome, elapsedMs: 1, detail: "why" }
  expect((["accept", "reject", "any"] as const).map((wanted) => judged({ expect: wanted, attempt }))).toEqual(
    [problem, problem, problem],
  )
})

test("hanging up is an answer where a server may do so, and waiting is not", () => {
  const more = { mayHangUp: true }
  expect(judged({ expect: "any", attempt: { outcome: "reset", elapsedMs: 1 }, more })).toBeUndefined()
  expect(judged({ expect: "any", attempt: { outcome: "timeout", elapsedMs: 1 }, more })).toBeDefined()
})

test("a refusal that holds the right digest shows it", () => {
  expect(judged({ expect: "reject", attempt: answered(401), body: `expected ${SIGNATURE}!` })).toBe(
    "showed the right signature in its refusal",
  )
})

test.each([
  ["says nothing of it", "reject", 401, "wrong signature"],
  ["holds only its time", "reject", 401, "t=1700000000"],
  ["is a success that echoes the request", "accept", 200, SIGNATURE],
] as const)("an answer that %s shows nothing", (_, wanted, status, body) => {
  expect(judged({ expect: wanted, attempt: answered(status), body })).toBeUndefined()
})

test("nothing is confidential where the request is not the right one", () => {
  const shot = { ...SHOT, confidential: "" }
  expect(judged({ expect: "reject", attempt: answered(401), body: SIGNATURE, shot })).toBeUndefined()
})

test("a case with a judge of its own is judged by it alone", () => {
  const more = {
    judge: ({ status }: { readonly status: number }) => (status === 418 ? undefined : "no teapot"),
  }
  expect(judged({ expect: "accept", attempt: answered(418), more })).toBeUndefined()
  expect(judged({ expect: "accept", attempt: answered(200), more })).toBe("no teapot")
})
