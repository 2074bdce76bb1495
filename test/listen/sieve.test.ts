import { expect, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { parseFilter } from "../../src/domain/filter.ts"
import type { AnswerSink } from "../../src/listen/app-request.ts"
import type { Forwarder } from "../../src/listen/forwarder.ts"
import type { Decision } from "../../src/listen/gate.ts"
import { Sieve, type SieveOptions } from "../../src/listen/sieve.ts"
import type { RequestInfo } from "../../src/tunnel/frames.ts"
import { collectAnswer, requestInfo } from "./collected-answer.ts"

/** A target that is only a name. */
function named(target: string): Forwarder {
  return { target, forward: () => ({ resume() {}, abort() {} }), close: () => Promise.resolve() }
}

function sieve(options: Partial<SieveOptions> = {}): Sieve {
  return new Sieve({
    provider: undefined,
    success: "2xx",
    events: [],
    filters: [],
    routes: [],
    fallback: named("app"),
    judge: undefined,
    rejectUnverified: false,
    judgedBytes: 1024,
    dedupe: false,
    inject: undefined,
    random: () => 0.5,
    clock: systemClock,
    ...options,
  })
}

const event = (type: string, data: unknown = {}): Uint8Array => Buffer.from(JSON.stringify({ type, data }))

async function decide(
  gate: Sieve,
  body: Uint8Array | null,
  change: Partial<RequestInfo> = {},
): Promise<Decision> {
  return await gate.decide(requestInfo(change), body)
}

async function whereTo(gate: Sieve, body: Uint8Array | null, change?: Partial<RequestInfo>) {
  const { to, skipped } = await decide(gate, body, change)
  return skipped ?? to.map(({ target }) => target)
}

/** What the sender of a delivery that no app gets is answered. */
async function answerOf({ to: [forwarder] }: Decision): Promise<unknown> {
  const { sink, answer }: { sink: AnswerSink; answer: ReturnType<typeof collectAnswer>["answer"] } =
    collectAnswer()
  forwarder!.forward(requestInfo(), new Uint8Array(0), sink)
  const { status, body } = await answer
  return [status, body.toString()]
}

test.each([
  [["user.*"], "user.created", ["app"]],
  [["user.*"], "user.profile.updated", ["app"]],
  [["user.*"], "users.created", "filter"],
  [["a", "role.changed"], "role.changed", ["app"]],
  [["*.created"], "user.created", ["app"]],
  [["*"], "anything", ["app"]],
])("with the events %j %s goes to %j", async (events, type, to) => {
  expect(await whereTo(sieve({ events }), event(type))).toEqual(to)
})

test("a delivery that does not say what it is about fits * alone", async () => {
  expect(await whereTo(sieve({ events: ["*"] }), Buffer.from("hello"))).toEqual(["app"])
  expect(await whereTo(sieve({ events: ["user.*", "*.x"] }), Buffer.from("hello"))).toBe("filter")
})

test.each<[body: Uint8Array | null, headers: RequestInfo["headers"], fits: boolean]>([
  [event("a", { role: "admin", n: 2 }), [], true],
  [event("a", { role: "admin", n: 1 }), [], false],
  [event("a", { role: "guest", n: 2 }), [], false],
  [Buffer.from("data.role=admin"), [], false],
  [Buffer.from('{"data":{"role":"admin","n":2}'), [], false],
  [Buffer.concat([Buffer.from([0xff]), event("a", { role: "admin", n: 2 })]), [], false],
  [null, [], false],
])("every filter has to fit: of %s it says %j %s", async (body, headers, fits) => {
  const gate = sieve({ filters: ["data.role=admin", "data.n>1"].map(parseFilter) })
  expect(await whereTo(gate, body, { headers })).toEqual(fits ? ["app"] : "filter")
})

test("filters ask the fields of a form as well, where it says that it is one", async () => {
  const gate = sieve({ filters: [parseFilter("Status=sent")] })
  const body = Buffer.from("Status=sent&To=%2B1")
  const headers: RequestInfo["headers"] = [
    ["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"],
  ]
  expect(await whereTo(gate, body, { headers })).toEqual(["app"])
  expect(await whereTo(gate, body)).toBe("filter")
})

test.each([
  ["nested too deep", `{"a":1,"b":${"[".repeat(500_000)}${"]".repeat(500_000)}}`],
  ["larger than 1 MiB", `{"a":1,"b":"${"x".repeat(1024 * 1024)}"}`],
  ["with a million fields", `a=1&${"b=&".repeat(300_000)}`],
  ["of braces that never close", `{"a":1,"b":"${"{".repeat(900_000)}`],
])("a body %s is not looked into, and that takes no time", async (_, text) => {
  const gate = sieve({ filters: [parseFilter("a=1")], events: ["*"] })
  const body = Buffer.from(text)
  const headers: RequestInfo["headers"] = [
    ["content-type", "application/x-www-form-urlencoded"],
    ["webhook-signature", "v1,aa"],
    ["x-hub-signature-256", "sha256=00"],
  ]
  const started = performance.now()
  expect(await whereTo(gate, body, { headers })).toBe("filter")
  expect(performance.now() - started).toBeLessThan(500)
})

test("a large body of an ordinary shape is looked into", async () => {
  const gate = sieve({ filters: [parseFilter("last=1")] })
  const rows = Array.from({ length: 10_000 }, (_, id) => ({ id, text: "a&b&c&d" }))
  expect(await whereTo(gate, Buffer.from(JSON.stringify({ rows, last: 1 })))).toEqual(["app"])
})

test("a body pollutes nothing", async () => {
  const gate = sieve({ filters: [parseFilter("polluted")] })
  const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  expect(await whereTo(gate, Buffer.from(hostile))).toBe("filter")
  expect("polluted" in {}).toBe(false)
})

test("every route that fits gets a delivery, each target once, and the rest goes to --forward", async () => {
  const [a, b] = [named("a"), named("b")]
  const routes = [
    { patterns: ["invoice.*"], to: a },
    { patterns: ["*.paid", "x"], to: b },
    { patterns: ["invoice.paid"], to: a },
  ]
  const gate = sieve({ routes })
  expect(await whereTo(gate, event("invoice.paid"))).toEqual(["a", "b"])
  expect(await whereTo(gate, event("invoice.sent"))).toEqual(["a"])
  expect(await whereTo(gate, event("x"))).toEqual(["b"])
  expect(await whereTo(gate, event("user.created"))).toEqual(["app"])
  expect(await whereTo(sieve({ routes, fallback: undefined }), event("user.created"))).toBe("route")
})

test("what is skipped is answered with the provider's success status", async () => {
  const decision = await decide(sieve({ events: ["a"], success: [202, 200] }), event("b"))
  expect(await answerOf(decision)).toEqual([202, ""])
})

test("--dedupe keeps a delivery from the app once it has succeeded, however often it comes, unless by hand", async () => {
  const gate = sieve({ dedupe: true })
  const dlv = { delivery: "dlv_a" }
  expect(await whereTo(gate, event("x"), dlv)).toEqual(["app"])
  gate.answered(requestInfo(dlv), 500)
  expect(await whereTo(gate, event("x"), { ...dlv, attempt: 2 })).toEqual(["app"])
  gate.answered(requestInfo(dlv), 204)
  const again = await decide(gate, event("x"), { ...dlv, attempt: 9, kind: "queued" })
  expect([again.skipped, await answerOf(again)]).toEqual(["duplicate", [204, ""]])
  expect(await whereTo(gate, event("x"), { ...dlv, attempt: 10, kind: "replay" })).toEqual(["app"])
  expect(await whereTo(gate, event("x"), { delivery: "dlv_b" })).toEqual(["app"])
})

test("without --dedupe a delivery goes to the app as often as it comes", async () => {
  const gate = sieve({ events: ["x"] })
  gate.answered(requestInfo(), 200)
  expect(await whereTo(gate, event("x"), { attempt: 2 })).toEqual(["app"])
})

test("success is what the provider takes for it", async () => {
  const gate = sieve({ dedupe: true, success: [200] })
  gate.answered(requestInfo(), 204)
  expect(await whereTo(gate, event("x"), { attempt: 2 })).toEqual(["app"])
})

test.each([
  [true, ["app"]],
  [false, ["nowhere"]],
])("when unverified deliveries are rejected, one that is verified (%s) goes to %j", async (verified, to) => {
  const verdict = { verified, reason: verified ? "ok" : "no-match" }
  const gate = sieve({ judge: () => Promise.resolve(verdict), rejectUnverified: true, events: ["a"] })
  const decision = await decide(gate, event("a"))
  expect(decision).toMatchObject({ verdict, event: "a", skipped: null })
  expect(decision.to.map(({ target }) => target)).toEqual(to)
})

test("a delivery that is not verified is refused with 401, also one that no filter asks for", async () => {
  const judge = () => Promise.resolve({ verified: false, reason: "stale" })
  const decision = await decide(sieve({ judge, rejectUnverified: true, events: ["a"] }), event("b"))
  expect(await answerOf(decision)).toEqual([401, "whk: the signature of this delivery is not verified\n"])
})

test("without --reject-unverified the verdict is only said", async () => {
  const judge = () => Promise.resolve({ verified: false, reason: "stale" })
  expect(await decide(sieve({ judge }), event("b"))).toMatchObject({
    verdict: { verified: false, reason: "stale" },
    to: [{ target: "app" }],
  })
})

test("bodies are waited for only as far as somebody looks into them", () => {
  const judge = () => Promise.resolve({ verified: true, reason: "ok" })
  const sizes = [
    sieve({ dedupe: true }),
    sieve({ events: ["a"] }),
    sieve({ judge, judgedBytes: 25_000_000 }),
    sieve({ judge, events: ["a"], judgedBytes: 5 }),
  ].map(({ bodyBytes }) => bodyBytes)
  expect(sizes).toEqual([0, 1_048_576, 25_000_000, 1_048_576])
})
