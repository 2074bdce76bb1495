import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { startFakeRelay } from "../support/fake-relay.ts"
import { HANG_UP, OK, startRawServer, WAIT } from "../support/raw-server.ts"
import { connected, listenAt } from "./listening.ts"
import { freePort } from "../support/free-port.ts"

test("a listener says HELLO with its key and tells what the relay welcomed it with", async () => {
  await using relay = await startFakeRelay()
  const listening = listenAt(relay, 3000, { provider: "stripe" })
  const link = await relay.connection()
  expect(link.authorization).toBe("Bearer whk_test")
  expect(link.socket.protocol).toBe("whk.v1")
  expect(link.socket.extensions).toBe("")
  const { info } = await link.next("hello")
  expect(info).toEqual({
    inbox: "shop",
    provider: "stripe",
    forward: "http://localhost:3000/",
    probeNonce: expect.stringMatching(/^[0-9a-f]{32}$/),
    maxInFlight: 16,
    listener: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  const inbox = { id: "in_1", name: "shop", url: "http://relay/in/t" }
  link.send({ type: "welcome", info: { session: "ses_1", epoch: 4, inbox, inspector: null, queued: 2 } })
  expect(await listening.event("welcome")).toMatchObject({
    first: true,
    probeNonce: info.probeNonce,
    welcome: { epoch: 4, queued: 2, inbox },
  })
})

test("a delivery goes to the app and its answer comes back in one frame each way", async () => {
  const answer =
    "HTTP/1.1 201 Created\r\nSet-Cookie: a\r\nset-cookie: b\r\nContent-Length: 4\r\n\r\n\0\u00ff\u00e9!"
  await using app = await startRawServer({ answer: () => answer })
  const { link, event } = await connected(app.port)
  const body = randomBytes(3000)
  const stream = link.push({ target: "/a?b", headers: [["X-A", "1"]], epoch: 7, attempt: 2 }, body)
  const response = await link.next("response")
  expect(response).toEqual({
    type: "response",
    stream,
    last: true,
    info: {
      delivery: "dlv_1",
      attempt: 2,
      epoch: 7,
      outcome: "responded",
      status: 201,
      headers: [
        ["Set-Cookie", "a"],
        ["set-cookie", "b"],
        ["Content-Length", "4"],
      ],
      elapsedMs: expect.any(Number),
    },
    body: new Uint8Array([0, 255, 233, 33]),
  })
  expect(link.untaken).toEqual([])
  expect(app.requests[0]!.body.equals(body)).toBe(true)
  expect(app.requests[0]!.lines).toContain("x-whk-attempt: 2")
  expect(await event("delivery")).toMatchObject({
    request: { delivery: "dlv_1" },
    body: new Uint8Array(body),
  })
  expect(await event("response")).toMatchObject({ status: 201, target: `http://localhost:${app.port}/` })
})

test("an app that is not there is an outcome, not an error", async () => {
  const port = await freePort()
  const { link, event } = await connected(port)
  link.push()
  const { info, last } = await link.next("response")
  expect(info).toMatchObject({ outcome: "refused", detail: `localhost:${port} refused the connection` })
  expect(info.status).toBeUndefined()
  expect(last).toBe(true)
  expect(await event("failed")).toMatchObject({ outcome: "refused", request: { delivery: "dlv_1" } })
})

test("the ready probe is answered by the listener itself and never reaches the app", async () => {
  await using app = await startRawServer()
  const { link, events, event } = await connected(app.port)
  const { probeNonce } = await event("welcome")
  link.push({ kind: "probe", delivery: "probe" })
  const { info, body } = await link.next("response")
  expect(info).toMatchObject({ outcome: "responded", status: 200 })
  expect(Buffer.from(body).toString()).toBe(probeNonce)
  expect(app.connections).toBe(0)
  expect(events.map(({ type }) => type)).toEqual(["welcome"])
})

test("every session has a nonce of its own", async () => {
  const { relay, link, event } = await connected(3000)
  link.cut()
  await relay.welcome()
  const again = await event("welcome", 2)
  expect(again.first).toBe(false)
  expect(again.probeNonce).not.toBe((await event("welcome")).probeNonce)
})

test("two handlers that hang do not delay a third", async () => {
  await using app = await startRawServer({ answer: ({ head }) => (head.includes("/slow") ? WAIT : OK) })
  const { link } = await connected(app.port)
  link.push({ target: "/slow" })
  link.push({ target: "/slow" })
  const quick = link.push({ target: "/quick" })
  expect((await link.next("response")).stream).toBe(quick)
})

test("what the relay cancels is dropped at the app and answered by nothing", async () => {
  await using app = await startRawServer({ answer: () => WAIT })
  const { link, event } = await connected(app.port)
  const stream = link.push()
  await app.waitFor(1)
  link.send({ type: "cancel", stream, reason: "not stored" })
  expect(await event("failed")).toMatchObject({ outcome: "unknown", detail: "not stored" })
  expect(link.untaken).toEqual([])
})

test("a gap and the settling of a delivery are told", async () => {
  await using app = await startRawServer()
  const { link, event } = await connected(app.port)
  link.push()
  await link.next("response")
  link.send({ type: "ack", info: { delivery: "dlv_1", attempt: 1 } })
  link.send({ type: "gap", info: { from: "a", to: "b", count: 3 } })
  expect(await event("settled")).toEqual({ type: "settled", delivery: "dlv_1", attempt: 1 })
  expect(await event("gap")).toEqual({ type: "gap", from: "a", to: "b", count: 3 })
})

test("an app that hangs up is a reset, without a second try for a delivery with a body", async () => {
  await using app = await startRawServer({ answer: () => HANG_UP })
  const { link } = await connected(app.port)
  link.push({}, Buffer.from("{}"))
  expect((await link.next("response")).info.outcome).toBe("reset")
  expect(app.requests).toHaveLength(1)
})

test("a closing listener takes no more, ends what it has, waits until it is written down, and goes", async () => {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await using app = await startRawServer({ answer: () => WAIT })
  const { link, session, event } = await connected(app.port, {
    forwarder: {
      target: "x",
      forward(_request, _body, sink) {
        void released.then(() => {
          sink.onHead(200, [])
          sink.onEnd()
        })
        return { resume() {}, abort() {} }
      },
      close: () => Promise.resolve(),
    },
  })
  link.push()
  await event("delivery")
  const closing = session.close(60_000)
  expect((await link.next("goaway")).info.reason).toBe("closing")
  const late = link.push()
  expect((await link.next("cancel")).stream).toBe(late)
  release()
  expect((await link.next("response")).info).toMatchObject({ delivery: "dlv_1", status: 200 })
  expect(link.socket.readyState).toBe(link.socket.OPEN)
  link.send({ type: "ack", info: { delivery: "dlv_1", attempt: 1 } })
  await closing
  await link.closed
  await session.done
  expect(await event("closed")).toEqual({ type: "closed", reason: "closed" })
})

test("a closing listener gives back what the app does not end within the grace", async () => {
  await using app = await startRawServer({ answer: () => WAIT })
  const { link, session, event } = await connected(app.port)
  link.push()
  await app.waitFor(1)
  await session.close(1)
  await link.closed
  expect(await event("failed")).toMatchObject({ outcome: "unknown" })
})
