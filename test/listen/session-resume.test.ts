import { expect, test } from "vitest"
import type { AnswerSink } from "../../src/listen/app-request.ts"
import type { Forwarder } from "../../src/listen/forwarder.ts"
import { OK, startRawServer } from "../support/raw-server.ts"
import { connected } from "./listening.ts"

/** A forwarder whose answers are given by the test. */
function heldForwarder(): Forwarder & { readonly sinks: readonly AnswerSink[] } {
  const sinks: AnswerSink[] = []
  return {
    sinks,
    target: "held",
    forward(_request, _body, sink) {
      sinks.push(sink)
      return { resume() {}, abort() {} }
    },
    close: () => Promise.resolve(),
  }
}

function respond(sink: AnswerSink | undefined, status: number, ...body: Uint8Array[]): void {
  sink?.onHead(status, [["X-A", "1"]])
  for (const chunk of body) sink?.onData(chunk)
  sink?.onEnd()
}

test("an answer whose ACK was lost is repeated after the reconnect, until the ACK comes", async () => {
  await using app = await startRawServer()
  const { relay, link, event } = await connected(app.port)
  link.push({ epoch: 1 })
  const first = await link.next("response")
  link.cut()
  const second = await relay.welcome()
  const repeated = await second.next("response")
  expect(repeated).toEqual({ ...first, stream: 0, info: { ...first.info, repeated: true } })
  second.send({ type: "ack", info: { delivery: "dlv_1", attempt: 1 } })
  await event("settled")
  second.cut()
  const third = await relay.welcome()
  third.push({ delivery: "dlv_new" })
  expect((await third.next("response")).info.delivery).toBe("dlv_new")
  expect(app.requests).toHaveLength(2)
})

test("an app that answers while the tunnel is away is heard after the reconnect", async () => {
  const forwarder = heldForwarder()
  const { relay, link, event } = await connected(0, { forwarder, random: () => 0 })
  link.push()
  await event("delivery")
  link.cut()
  await event("reconnecting")
  respond(forwarder.sinks[0], 202, Buffer.from("late"))
  const again = await relay.welcome()
  expect(await again.next("response")).toMatchObject({
    last: true,
    info: { delivery: "dlv_1", status: 202, repeated: true },
    body: new Uint8Array(Buffer.from("late")),
  })
})

test("an app that answers after the reconnect is heard at once", async () => {
  const forwarder = heldForwarder()
  const { relay, link, event } = await connected(0, { forwarder })
  link.push()
  await event("delivery")
  link.cut()
  const again = await relay.welcome()
  await event("welcome", 2)
  respond(forwarder.sinks[0], 200)
  expect((await again.next("response")).info).toMatchObject({ delivery: "dlv_1", repeated: true })
})

test("the same attempt pushed again is answered from memory, the app is asked once", async () => {
  await using app = await startRawServer()
  const { link } = await connected(app.port)
  link.push({ delivery: "dlv_1", attempt: 1 })
  const first = await link.next("response")
  const stream = link.push({ delivery: "dlv_1", attempt: 1, epoch: 9 })
  expect(await link.next("response")).toEqual({ ...first, stream, info: { ...first.info, epoch: 9 } })
  expect(app.requests).toHaveLength(1)
})

test("the same attempt pushed again while the app still works on it is answered when it ends", async () => {
  const forwarder = heldForwarder()
  const { relay, link, event } = await connected(0, { forwarder })
  link.push({ delivery: "dlv_1" })
  await event("delivery")
  link.cut()
  const again = await relay.welcome()
  const stream = again.push({ delivery: "dlv_1", epoch: 2 })
  again.push({ kind: "probe", delivery: "probe" })
  expect((await again.next("response")).info.delivery).toBe("probe")
  respond(forwarder.sinks[0], 200)
  expect(await again.next("response")).toMatchObject({ stream, info: { delivery: "dlv_1", epoch: 2 } })
  expect(forwarder.sinks).toHaveLength(1)
})

test.each([
  ["a settled success", 200, true],
  ["a failure the relay does not know yet", 500, false],
])("a higher attempt after %s goes to the app", async (_, status, isSettled) => {
  await using app = await startRawServer({
    answer: () => `HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`,
  })
  const { link, event } = await connected(app.port)
  link.push({ delivery: "dlv_1", attempt: 1 })
  await link.next("response")
  if (isSettled) {
    link.send({ type: "ack", info: { delivery: "dlv_1", attempt: 1 } })
    await event("settled")
  }
  link.push({ delivery: "dlv_1", attempt: 2, kind: "queued" })
  expect((await link.next("response")).info.attempt).toBe(2)
  expect(app.requests).toHaveLength(2)
})

test("a higher attempt after a success the relay does not know yet is answered from memory", async () => {
  await using app = await startRawServer()
  const { link } = await connected(app.port)
  link.push({ delivery: "dlv_1", attempt: 1 })
  await link.next("response")
  link.push({ delivery: "dlv_1", attempt: 2, kind: "queued" })
  expect((await link.next("response")).info).toMatchObject({ attempt: 2, status: 200 })
  expect(app.requests).toHaveLength(1)
})

test("a replay by hand always goes to the app", async () => {
  await using app = await startRawServer()
  const { link } = await connected(app.port)
  link.push({ delivery: "dlv_1", attempt: 1 })
  await link.next("response")
  link.push({ delivery: "dlv_1", attempt: 2, kind: "replay" })
  await link.next("response")
  expect(app.requests).toHaveLength(2)
})

test("an answer too large to be kept says that it is not whole when it is repeated", async () => {
  const forwarder = heldForwarder()
  const { relay, link, event } = await connected(0, { forwarder })
  link.push()
  await event("delivery")
  link.cut()
  await event("reconnecting")
  respond(forwarder.sinks[0], 200, new Uint8Array(60_000), new Uint8Array(60_000))
  const again = await relay.welcome()
  const repeated = await again.next("response")
  expect(repeated).toMatchObject({ last: false, info: { status: 200, repeated: true } })
  expect(repeated.body).toHaveLength(64 * 1024)
  const stream = again.push({ delivery: "dlv_1" })
  expect(await again.next("response")).toMatchObject({ stream, last: false })
  expect(await again.next("cancel")).toMatchObject({ stream })
})

test("a delivery whose body broke off with the tunnel is forgotten and taken again", async () => {
  await using app = await startRawServer({ answer: () => OK })
  const { relay, link, event } = await connected(app.port)
  const body = new Uint8Array(100_000).fill(7)
  const info = {
    delivery: "dlv_1",
    attempt: 1,
    epoch: 1,
    kind: "live",
    method: "POST",
    target: "",
    headers: [],
    bodyBytes: body.length,
    receivedAt: 0,
  } as const
  link.send({ type: "request", stream: 5, last: false, info, body: body.subarray(0, 50_000) })
  link.cut()
  expect(await event("failed")).toMatchObject({ outcome: "unknown" })
  const again = await relay.welcome()
  again.send({ type: "request", stream: 1, last: false, info, body: body.subarray(0, 50_000) })
  again.send({ type: "data", stream: 1, body: body.subarray(50_000) })
  again.send({ type: "end", stream: 1 })
  expect((await again.next("response")).info).toMatchObject({ delivery: "dlv_1", status: 200 })
  expect(app.requests[0]!.body.equals(body)).toBe(true)
})

test("a closing listener whose tunnel broke comes back to deliver its last answer", async () => {
  await using app = await startRawServer()
  const { relay, link, session } = await connected(app.port)
  link.push()
  await link.next("response")
  const closing = session.close(60_000)
  link.cut()
  const again = await relay.welcome()
  expect((await again.next("goaway")).info.reason).toBe("closing")
  expect((await again.next("response")).info).toMatchObject({ delivery: "dlv_1", repeated: true })
  again.send({ type: "ack", info: { delivery: "dlv_1", attempt: 1 } })
  await closing
  expect(relay.upgrades).toBe(2)
})
