import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { parseFilter } from "../../src/domain/filter.ts"
import { systemClock } from "../../src/domain/clock.ts"
import type { DeliveryVerdict } from "../../src/listen/gate.ts"
import { Sieve, type SieveOptions } from "../../src/listen/sieve.ts"
import { SendWindow } from "../../src/tunnel/credit.ts"
import type { FakeLink } from "../support/fake-relay.ts"
import { startRawServer } from "../support/raw-server.ts"
import { requestInfo } from "./collected-answer.ts"
import { forwarderTo } from "./forward-once.ts"
import { connected } from "./listening.ts"

function gateTo(app: number, options: Partial<SieveOptions>): Sieve {
  return new Sieve({
    provider: undefined,
    success: "2xx",
    events: [],
    filters: [],
    routes: [],
    fallback: forwarderTo(app),
    judge: undefined,
    rejectUnverified: false,
    judgedBytes: 4 * 1024 * 1024,
    dedupe: false,
    inject: undefined,
    random: () => 0.5,
    clock: systemClock,
    ...options,
  })
}

/** Sends a body down stream 9 as a relay does: chunk by chunk, no further than the credit allows. */
async function stream(link: FakeLink, body: Uint8Array, bodyBytes = body.length): Promise<void> {
  const window = new SendWindow()
  const info = requestInfo({ delivery: "dlv_large", bodyBytes })
  link.send({ type: "request", stream: 9, last: false, info, body: new Uint8Array(0) })
  for (let sent = 0; sent < body.length;) {
    const taken = window.take(Math.min(64 * 1024, body.length - sent))
    if (taken === 0) window.add((await link.next("credit")).bytes)
    else link.send({ type: "data", stream: 9, body: body.subarray(sent, sent + taken) })
    sent += taken
  }
  link.send({ type: "end", stream: 9 })
}

test("a delivery that does not fit is told as skipped, answered with success, and not forwarded", async () => {
  await using app = await startRawServer()
  const { link, events, event } = await connected(app.port, {
    gate: gateTo(app.port, { events: ["user.*"] }),
  })
  link.push({ delivery: "dlv_a" }, Buffer.from('{"type":"role.changed"}'))
  link.push({ delivery: "dlv_b" }, Buffer.from('{"type":"user.created"}'))
  expect((await link.next("response")).info).toMatchObject({ delivery: "dlv_a", status: 200 })
  expect((await link.next("response")).info).toMatchObject({ delivery: "dlv_b", status: 200 })
  expect(await event("skipped")).toMatchObject({ event: "role.changed", reason: "filter" })
  await event("response")
  expect(app.requests.map(({ body }) => body.toString())).toEqual(['{"type":"user.created"}'])
  expect(events.map(({ type }) => type)).toEqual(["welcome", "skipped", "delivery", "response"])
})

test("a body of several chunks is looked into whole, and reaches the app byte for byte", async () => {
  await using app = await startRawServer()
  const gate = gateTo(app.port, { filters: [parseFilter("last=1")] })
  const { link, event } = await connected(app.port, { gate })
  const body = Buffer.from(JSON.stringify({ text: randomBytes(300_000).toString("hex"), last: 1 }))
  await stream(link, body)
  expect((await link.next("response")).info.status).toBe(200)
  expect(app.requests[0]!.body.equals(body)).toBe(true)
  expect(app.requests[0]!.lines).toContain(`content-length: ${body.length}`)
  expect((await event("delivery")).body?.length).toBe(body.length)
})

test("a body larger than anybody looks into still streams to the app", async () => {
  await using app = await startRawServer()
  const { link } = await connected(app.port, { gate: gateTo(app.port, { dedupe: true }) })
  const body = randomBytes(500_000)
  await stream(link, body)
  expect((await link.next("response")).info.status).toBe(200)
  expect(app.requests[0]!.body.equals(body)).toBe(true)
})

test.each([
  ["a small", 10],
  ["a large", 3_000_000],
])("%s delivery that is not verified gets 401 and never touches the app", async (_, bytes) => {
  await using app = await startRawServer()
  const seen: number[] = []
  const judge = async (_request: unknown, body: Uint8Array | null): Promise<DeliveryVerdict> => {
    seen.push(body?.length ?? -1)
    return { verified: false, reason: "no-match" }
  }
  const gate = gateTo(app.port, { judge, rejectUnverified: true })
  const { link, event } = await connected(app.port, { gate })
  const body = randomBytes(bytes)
  if (bytes > 64 * 1024) await stream(link, body)
  else link.push({}, body)
  expect((await link.next("response")).info.status).toBe(401)
  expect(seen).toEqual([bytes])
  expect(await event("delivery")).toMatchObject({ decision: { verdict: { reason: "no-match" } } })
  expect(app.connections).toBe(0)
})

test("one that is too large to be judged is refused unjudged", async () => {
  await using app = await startRawServer()
  const judge = async (_request: unknown, body: Uint8Array | null): Promise<DeliveryVerdict> =>
    body ? { verified: true, reason: "ok" } : { verified: false, reason: "too-large" }
  const gate = gateTo(app.port, { judge, rejectUnverified: true, judgedBytes: 100_000 })
  const { link } = await connected(app.port, { gate })
  await stream(link, randomBytes(100_001))
  expect((await link.next("response")).info.status).toBe(401)
  expect(app.connections).toBe(0)
})

test("a judge that breaks lets nothing through", async () => {
  await using app = await startRawServer()
  const gate = gateTo(app.port, { judge: () => Promise.reject(new Error("no judge")) })
  const { link, event } = await connected(app.port, { gate })
  link.push()
  expect((await link.next("response")).info).toMatchObject({ outcome: "unknown" })
  expect((await event("failed")).detail).toBe("the delivery could not be judged: no judge")
  expect(app.connections).toBe(0)
})

test("a delivery that is taken back while it is judged is not forwarded", async () => {
  await using app = await startRawServer()
  let decide!: (verdict: DeliveryVerdict) => void
  const judged = new Promise<DeliveryVerdict>((resolve) => (decide = resolve))
  const { link, event } = await connected(app.port, { gate: gateTo(app.port, { judge: () => judged }) })
  const number = link.push()
  link.send({ type: "cancel", stream: number, reason: "the sender went away" })
  expect(await event("failed")).toMatchObject({ outcome: "unknown", detail: "the sender went away" })
  decide({ verified: true, reason: "ok" })
  await judged
  link.push({ delivery: "dlv_next" })
  expect((await link.next("response")).info.delivery).toBe("dlv_next")
  expect(app.requests).toHaveLength(1)
})

test("several targets answer as one, and each is told of", async () => {
  await using first = await startRawServer()
  await using second = await startRawServer({ answer: () => "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n" })
  const routes = [first, second].map(({ port }) => ({ patterns: ["*"], to: forwarderTo(port) }))
  const { link, events, event } = await connected(first.port, { gate: gateTo(first.port, { routes }) })
  link.push({}, Buffer.from("{}"))
  expect((await link.next("response")).info.status).toBe(503)
  await event("response", 2)
  expect(events.map(({ type }) => type)).toEqual(["welcome", "delivery", "response", "response"])
})

test("with --dedupe a success is remembered after the relay knows it, and a replay by hand is made", async () => {
  await using app = await startRawServer()
  const { link, event } = await connected(app.port, { gate: gateTo(app.port, { dedupe: true }) })
  link.push({ delivery: "dlv_a" })
  await link.next("response")
  link.send({ type: "ack", info: { delivery: "dlv_a", attempt: 1 } })
  await event("settled")
  link.push({ delivery: "dlv_a", attempt: 2, kind: "queued" })
  expect((await link.next("response")).info).toMatchObject({ attempt: 2, status: 200 })
  expect(await event("skipped")).toMatchObject({ reason: "duplicate" })
  expect(app.requests).toHaveLength(1)
  link.push({ delivery: "dlv_a", attempt: 3, kind: "replay" })
  await link.next("response")
  expect(app.requests).toHaveLength(2)
})

test.each([
  ["more", 99_999],
  ["less", 100_001],
])("a body that is %s than was announced is not judged and not forwarded", async (_, announced) => {
  await using app = await startRawServer()
  const gate = gateTo(app.port, { events: ["*"] })
  const { link } = await connected(app.port, { gate })
  await stream(link, randomBytes(100_000), announced)
  expect((await link.next("response")).info).toMatchObject({
    outcome: "unknown",
    detail: "the delivery's body did not have the size it was announced with",
  })
  expect(app.connections).toBe(0)
})

test("a tunnel that is lost while a body is gathered gives the delivery back", async () => {
  await using app = await startRawServer()
  const { link, event } = await connected(app.port, { gate: gateTo(app.port, { events: ["*"] }) })
  const info = requestInfo({ delivery: "dlv_cut", bodyBytes: 100_000 })
  link.send({ type: "request", stream: 3, last: false, info, body: randomBytes(10) })
  link.cut()
  expect(await event("failed")).toMatchObject({ detail: "the tunnel was lost in the middle of the body" })
  expect(app.connections).toBe(0)
})

test("the verdict goes up with the answer, with the causes that are known by then", async () => {
  await using app = await startRawServer()
  const causes = [{ id: "body-trimmed", title: "A", proof: "B", fix: "C" }]
  const verdicts: Record<string, DeliveryVerdict> = {
    dlv_good: { verified: true, reason: "ok" },
    dlv_bad: { verified: false, reason: "no-match", causes: () => causes },
  }
  const { link } = await connected(app.port, {
    gate: gateTo(app.port, { judge: ({ delivery }) => Promise.resolve(verdicts[delivery]!) }),
  })
  link.push({ delivery: "dlv_good" }, Buffer.from("{}"))
  expect((await link.next("response")).info.verdict).toEqual({ verified: true, reason: "ok" })
  link.push({ delivery: "dlv_bad" }, Buffer.from("{}"))
  expect((await link.next("response")).info.verdict).toEqual({ verified: false, reason: "no-match", causes })
})

test("where nobody judges no verdict goes up", async () => {
  await using app = await startRawServer()
  const { link } = await connected(app.port, { gate: gateTo(app.port, {}) })
  link.push({ delivery: "dlv_a" }, Buffer.from("{}"))
  expect((await link.next("response")).info).not.toHaveProperty("verdict")
})
