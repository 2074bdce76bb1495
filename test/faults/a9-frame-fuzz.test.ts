import { createHash } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { expect, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { Session } from "../../src/listen/session.ts"
import { encodeFrame } from "../../src/tunnel/codec.ts"
import { FRAME_TYPES, MAX_FRAME_BYTES, SUBPROTOCOL } from "../../src/tunnel/frames.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { connectListener } from "../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../support/test-relay.ts"
import { figures } from "./support/figures.ts"
import { oddFrames } from "./support/odd-frames.ts"
import { clientFrame, closeCode, openRawTunnel, type RawTunnel, serverFrame } from "./support/raw-tunnel.ts"

const SEED = 20_260_115
const FRAMES = 50_000
const PER_CONNECTION = 250
const TO_RELAY = FRAME_TYPES
// GOAWAY would end it at once.
const TO_LISTENER = ["welcome", "data", "end", "credit", "cancel", "ack", "gap", "ping", "pong"] as const
const CLOSE = Buffer.from([0x03, 0xe8])

/** Ends that may follow odd frames: in order, for a broken protocol, text, flood or size. */
const CODES = [1000, 1002, 1005, 1007, 1008, 1009, 1011]

const HELLO = encodeFrame({ type: "hello", info: { inbox: "fuzz", probeNonce: "n", maxInFlight: 4 } })
const WELCOME = encodeFrame({
  type: "welcome",
  info: {
    session: "ses_1",
    epoch: 1,
    inbox: { id: "in_1", name: "fuzz", url: "http://127.0.0.1/in/x" },
    inspector: null,
    queued: 0,
  },
})

/** The frames that must end a connection with exactly this code. */
const EXACT: readonly (readonly [
  what: string,
  code: number,
  frame: (write: typeof clientFrame) => Buffer,
])[] = [
  ["a reserved opcode", 1002, (write) => write(0x83, Buffer.from("x"))],
  ["a reserved bit", 1002, (write) => write(0xa2, Buffer.from("x"))],
  ["a deflated frame", 1002, (write) => write(0xc2, Buffer.from("x"))],
  ["a continuation of nothing", 1002, (write) => write(0x80, Buffer.from("x"))],
  ["a control frame in pieces", 1002, (write) => write(0x09, Buffer.from("x"))],
  ["a control frame of 126 bytes", 1002, (write) => write(0x89, Buffer.alloc(126))],
  ["text that is no UTF-8", 1007, (write) => write(0x81, Buffer.from([0xc3, 0x28]))],
  ["a frame beyond the limit", 1009, (write) => write(0x82, Buffer.alloc(MAX_FRAME_BYTES + 1))],
  [
    "a flood of fragments",
    1008,
    (write) =>
      Buffer.concat([
        write(0x02, Buffer.of(1)),
        ...Array.from({ length: 100 }, () => write(0x00, Buffer.of(1))),
      ]),
  ],
  ["a frame that is none of the tunnel's", 1002, (write) => write(0x82, Buffer.from([5, 0]))],
]

/** A tunnel that was let in; a relay lets in only so many a second. */
async function openTunnel(relay: TestRelay): Promise<RawTunnel> {
  for (;;) {
    const tunnel = await openRawTunnel(relay)
    if (tunnel.head.startsWith("HTTP/1.1 101")) return tunnel
    expect(tunnel.head).toMatch(/^HTTP\/1\.1 503 [^]*Retry-After: \d/)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function tellRelay(relay: TestRelay, frames: Buffer): Promise<number | undefined> {
  const tunnel = await openTunnel(relay)
  tunnel.socket.write(clientFrame(0x82, HELLO))
  await tunnel.greeted
  tunnel.socket.write(Buffer.concat([frames, clientFrame(0x88, CLOSE)]))
  return await tunnel.closed
}

/** A relay that greets each listener and then sends it exact bytes. */
async function startRawRelay() {
  let greet: (socket: Socket) => void = (socket) => socket.destroy()
  const server = createServer().on("upgrade", (message, socket) => {
    const key = String(message.headers["sec-websocket-key"])
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64")
    socket.on("error", () => {})
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`,
    )
    greet(socket as Socket)
    greet = (late) => late.destroy()
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    /** Starts a listener, sends it these frames and resolves with the code it closed with. */
    async tellListener(frames: Buffer): Promise<number | undefined> {
      const closed = new Promise<number | undefined>((resolve) => {
        greet = (socket) => {
          let bytes: Buffer = Buffer.alloc(0)
          socket.on("data", (data: Buffer) => (bytes = Buffer.concat([bytes, data])))
          socket.on("close", () => resolve(closeCode(bytes)))
          socket.write(Buffer.concat([serverFrame(0x82, WELCOME), frames, serverFrame(0x88, CLOSE)]))
          socket.on("end", () => socket.end())
        }
      })
      const session = new Session({
        locate: () => Promise.resolve({ url, key: "whk_test" }),
        inbox: "fuzz",
        maxInFlight: 4,
        forwarder: { target: "t", forward: answerAtOnce, close: () => Promise.resolve() },
        keepBodyBytes: 1000,
        clock: systemClock,
        random: () => 1,
        emit: () => {},
      })
      session.done.catch(() => {})
      const code = await closed
      await session.close(0)
      return code
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerAtOnce(
  _request: unknown,
  _body: unknown,
  sink: { onHead(status: number, headers: []): void; onEnd(): void },
) {
  sink.onHead(200, [])
  sink.onEnd()
  return { resume() {}, abort() {} }
}

test(
  "A9: a hundred thousand odd frames crash neither end, and each connection ends with the right code",
  { timeout: 90_000 },
  async ({ task }) => {
    await using relay = await startTestRelay()
    await using rawRelay = await startRawRelay()
    for (const [what, code, frame] of EXACT) {
      expect(await tellRelay(relay, frame(clientFrame)), `to the relay: ${what}`).toBe(code)
      expect(await rawRelay.tellListener(frame(serverFrame)), `to the listener: ${what}`).toBe(code)
    }
    expect(await tellRelay(relay, serverFrame(0x82, Buffer.from("x"))), "to the relay: no mask").toBe(1002)
    expect(await rawRelay.tellListener(clientFrame(0x82, Buffer.from("x"))), "to the listener: a mask").toBe(
      1002,
    )

    const codes = new Map<number | undefined, number>()
    const fuzz = async (odd: () => Buffer, tell: (frames: Buffer) => Promise<number | undefined>) => {
      for (let sent = 0; sent < FRAMES; sent += PER_CONNECTION) {
        const code = await tell(Buffer.concat(Array.from({ length: PER_CONNECTION }, odd)))
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }
    }
    await fuzz(oddFrames(SEED, clientFrame, TO_RELAY), (frames) => tellRelay(relay, frames))
    await fuzz(oddFrames(SEED + 1, serverFrame, TO_LISTENER), (frames) => rawRelay.tellListener(frames))
    // A length that was changed leaves the other end waiting for more; then the connection just ends.
    const others = [...codes.keys()].filter((code) => code !== undefined && !CODES.includes(code))
    expect(others).toEqual([])

    // Both ends are as well as before.
    const listener = await connectListener(relay)
    const sending = fetch((await listener.frame("welcome")).info.inbox.url, { method: "POST", body: "x" })
    listener.answer(await listener.frame("request"), { status: 201 })
    expect((await sending).status).toBe(201)

    // What comes in one go with HELLO counts as well.
    const hasty = await openTunnel(relay)
    hasty.socket.write(
      Buffer.concat([HELLO, Buffer.from([5, 0])].map((payload) => clientFrame(0x82, payload))),
    )
    expect(await hasty.closed).toBe(1002)

    const clock = new FakeClock()
    await using patient = await startTestRelay({ clock })
    const silent = await openRawTunnel(patient)
    clock.advance(5000)
    expect(await silent.closed).toBe(1002)
    figures(task, {
      frames: 2 * FRAMES,
      seed: SEED,
      "exact codes": 2 * EXACT.length + 4,
      ends: [...codes].map(([code, count]) => `${code} x ${count}`).join(" "),
    })
  },
)
