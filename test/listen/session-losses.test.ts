import { expect, test } from "vitest"
import { WhkError } from "../../src/errors.ts"
import { encodeFrame } from "../../src/tunnel/codec.ts"
import { type GoAway, MAX_FRAME_BYTES, STREAM_WINDOW_BYTES } from "../../src/tunnel/frames.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { type FakeLink, startFakeRelay } from "../support/fake-relay.ts"
import { requestInfo } from "./collected-answer.ts"
import { connected, listenAt } from "./listening.ts"
import { freePort } from "../support/free-port.ts"

test("a broken connection is made anew after a delay with jitter", async () => {
  const clock = new FakeClock()
  const { relay, link, event } = await connected(3000, { clock, random: () => 0.5 })
  link.cut()
  expect(await event("reconnecting")).toMatchObject({ delayMs: 250 })
  await clock.advanceToNextTimer()
  const second = await relay.welcome()
  await event("welcome", 2)
  second.cut()
  expect(await event("reconnecting", 2)).toMatchObject({ delayMs: 500 })
})

test("after a minute of health the first delay is short again", async () => {
  const clock = new FakeClock()
  const { relay, link, event } = await connected(3000, { clock, random: () => 1 })
  link.cut()
  expect(await event("reconnecting")).toMatchObject({ delayMs: 500 })
  clock.advance(500)
  const second = await relay.welcome()
  await event("welcome", 2)
  const beat = async (): Promise<void> => {
    clock.advance(15_000)
    await second.next("ping")
    second.send({ type: "pong" })
    second.push({ kind: "probe" })
    await second.next("response")
  }
  await beat()
  await beat()
  await beat()
  await beat()
  second.cut()
  expect(await event("reconnecting", 2)).toMatchObject({ delayMs: 500 })
})

test("a silent relay is pinged after 15 s and given up after 33 s", async () => {
  const clock = new FakeClock()
  const { link, event, events } = await connected(3000, { clock })
  clock.advance(15_000)
  await link.next("ping")
  clock.advance(15_000)
  await link.next("ping")
  clock.advance(2999)
  expect(events.map(({ type }) => type)).toEqual(["welcome"])
  clock.advance(1)
  expect(await event("reconnecting")).toMatchObject({ reason: "no sign of life for 33 s" })
  await link.closed
})

test("a ping is answered", async () => {
  const { link } = await connected(3000)
  link.send({ type: "ping" })
  expect(await link.next("pong")).toEqual({ type: "pong" })
})

test.each<[GoAway["reason"], string]>([
  ["busy", "INBOX_BUSY"],
  ["protocol", "TUNNEL_BROKEN"],
  ["shutdown", "RELAY_UNREACHABLE"],
])("GOAWAY for %s without a time to come back ends the session", async (reason, code) => {
  const { link, session, event, relay } = await connected(3000)
  link.send({ type: "goaway", info: { reason, message: "so it is" } })
  link.socket.close(1000)
  await expect(session.done).rejects.toMatchObject({ code, message: expect.stringContaining("so it is") })
  expect((await event("closed")).reason).toContain(`inbox "shop"`)
  expect(relay.upgrades).toBe(1)
})

test("GOAWAY for being replaced ends the session and names the inbox", async () => {
  const { link, session } = await connected(3000)
  link.send({ type: "goaway", info: { reason: "replaced", message: "another listener took this inbox" } })
  await expect(session.done).rejects.toMatchObject({
    code: "SESSION_REPLACED",
    message: 'Another listener took the inbox "shop".',
  })
})

test("GOAWAY for a shutdown brings the listener back when it was told to", async () => {
  const clock = new FakeClock()
  const { link, event, relay } = await connected(3000, { clock })
  const info = { reason: "shutdown", message: "moving", retryAfterMs: 1234 } as const
  link.send({ type: "goaway", info })
  link.socket.close(1000)
  expect(await event("reconnecting")).toEqual({ type: "reconnecting", delayMs: 1234, reason: "moving" })
  clock.advance(1234)
  await relay.welcome()
  expect((await event("welcome", 2)).first).toBe(false)
})

test.each([
  ["401 Unauthorized", "KEY_REFUSED", 3],
  ["403 Forbidden", "KEY_REFUSED", 3],
  ["404 Not Found", "NOT_FOUND", 4],
  ["426 Upgrade Required", "TUNNEL_BROKEN", 5],
  ["302 Found", "TUNNEL_BROKEN", 5],
])("a relay that answers %s is not asked again", async (status, code, exitCode) => {
  await using relay = await startFakeRelay()
  relay.refuseWith(status)
  const { session } = listenAt(relay, 3000)
  await expect(session.done).rejects.toMatchObject({ code, exitCode })
  expect(relay.upgrades).toBe(1)
})

test("a relay that is busy is asked again, not before it said", async () => {
  await using relay = await startFakeRelay()
  relay.refuseWith("503 Service Unavailable", "Retry-After: 7\r\n")
  const clock = new FakeClock()
  const { event } = listenAt(relay, 3000, { clock })
  expect(await event("reconnecting")).toMatchObject({ delayMs: 7000, reason: "the relay answered 503" })
  relay.refuseWith(undefined)
  clock.advance(7000)
  await relay.welcome()
  await event("welcome")
})

test("a relay that was never there is an error at once", async () => {
  await using relay = await startFakeRelay()
  const url = `http://127.0.0.1:${await freePort()}`
  const { session } = listenAt(relay, 3000, { locate: () => Promise.resolve({ url, key: "k" }) })
  await expect(session.done).rejects.toMatchObject({ code: "RELAY_UNREACHABLE", exitCode: 5 })
})

test("an address that is none is an error at once", async () => {
  await using relay = await startFakeRelay()
  const { session } = listenAt(relay, 3000, { locate: () => Promise.resolve({ url: "relay", key: "k" }) })
  await expect(session.done).rejects.toThrow(`"relay" is not the address of a relay.`)
})

test("where the relay is, is asked before every connection", async () => {
  await using first = await startFakeRelay()
  await using second = await startFakeRelay()
  const places = [{ url: first.url, key: "a" }, undefined, { url: second.url, key: "b" }]
  const { event } = listenAt(first, 3000, {
    async locate() {
      const place = places.shift()
      if (!place) throw new WhkError("RELAY_UNREACHABLE", "nobody took over yet")
      return place
    },
  })
  const link = await first.welcome()
  await event("welcome")
  link.cut()
  expect((await second.welcome()).authorization).toBe("Bearer b")
  expect((await event("welcome", 2)).first).toBe(false)
  expect(await event("reconnecting", 2)).toMatchObject({ reason: "nobody took over yet" })
})

const HOSTILE: [string, (link: FakeLink) => void][] = [
  ["text", (link) => link.sendBytes("hello")],
  ["a message that is no frame", (link) => link.sendBytes(Uint8Array.of(1, 2))],
  ["a head that is no JSON", (link) => link.sendBytes(Uint8Array.of(3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 123))],
  ["a message beyond the limit", (link) => link.sendBytes(new Uint8Array(MAX_FRAME_BYTES + 1))],
  ["HELLO", (link) => link.sendBytes(helloBytes())],
  [
    "a stream that is in use",
    (link) => {
      const frame = { type: "request", stream: 9, last: false, body: new Uint8Array(0) } as const
      link.send({ ...frame, info: requestInfo({ delivery: "a", bodyBytes: 9 }) })
      link.send({ ...frame, info: requestInfo({ delivery: "b", bodyBytes: 9 }) })
    },
  ],
  [
    "more of a body than was granted",
    (link) => {
      const info = requestInfo({ bodyBytes: 2 ** 30 })
      link.send({ type: "request", stream: 9, last: false, info, body: new Uint8Array(0) })
      const chunk = new Uint8Array(64 * 1024)
      Array.from({ length: STREAM_WINDOW_BYTES / chunk.length + 1 }, () =>
        link.send({ type: "data", stream: 9, body: chunk }),
      )
    },
  ],
]

function helloBytes(): Uint8Array {
  return encodeFrame({ type: "hello", info: { inbox: "x", probeNonce: "x", maxInFlight: 1 } })
}

test.each(HOSTILE)("a relay that sends %s loses the connection, not the listener", async (_, attack) => {
  const forwarder = {
    target: "held",
    forward: () => ({ resume() {}, abort() {} }),
    close: () => Promise.resolve(),
  }
  const { link, relay, event } = await connected(0, { forwarder })
  attack(link)
  await link.closed
  await event("reconnecting")
  await relay.welcome()
  await event("welcome", 2)
})

test("frames for streams nobody knows, and types nobody knows, are passed over", async () => {
  const { link } = await connected(3000)
  link.send({ type: "data", stream: 77, body: Uint8Array.of(1) })
  link.send({ type: "end", stream: 77 })
  link.send({ type: "credit", stream: 77, bytes: 5 })
  link.send({ type: "cancel", stream: 77, reason: "x" })
  link.send({ type: "ack", info: { delivery: "x", attempt: 1 } })
  link.sendBytes(Uint8Array.of(200, 0, 0, 0, 0, 1, 2, 3))
  link.push({ kind: "probe" })
  expect((await link.next("response")).info.status).toBe(200)
})

test("a request before WELCOME ends the session: that is no relay", async () => {
  await using relay = await startFakeRelay()
  const { session } = listenAt(relay, 3000)
  const link = await relay.connection()
  await link.next("hello")
  link.push()
  await expect(session.done).rejects.toMatchObject({ code: "TUNNEL_BROKEN" })
  expect((await link.next("goaway")).info.reason).toBe("protocol")
})
