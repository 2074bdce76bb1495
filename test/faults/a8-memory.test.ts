import { connect } from "node:net"
import { deflateRawSync, gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { connectListener } from "../support/fake-listener.ts"
import { figures } from "./support/figures.ts"
import { startMeasuredRelay } from "./support/measured-relay.ts"
import { postRaw, readReply } from "./support/post-raw.ts"
import { clientFrame, openRawTunnel } from "./support/raw-tunnel.ts"

const MIB = 1024 * 1024
const AT_ONCE = 1000
const LIMIT_MIB = 25
/** The budget of body bytes in flight, and what may come on top of it; an idle relay's own memory does not count. */
const MOST_GROWTH_MIB = 64 + 150

/** Sends a head and then the same chunk for as long as the relay takes it; resolves with what it said. */
function pour(url: URL, framing: string, chunk: Buffer, mostBytes: number) {
  return new Promise<{ readonly status: number; readonly retryAfter: boolean; readonly sent: number }>(
    (resolve) => {
      const answer: Buffer[] = []
      let sent = 0
      const socket = connect(Number(url.port), "127.0.0.1", () => {
        socket.write(
          `POST ${url.pathname} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n${framing}\r\n\r\n`,
        )
        const more = (): void => {
          if (answer.length > 0 || sent >= mostBytes || socket.destroyed) return
          sent += chunk.length
          socket.write(chunk, more)
        }
        more()
      })
      socket.on("data", (data) => answer.push(data)).on("error", () => {})
      socket.on("close", () => {
        const { status, lines } = readReply(Buffer.concat(answer))
        resolve({ status, sent, retryAfter: lines.some((line) => /^retry-after:/i.test(line)) })
      })
    },
  )
}

test(
  "A8: bodies that lie, never end, come by the thousand or inflate keep the relay within its memory",
  { timeout: 90_000 },
  async ({ task }) => {
    await using relay = await startMeasuredRelay()
    const listener = await connectListener(relay, { inbox: "memory" })
    const idleMiB = relay.residentMiB()
    const url = new URL((await listener.frame("welcome")).info.inbox.url)
    listener.destroy()
    await listener.closed

    // A length beyond the limit is refused before a byte is read, one that is too small ends the body there.
    const tooLong = await pour(url, `Content-Length: ${LIMIT_MIB * MIB + 1}`, Buffer.alloc(0), 0)
    expect(tooLong.status).toBe(413)
    const beyond = await pour(url, "Content-Length: 2", Buffer.alloc(MIB), MIB)
    expect([200, 400, 0]).toContain(beyond.status)

    // Chunks without end: told why, unless the sender is cut off before it looks.
    const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536), Buffer.from("\r\n")])
    const endless = await pour(url, "Transfer-Encoding: chunked", chunk, 1024 * MIB)
    expect([413, 0]).toContain(endless.status)
    expect(endless.sent).toBeLessThan(2 * LIMIT_MIB * MIB)

    // Those that stop in the middle give up their place when a thousand honest ones come at once.
    const stuck = Array.from({ length: 100 }, () => {
      const socket = connect(Number(url.port), "127.0.0.1")
      socket.on("error", () => {})
      socket.write(`POST ${url.pathname} HTTP/1.1\r\nHost: relay\r\nContent-Length: ${MIB}\r\n\r\n`)
      socket.write(Buffer.alloc(60_000))
      return socket
    })
    await new Promise((resolve) => setTimeout(resolve, 2100))
    const piece = Buffer.alloc(MIB / 16, 7)
    const crowd = await Promise.all(
      Array.from({ length: AT_ONCE }, () => pour(url, `Content-Length: ${MIB}`, piece, MIB)),
    )
    for (const socket of stuck) socket.destroy()
    const taken = crowd.filter(({ status }) => status === 200).length
    const later = crowd.filter(({ status }) => status === 503)
    expect(later.every(({ retryAfter }) => retryAfter)).toBe(true)
    // A sender that is cut off in mid-body knows as well that it was not taken.
    expect(crowd.every(({ status }) => [200, 503, 0].includes(status))).toBe(true)
    expect(taken).toBeGreaterThan(0)

    // A gigabyte of zeros stays the megabyte that it came as, and WebSockets do not inflate at all.
    const before = relay.residentMiB()
    const bomb = gzipSync(Buffer.alloc(1024 * MIB), { level: 9 })
    const bombed = await postRaw(url, { headers: ["Content-Encoding: gzip"], body: bomb })
    expect(bombed.status).toBe(200)
    const tunnel = await openRawTunnel(relay)
    expect(tunnel.head).not.toMatch(/extensions/i)
    tunnel.socket.write(clientFrame(0xc2, deflateRawSync(Buffer.alloc(100_000))))
    expect(await tunnel.closed).toBe(1002)
    expect(relay.residentMiB() - before).toBeLessThan(50)

    const grewMiB = relay.peakMiB() - idleMiB
    figures(task, {
      "idle RSS, MiB": idleMiB,
      "grew by, at most, MiB": grewMiB,
      "of 1,000 x 1 MiB taken": taken,
      "told to come back": later.length,
      "cut off": AT_ONCE - taken - later.length,
      "endless: MiB read": Math.round(endless.sent / MIB),
    })
    expect(grewMiB).toBeLessThan(MOST_GROWTH_MIB)
  },
)
