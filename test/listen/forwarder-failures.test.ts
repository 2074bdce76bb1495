import type { Socket } from "node:net"
import { expect, test } from "vitest"
import type { AnswerSink } from "../../src/listen/app-request.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { HANG_UP, OK, startRawServer, WAIT } from "../support/raw-server.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"
import { collectAnswer, requestInfo } from "./collected-answer.ts"
import { forwarderTo, forwardOnce } from "./forward-once.ts"
import { freePort } from "../support/free-port.ts"
import { startSocketApp } from "./socket-app.ts"

test("nobody on the port: refused, naming host and port", async () => {
  const port = await freePort()
  const { failure } = await forwardOnce(forwarderTo(port))
  expect(failure).toEqual({ outcome: "refused", detail: `localhost:${port} refused the connection` })
})

test("a name that does not exist: dns", async () => {
  const { failure } = await forwardOnce(forwarderTo("nowhere.invalid:8080"))
  expect(failure).toMatchObject({ outcome: "dns", detail: expect.stringContaining("nowhere.invalid:8080") })
})

test("a certificate nobody vouches for: tls; accepted when asked to", async () => {
  await using app = await startRawServer({ tls: { cert: TEST_CERTIFICATE, key: TEST_KEY } })
  const target = `https://localhost:${app.port}`
  expect((await forwardOnce(forwarderTo(target))).failure).toMatchObject({ outcome: "tls" })
  expect((await forwardOnce(forwarderTo(target, { tls: { insecure: true } }))).status).toBe(200)
})

test("a plain server behind https: tls", async () => {
  const port = await startSocketApp((socket) => socket.write(OK))
  expect((await forwardOnce(forwarderTo(`https://localhost:${port}`))).failure?.outcome).toBe("tls")
})

test("an app that says nothing: timeout at the limit, not before", async () => {
  await using app = await startRawServer({ answer: () => WAIT })
  const clock = new FakeClock()
  const { sink, answer } = collectAnswer()
  forwarderTo(app.port, { clock, timeoutMs: 5000 }).forward(requestInfo(), new Uint8Array(0), sink)
  await app.waitFor(1)
  clock.advance(4999)
  expect(clock.timers).toBe(1)
  clock.advance(1)
  expect((await answer).failure).toEqual({
    outcome: "timeout",
    detail: `localhost:${app.port} did not answer within 5s`,
  })
})

test("an app that stops in the middle of its answer: timeout after 30 s of silence", async () => {
  const clock = new FakeClock()
  const port = await startSocketApp((socket) => {
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
  })
  const { sink, begun, answer } = collectAnswer()
  forwarderTo(port, { clock, timeoutMs: 5000 }).forward(requestInfo(), new Uint8Array(0), sink)
  await begun
  clock.advance(29_999)
  expect(clock.timers).toBe(1)
  clock.advance(1)
  expect(await answer).toMatchObject({
    status: 200,
    body: Buffer.from("abc"),
    failure: { outcome: "timeout" },
  })
})

test("an app that waits for a slow sender is not given up", async () => {
  const clock = new FakeClock()
  const port = await startSocketApp((socket) => {
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"))
  })
  const { sink, answer, begun } = collectAnswer()
  const stopping: AnswerSink = {
    onHead: (status, headers) => sink.onHead(status, headers),
    onEnd: () => sink.onEnd(),
    onFailed: (failure) => sink.onFailed(failure),
    onData(chunk) {
      sink.onData(chunk)
      return false
    },
  }
  const forwarding = forwarderTo(port, { clock }).forward(requestInfo(), new Uint8Array(0), stopping)
  await begun
  clock.advance(3_600_000)
  forwarding.resume()
  expect(await answer).toEqual({ status: 200, headers: expect.any(Array), body: Buffer.from("abc") })
})

test("a streamed body shorter than announced is not taken for whole", async () => {
  await using app = await startRawServer()
  const short = (async function* () {
    yield Buffer.from("abc")
  })()
  const { failure } = await forwardOnce(forwarderTo(app.port), { bodyBytes: 4 }, short)
  expect(failure).toMatchObject({ outcome: "unknown", detail: expect.stringContaining("size") })
  expect(app.requests).toHaveLength(0)
})

test.each([
  ["without a word", ""],
  ["in the middle of its head", "HTTP/1.1 200 OK\r\nX-A"],
])("an app that dies %s: reset", async (_, bytes) => {
  const port = await startSocketApp((socket) => socket.once("data", () => socket.end(bytes)))
  const { failure } = await forwardOnce(forwarderTo(port))
  expect(failure).toMatchObject({ outcome: "reset", detail: expect.stringContaining(`localhost:${port}`) })
})

test.each([
  ["a length", "Content-Length: 9\r\n\r\nabc"],
  ["chunks", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"],
])("an app that dies in the middle of a body with %s: the head, then reset", async (_, rest) => {
  const port = await startSocketApp((socket) => {
    socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`))
  })
  expect(await forwardOnce(forwarderTo(port))).toMatchObject({ status: 200, failure: { outcome: "reset" } })
})

test("an app that does not speak HTTP: reset", async () => {
  const port = await startSocketApp((socket) => socket.once("data", () => socket.write("SSH-2.0-x\r\n\r\n")))
  expect((await forwardOnce(forwarderTo(port))).failure).toEqual({
    outcome: "reset",
    detail: `localhost:${port} did not answer in HTTP`,
  })
})

test("an app that answers before it read the body: its answer counts", async () => {
  const port = await startSocketApp((socket) => {
    socket.once("data", () => {
      socket.pause()
      socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
    })
  })
  const endless = (async function* () {
    for (;;) yield new Uint8Array(64 * 1024)
  })()
  const answer = await forwardOnce(forwarderTo(port), { bodyBytes: 2 ** 40 }, endless)
  expect(answer).toMatchObject({ status: 413, body: Buffer.from("big") })
})

test("a connection closed while idle is no failure for the next request", async () => {
  const sockets: Socket[] = []
  const port = await startSocketApp((socket) => {
    sockets.push(socket)
    socket.on("data", () => socket.write(OK))
  })
  const forwarder = forwarderTo(port)
  await forwardOnce(forwarder)
  sockets[0]!.resetAndDestroy()
  expect(await forwardOnce(forwarder)).toMatchObject({ status: 200 })
  expect(sockets).toHaveLength(2)
})

test("a request without side effects is tried once more when its connection dies before an answer", async () => {
  await using app = await startRawServer({ answer: (_, index) => (index === 1 ? HANG_UP : OK) })
  const forwarder = forwarderTo(app.port)
  await forwardOnce(forwarder, { method: "GET" })
  expect(await forwardOnce(forwarder, { method: "GET" })).toMatchObject({ status: 200 })
  expect(app.requests).toHaveLength(3)
})

test("the second try is the last", async () => {
  await using app = await startRawServer({ answer: () => HANG_UP })
  const { failure } = await forwardOnce(forwarderTo(app.port), { method: "GET" })
  expect(failure?.outcome).toBe("reset")
  expect(app.requests).toHaveLength(2)
})

test.each([
  ["POST", "{}"],
  ["POST", ""],
  ["GET", "{}"],
])("a delivery that the app may have read and acted on is not sent twice (%s %j)", async (method, body) => {
  await using app = await startRawServer({ answer: () => HANG_UP })
  const { failure } = await forwardOnce(forwarderTo(app.port), { method }, Buffer.from(body))
  expect(failure?.outcome).toBe("reset")
  expect(app.requests).toHaveLength(1)
})

test("two handlers that hang do not delay a third", async () => {
  await using app = await startRawServer({ answer: ({ head }) => (head.includes("/slow") ? WAIT : OK) })
  const forwarder = forwarderTo(app.port)
  const slow = collectAnswer()
  forwarder.forward(requestInfo({ target: "/slow" }), new Uint8Array(0), slow.sink)
  forwarder.forward(requestInfo({ target: "/slow" }), new Uint8Array(0), slow.sink)
  expect(await forwardOnce(forwarder, { target: "/quick" })).toMatchObject({ status: 200 })
})

test("an aborted request says nothing more, even while it waits for its connection", async () => {
  await using app = await startRawServer()
  const forwarder = forwarderTo(app.port)
  const { sink } = collectAnswer()
  const heard: string[] = []
  sink.onHead = () => heard.push("head")
  sink.onFailed = () => heard.push("failed")
  forwarder.forward(requestInfo(), new Uint8Array(0), sink).abort()
  await forwardOnce(forwarder)
  expect(heard).toEqual([])
  expect(app.requests).toHaveLength(1)
})
