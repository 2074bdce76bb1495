import { createServer } from "node:http"
import { connect, type AddressInfo, type Socket } from "node:net"
import { request } from "undici"
import { expect, test } from "vitest"
import { BodyWatch } from "../../src/relay/body-watch.ts"
import { connectListener } from "../support/fake-listener.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { figures } from "./support/figures.ts"
import { startMeasuredRelay } from "./support/measured-relay.ts"

const DRIPPING = 500
const CALM_MS = 3000
/** Node looks every two seconds for heads that took longer than ten. */
const HEADS_END_WITHIN_MS = 15_000

/** Sockets that send a byte a second, half of them of a head, half of a body. */
function drip(url: URL, count: number): { readonly heads: Socket[]; readonly bodies: Socket[] } {
  const heads: Socket[] = []
  const bodies: Socket[] = []
  for (let index = 0; index < count; index += 1) {
    const isHead = index % 2 === 0
    const socket = connect(Number(url.port), "127.0.0.1")
    socket.on("error", () => {})
    const head = `POST ${url.pathname} HTTP/1.1\r\nHost: relay\r\nContent-Length: 60000\r\nX-Slow: `
    socket.write(isHead ? head : `${head}\r\n\r\n`)
    const timer = setInterval(() => socket.write("x"), 1000)
    socket.on("close", () => clearInterval(timer))
    ;(isHead ? heads : bodies).push(socket)
  }
  return { heads, bodies }
}

/** How long 99 of 100 honest senders wait for their answer, in milliseconds. */
async function p99Ms(url: URL, isOver: () => boolean): Promise<number> {
  const tookMs: number[] = []
  const sender = async (): Promise<void> => {
    while (!isOver()) {
      const from = performance.now()
      const response = await request(url, { method: "POST", body: "{}" })
      await response.body.dump()
      expect(response.statusCode).toBe(200)
      tookMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: 4 }, sender))
  return tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.99)] ?? 0
}

/** After how long a body that comes at this rate is given up, on a clock of its own; null when it is let through. */
async function bodyEndsAfter(bytesPerSecond: number, bodyBytes: number): Promise<number | null> {
  const clock = new FakeClock()
  const watch = new BodyWatch(clock)
  const server = createServer((message, response) => {
    watch.add(message, response)
    message.resume().on("end", () => response.end("whole"))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1")
  let answer = ""
  socket.on("data", (data) => (answer += data.toString())).on("error", () => {})
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()))
  const headIsHere = new Promise<void>((resolve) => server.once("request", () => resolve()))
  const connected = new Promise<Socket>((resolve) => server.once("connection", resolve))
  socket.write(
    `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${String(bodyBytes)}\r\n\r\n`,
  )
  const far = await connected
  await headIsHere
  const from = clock.now()
  for (let sent = 0; sent < bodyBytes && !answer;) {
    const chunk = Buffer.alloc(Math.min(bytesPerSecond, bodyBytes - sent))
    sent += chunk.length
    const wanted = far.bytesRead + chunk.length
    socket.write(chunk)
    while (far.bytesRead < wanted) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(1000)
    // What the relay had to say by now is here after a turn of the loop through the kernel.
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  const tookMs = clock.now() - from
  await closed
  server.close()
  return answer.startsWith("HTTP/1.1 408") ? tookMs : null
}

test(
  "A7: five hundred dripping sockets do not slow an honest sender down, and are ended",
  { timeout: 60_000 },
  async ({ task }) => {
    await using relay = await startMeasuredRelay()
    const listener = await connectListener(relay, { inbox: "slow" })
    const url = new URL((await listener.frame("welcome")).info.inbox.url)
    listener.onFrame((frame) => frame.type === "request" && listener.answer(frame))

    // Warm first, and the calm before and after, so that a machine that gets busier does not look like an attack.
    const calm = async (): Promise<number> => {
      const until = performance.now() + CALM_MS
      return await p99Ms(url, () => performance.now() >= until)
    }
    await calm()
    const before = await calm()
    const from = performance.now()
    const { heads, bodies } = drip(url, DRIPPING)
    let left = heads.length
    let headsMs = 0
    for (const head of heads)
      head.on("close", () => {
        left -= 1
        headsMs = Math.round(performance.now() - from)
      })
    const attacked = await p99Ms(url, () => left === 0 || performance.now() - from > 20_000)
    for (const body of bodies) body.destroy()
    const after = await calm()

    const honest = await bodyEndsAfter(4000, 1_000_000)
    const dripped = await bodyEndsAfter(100, 60_000)
    figures(task, {
      dripping: DRIPPING,
      "p99 in the calm, ms": Math.max(before, after).toFixed(1),
      "p99 under attack, ms": attacked.toFixed(1),
      "heads ended after, s": (headsMs / 1000).toFixed(1),
      "a dripping body, s": (dripped ?? 0) / 1000,
    })
    expect(left).toBe(0)
    expect(headsMs).toBeLessThan(HEADS_END_WITHIN_MS)
    expect(attacked).toBeLessThan(2 * Math.max(before, after, 10))
    expect(honest).toBeNull()
    expect(dripped).toBeGreaterThanOrEqual(30_000)
    expect(dripped).toBeLessThanOrEqual(34_000)
  },
)
