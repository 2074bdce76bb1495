import { connect } from "node:net"
import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import type { ResponseInfo } from "../../src/tunnel/frames.ts"
import { connectListener } from "../support/fake-listener.ts"
import { startRawServer } from "../support/raw-server.ts"
import { startTestRelay, type TestRelay } from "../support/test-relay.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { postRaw } from "./support/post-raw.ts"

const EVIL = "HTTP/1.1 200 OK\r\nX-Evil: 1\r\nContent-Length: 4\r\n\r\nEVIL"

/** What an app may write that is no HTTP. */
const APPS: Readonly<Record<string, string>> = {
  "a CR in a value": "HTTP/1.1 200 OK\r\nX-A: b\rX-Evil: 1\r\nContent-Length: 0\r\n\r\n",
  "a LF in a value": "HTTP/1.1 200 OK\r\nX-A: b\nX-Evil: 1\r\nContent-Length: 0\r\n\r\n",
  "a NUL in a value": "HTTP/1.1 200 OK\r\nX-A: b\0X-Evil: 1\r\nContent-Length: 0\r\n\r\n",
  "a name with a colon": "HTTP/1.1 200 OK\r\n:status: 200\r\nContent-Length: 0\r\n\r\n",
  "a name with a space": "HTTP/1.1 200 OK\r\nX Evil: 1\r\nContent-Length: 0\r\n\r\n",
  "two lengths": `HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: ${EVIL.length}\r\n\r\n${EVIL}`,
  "a length and chunks": `HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${EVIL}`,
  "a negative length": "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
  "no HTTP at all": "EVIL EVIL EVIL\r\n\r\n",
}

/** Heads that no honest listener sends; each ends its tunnel. */
const HEADS: Readonly<Record<string, { readonly headers?: readonly Header[]; readonly status?: number }>> = {
  "CRLF in a value": { headers: [["X-A", "b\r\nX-Evil: 1"]] },
  "a whole answer in a value": { headers: [["X-A", `b\r\n\r\n${EVIL}`]] },
  "CRLF in a name": { headers: [["X-Evil: 1\r\nX-A", "b"]] },
  "a name that begins with a colon": { headers: [[":status", "200"]] },
  "a name with a colon": { headers: [["X:Evil", "1"]] },
  "an empty name": { headers: [["", "1"]] },
  "a NUL in a value": { headers: [["X-A", "b\0"]] },
  "a character beyond Latin-1 that is cut to LF": { headers: [["X-A", "b\u010aX-Evil: 1"]] },
  "status 99": { status: 99 },
  "status 101": { status: 101 },
  "status 1000": { status: 1000 },
}

/** Bodies that are not as long as they say. */
const LENGTHS: Readonly<Record<string, { readonly headers: readonly Header[]; readonly body: string }>> = {
  "more than it says": { headers: [["Content-Length", "2"]], body: `ok${EVIL}` },
  "less than it says": { headers: [["Content-Length", "500"]], body: "ok" },
  "two lengths": {
    headers: [
      ["Content-Length", "2"],
      ["content-length", "500"],
    ],
    body: `ok${EVIL}`,
  },
  "no length": { headers: [["Content-Length", "2, 2"]], body: `ok${EVIL}` },
  "chunks of its own": { headers: [["Transfer-Encoding", "chunked"]], body: `0\r\n\r\n${EVIL}` },
}

/** Posts and asks for the relay's health on the same connection: a split answer would come in between. */
function postAndGo(url: string): Promise<string> {
  const { host, port, pathname } = new URL(url)
  return new Promise((resolve) => {
    let text = ""
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.write(
        `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n` +
          `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      )
    })
    socket.on("data", (data) => (text += data.toString("latin1")))
    socket.on("error", () => {}).on("close", () => resolve(text))
  })
}

/** What a sender reads when the listener answers so, and how the tunnel ended, if it did. */
async function answeredBy(
  relay: TestRelay,
  inbox: string,
  answer: Partial<ResponseInfo> & { readonly body?: string },
) {
  // A provider of little patience, so that a sender whose tunnel broke is not held for long.
  const listener = await connectListener(relay, { inbox, provider: "strava" })
  const sending = postAndGo((await listener.frame("welcome")).info.inbox.url)
  listener.answer(await listener.frame("request"), answer)
  const text = await sending
  listener.send({ type: "ping" })
  const end = await Promise.race([listener.closed, listener.frame("pong").then(() => undefined)])
  return { text, end }
}

test(
  "A6: neither a hostile app nor a hostile listener can split an answer",
  { timeout: 30_000 },
  async ({ task }) => {
    const hostile = Object.entries(APPS)
    await using app = await startRawServer({
      answer: (_, index) => hostile[index]?.[1] ?? `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok${EVIL}`,
    })
    await using chain = await startChain({ forward: app.port })
    for (const [what] of hostile) {
      const { status, lines } = await postRaw(chain.inbox, {})
      expect(status, what).toBe(502)
      expect(lines.join("\n"), what).not.toMatch(/evil/i)
    }
    // An answer that nobody asked for is not given to whoever asks next.
    for (let index = 0; index < 5; index += 1) {
      const { status, body } = await postRaw(chain.inbox, {})
      expect([200, 502]).toContain(status)
      expect(body.toString()).not.toContain("EVIL")
    }

    await using relay = await startTestRelay()
    await Promise.all(
      Object.entries(HEADS).map(async ([what, head], index) => {
        const { text, end } = await answeredBy(relay, `head-${index}`, head)
        expect(text.match(/HTTP\/1\.1 \d+/g), what).toEqual(["HTTP/1.1 200", "HTTP/1.1 200"])
        expect(text, what).toMatch(/X-Whk-Answer: queued[^]*"status":"ok"/)
        expect(text, what).not.toMatch(/evil/i)
        expect(end, what).toBe(1002)
      }),
    )
    await Promise.all(
      Object.entries(LENGTHS).map(async ([what, answer], index) => {
        const { text } = await answeredBy(relay, `length-${index}`, answer)
        // Cut off, or whole in chunks and followed by the next answer: never an answer that nobody gave.
        const answers = text.split(/(?=HTTP\/1\.1 200 OK\r\n(?!X-Evil))/)
        expect(answers.length, what).toBeLessThanOrEqual(2)
        if (text.includes("EVIL")) expect(text, what).toMatch(/Transfer-Encoding: chunked[^]*"status":"ok"/)
        else expect(text, what).not.toMatch(/x-evil/i)
      }),
    )
    figures(task, {
      "hostile apps": hostile.length + 1,
      "hostile heads": Object.keys(HEADS).length,
      "false lengths": Object.keys(LENGTHS).length,
      split: 0,
    })
  },
)
