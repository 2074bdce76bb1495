import { randomBytes } from "node:crypto"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import type { Headers } from "../../src/domain/headers.ts"
import { OK, startRawServer } from "../support/raw-server.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"
import { forwarderTo, forwardOnce } from "./forward-once.ts"

const ODD_HEADERS: Headers = [
  ["X-Dup", "1"],
  ["x-DUP", "2"],
  ["X-Dup", "1"],
  ["x-latin", "caf\u00e9 \u00ff"],
  ["X-empty", ""],
  ["Content-Type", "text/plain"],
  ["content-type", "application/json"],
]

test.each([
  ["nothing", new Uint8Array(0)],
  ["NULs", new Uint8Array(1000)],
  ["invalid UTF-8", Uint8Array.of(0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80)],
  ["random bytes", randomBytes(60_000)],
  ["gzip", gzipSync("{}")],
])("a body of %s reaches the app byte for byte", async (_, body) => {
  await using app = await startRawServer()
  const answer = await forwardOnce(forwarderTo(app.port), { headers: ODD_HEADERS }, body)
  expect(answer).toMatchObject({ status: 200, body: Buffer.from("ok") })
  expect(app.requests[0]!.body.equals(body)).toBe(true)
  expect(app.requests[0]!.lines).toContain(`content-length: ${body.length}`)
})

test("headers arrive in order and case, with duplicates and Latin-1 bytes", async () => {
  await using app = await startRawServer()
  await forwardOnce(forwarderTo(app.port), { headers: ODD_HEADERS, method: "PUT" }, Buffer.from("{}"))
  expect(app.requests[0]!.lines).toEqual([
    "PUT / HTTP/1.1",
    `host: localhost:${app.port}`,
    "connection: keep-alive",
    ...ODD_HEADERS.map(([name, value]) => `${name}: ${value}`),
    "x-whk-delivery-id: dlv_1",
    "x-whk-attempt: 1",
    "content-length: 2",
  ])
})

test.each([
  "/?a&a=1&b=%2F",
  "//a",
  "//evil.example/x",
  "/\\x",
  "/../x",
  "/a/./%2e%2e/b",
  "/caf\u00e9",
  "/#x",
])("the request line carries %j as it is, to the fixed host", async (target) => {
  await using app = await startRawServer()
  await forwardOnce(forwarderTo(app.port), { target })
  expect(app.requests[0]!.lines[0]).toBe(`POST ${target} HTTP/1.1`)
  expect(app.requests[0]!.lines[1]).toBe(`host: localhost:${app.port}`)
})

test.each(["*", "http://evil.example/", "evil.example:443", "/a b", "/\r\nx-evil: 1"])(
  "the target %j is answered with 400 and sent nowhere",
  async (target) => {
    await using app = await startRawServer()
    expect(await forwardOnce(forwarderTo(app.port), { target })).toMatchObject({ status: 400 })
    expect(app.connections).toBe(0)
  },
)

test.each(["CONNECT", "A B", ""])("the method %j is answered with 400 and sent nowhere", async (method) => {
  await using app = await startRawServer()
  expect(await forwardOnce(forwarderTo(app.port), { method })).toMatchObject({ status: 400 })
  expect(app.connections).toBe(0)
})

test("GET and DELETE without a body carry no Content-Length", async () => {
  await using app = await startRawServer()
  const forwarder = forwarderTo(app.port)
  await forwardOnce(forwarder, { method: "GET" })
  await forwardOnce(forwarder, { method: "DELETE" })
  expect(app.requests.map(({ head }) => /content-length/i.test(head))).toEqual([false, false])
})

test("the target's path comes first, and its host is the Host unless the sender's is kept", async () => {
  await using app = await startRawServer()
  const headers: Headers = [["Host", "hooks.example"]]
  await forwardOnce(forwarderTo(`localhost:${app.port}/hooks`), { target: "/a?b", headers })
  const keep = { set: [], remove: [], host: "keep" } as const
  await forwardOnce(forwarderTo(app.port, { headers: keep }), { headers })
  expect(app.requests[0]!.lines.slice(0, 2)).toEqual([
    "POST /hooks/a?b HTTP/1.1",
    `host: localhost:${app.port}`,
  ])
  expect(app.requests[1]!.lines[1]).toBe("host: hooks.example")
})

test("a streamed body keeps the length it was announced with", async () => {
  await using app = await startRawServer()
  const chunks = [randomBytes(70_000), randomBytes(1), randomBytes(50_000)]
  const stream = (async function* () {
    yield* chunks
  })()
  const answer = await forwardOnce(forwarderTo(app.port), { bodyBytes: 120_001 }, stream)
  expect(answer.status).toBe(200)
  expect(app.requests[0]!.lines).toContain("content-length: 120001")
  expect(app.requests[0]!.body.equals(Buffer.concat(chunks))).toBe(true)
})

test("the answer's headers come back raw, without those of the connection", async () => {
  const head =
    "HTTP/1.1 418 I am\r\nSet-Cookie: a=1\r\nset-cookie: a=2\r\nX-Latin: caf\u00e9\r\nConnection: X-Private, close\r\n" +
    "X-Private: 1\r\nKeep-Alive: timeout=9\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nX-Empty:\r\n\r\n"
  await using app = await startRawServer({ answer: () => `${head}3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n` })
  expect(await forwardOnce(forwarderTo(app.port))).toEqual({
    status: 418,
    headers: [
      ["Set-Cookie", "a=1"],
      ["set-cookie", "a=2"],
      ["X-Latin", "caf\u00e9"],
      ["X-Empty", ""],
    ],
    body: Buffer.from("abc"),
  })
})

test.each([
  ["HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"],
  ["POST", "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n"],
  ["GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n"],
])("an answer to %s that has no body ends without one (%j)", async (method, head) => {
  await using app = await startRawServer({ answer: () => head })
  const answer = await forwardOnce(forwarderTo(app.port), { method })
  expect(answer.body).toHaveLength(0)
  expect(answer.headers).toHaveLength(1)
})

test("answers before the answer are dropped", async () => {
  const early = "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
  await using app = await startRawServer({ answer: () => early + OK })
  expect(await forwardOnce(forwarderTo(app.port))).toMatchObject({ status: 200, body: Buffer.from("ok") })
})

test("an app behind a socket file is reached", async () => {
  const socketPath = join(tmpdir(), `whk-${randomBytes(6).toString("hex")}.sock`)
  await using app = await startRawServer({ socketPath })
  const forwarder = forwarderTo(`unix:${socketPath}:/hooks`)
  expect(await forwardOnce(forwarder)).toMatchObject({ status: 200 })
  expect(app.requests[0]!.lines[0]).toBe("POST /hooks HTTP/1.1")
})

test("an https app is checked against its own name, whatever Host the sender wrote", async () => {
  await using app = await startRawServer({ tls: { cert: TEST_CERTIFICATE, key: TEST_KEY } })
  const keep = { set: [], remove: [], host: "keep" } as const
  const forwarder = forwarderTo(`https://localhost:${app.port}`, {
    headers: keep,
    tls: { cacert: TEST_CERTIFICATE },
  })
  expect(await forwardOnce(forwarder, { headers: [["Host", "other.example"]] })).toMatchObject({
    status: 200,
  })
  expect(app.requests[0]!.lines[1]).toBe("host: other.example")
})

test("a host that no URL can hold is refused when the forwarder is made", () => {
  expect(() => forwarderTo("256.256.256.256:80")).toThrow(
    expect.objectContaining({ code: "TARGET_INVALID", exitCode: 2 }),
  )
})
