import { randomBytes } from "node:crypto"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sendRaw } from "../support/raw-client.ts"
import { type RawRequest, type RawServer, startRawServer } from "../support/raw-server.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { ofType, type RunningWhk, startWhk } from "../support/start-whk.ts"

const QUERY = "?a&a=1&b=%2F"
const ODD_HEADERS = [
  "X-CusTom: one",
  "x-custom: two",
  "X-Empty:",
  'CONTENT-TYPE: application/x-thing; q="a,b"',
  "X-Latin: caf\xe9",
  "x-custom: one",
]
const ANSWER =
  "HTTP/1.1 207 Multi-Status\r\nSet-Cookie: a=1\r\nsEt-cookie: b=2\r\nX-L: caf\xe9\r\nContent-Length: 4\r\n\r\n\x00\xff\xfe\x01"

const BODIES: readonly (readonly [name: string, body: Buffer])[] = [
  ["of 25 MiB of random bytes", randomBytes(25 * 1024 * 1024)],
  ["of NULs", Buffer.alloc(1000)],
  ["that is invalid UTF-8", Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0x00, 0xed, 0xa0, 0x80])],
  ["that is empty", Buffer.alloc(0)],
  ["that is gzip'd", gzipSync(Buffer.from('{"a":1}'))],
  ["of exactly 64 KiB", randomBytes(64 * 1024)],
  ["of 64 KiB and one byte", randomBytes(64 * 1024 + 1)],
]

let home: Awaited<ReturnType<typeof temporaryFolder>>
let app: RawServer
let listener: RunningWhk
let inbox: URL

beforeAll(async () => {
  home = await temporaryFolder()
  app = await startRawServer({ answer: () => ANSWER })
  const args = ["listen", "--forward", `localhost:${app.port}/base`, "--inbox", "bytes"]
  listener = startWhk(args, { WHK_HOME: home.path })
  const ready = await listener.line(ofType("ready"))
  expect(ready["probe"]).toBe("ok")
  inbox = new URL(String(ready["url"]))
})

afterAll(async () => {
  await listener?.kill("SIGTERM")
  await app?.close()
  await home?.[Symbol.asyncDispose]()
})

/** Header lines as they stood, without those whose place and case are free and those whk adds. */
function comparable(request: RawRequest): readonly string[] {
  const free = /^(host|connection|content-length|x-whk-delivery-id|x-whk-attempt):/i
  return request.lines.slice(1).filter((line) => !free.test(line))
}

test.each(BODIES)("a body %s reaches the app byte for byte, header for header", async (_, body) => {
  const before = app.requests.length
  const answer = await sendRaw(
    Number(inbox.port),
    `PUT ${inbox.pathname}/x//y${QUERY} HTTP/1.1\r\nHost: relay\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n`,
    `${ODD_HEADERS.join("\r\n")}\r\nContent-Length: ${body.length}\r\n\r\n`,
    body,
  )
  const request = (await app.waitFor(before + 1))[before]!
  expect(request.lines[0]).toBe(`PUT /base/x//y${QUERY} HTTP/1.1`)
  expect(comparable(request)).toEqual(ODD_HEADERS.map((line) => line.replace(/^([^:]+):$/, "$1: ")))
  expect(request.body.equals(body)).toBe(true)
  const [head = "", rest = ""] = answer.toString("latin1").split(/\r\n\r\n([^]*)/)
  const lines = head.split("\r\n").filter((line) => !/^(date|connection|keep-alive):/i.test(line))
  expect(lines).toEqual([
    "HTTP/1.1 207 Multi-Status",
    "Set-Cookie: a=1",
    "sEt-cookie: b=2",
    "X-L: caf\xe9",
    "Content-Length: 4",
  ])
  expect(rest).toBe("\x00\xff\xfe\x01")
})

test("a body in chunks arrives whole", async () => {
  const before = app.requests.length
  await sendRaw(
    Number(inbox.port),
    `POST ${inbox.pathname} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`,
    "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n",
  )
  const request = (await app.waitFor(before + 1))[before]!
  expect(request.body.toString()).toBe("abcdefg")
})

test.each([
  ["//evil.example/x", "/base//evil.example/x"],
  ["/../../etc", "/base/../../etc"],
  ["/%2e%2e/%2F", "/base/%2e%2e/%2F"],
  ["/\\evil.example", "/base/\\evil.example"],
])("the raw path %s is kept and stays at the forward target", async (path, expected) => {
  const before = app.requests.length
  const head = `POST ${inbox.pathname}${path} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
  await sendRaw(Number(inbox.port), head)
  const request = (await app.waitFor(before + 1))[before]!
  expect(request.lines[0]).toBe(`POST ${expected} HTTP/1.1`)
})

test.each(["http://evil.example/in/x", "*", "evil.example:80"])(
  "the request target %s is refused",
  async (target) => {
    const before = app.requests.length
    const method = target.includes(":80") ? "CONNECT" : target === "*" ? "OPTIONS" : "POST"
    const answer = await sendRaw(
      Number(inbox.port),
      `${method} ${target} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    )
    expect(answer.toString("latin1")).not.toMatch(/^HTTP\/1\.1 2/)
    expect(app.requests.length).toBe(before)
  },
)

test("a body above the limit is refused with 413 before it is read", async () => {
  const answer = await sendRaw(
    Number(inbox.port),
    `POST ${inbox.pathname} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: ${25 * 1024 * 1024 + 1}\r\n\r\n`,
  )
  expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 413 /)
})

test("a POST that asks for an upgrade to h2c is still a delivery", async () => {
  const before = app.requests.length
  const answer = await sendRaw(
    Number(inbox.port),
    `POST ${inbox.pathname} HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n`,
    "HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 5\r\n\r\nhello",
    `GET /healthz HTTP/1.1\r\nHost: localhost:${inbox.port}\r\nConnection: close\r\n\r\n`,
  )
  const request = (await app.waitFor(before + 1))[before]!
  expect(request.body.toString()).toBe("hello")
  expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 207 [^]*HTTP\/1\.1 200 /)
})

test("a WebSocket upgrade to an inbox is answered with 501", async () => {
  const answer = await sendRaw(
    Number(inbox.port),
    `GET ${inbox.pathname} HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  )
  expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 501 /)
})
