import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { createSender, type SendRequest } from "../../src/sender/send.ts"
import { HANG_UP, startRawServer } from "../support/raw-server.ts"

const sender = createSender({ policy: { allowPrivate: true } })
afterAll(() => sender.close())

function request(url: string, more: Partial<SendRequest> = {}): SendRequest {
  return { url, method: "POST", headers: [], body: Buffer.from("{}"), timeoutMs: 5000, ...more }
}

test("headers are written in order, with case and duplicates, and nothing is added but host, connection and length", async () => {
  await using server = await startRawServer()
  const headers: Header[] = [
    ["X-B", "2"],
    ["x-a", "caf\u00e9"],
    ["X-A", "second"],
    ["Content-Type", "application/json"],
    ["X-Empty", ""],
  ]
  await sender.send(request(server.host, { headers, body: Buffer.from("{}") }))
  expect(server.requests[0]!.lines).toEqual([
    "POST / HTTP/1.1",
    `host: ${server.host}`,
    "connection: keep-alive",
    "X-B: 2",
    "x-a: caf\u00e9",
    "X-A: second",
    "Content-Type: application/json",
    "X-Empty: ",
    "content-length: 2",
  ])
})

test("hop-by-hop headers and a foreign length stay behind, the Host header is kept", async () => {
  await using server = await startRawServer()
  const headers: Header[] = [
    ["Host", "hooks.example.com"],
    ["Connection", "x-named"],
    ["X-Named", "1"],
    ["Transfer-Encoding", "chunked"],
    ["Expect", "100-continue"],
    ["Content-Length", "999"],
    ["X-Kept", "1"],
  ]
  const { attempt } = await sender.send(request(server.host, { headers, body: Buffer.from("abc") }))
  expect(attempt.outcome).toBe("responded")
  expect(server.requests[0]!.lines.slice(1)).toEqual([
    "host: hooks.example.com",
    "connection: keep-alive",
    "X-Kept: 1",
    "content-length: 3",
  ])
})

test.each([
  "/?a&a=1&b=%2F",
  "//evil.example/x",
  "/\\x",
  "/a/../b/./c",
  "/%zz?%",
  "/http://other.example/",
  "/caf\u00e9",
])("the path %s goes out as it is", async (path) => {
  await using server = await startRawServer()
  await sender.send(
    request("", {
      url: { protocol: "http:", host: "localhost", port: server.port, path },
    } as Partial<SendRequest>),
  )
  expect(server.requests[0]!.lines[0]).toBe(`POST ${path} HTTP/1.1`)
})

test.each([
  ["bytes of every value", Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
  ["invalid UTF-8", Buffer.from([0xff, 0xfe, 0xc3, 0x28])],
  ["NULs", Buffer.alloc(70_000)],
  ["nothing", Buffer.alloc(0)],
])("a body of %s arrives byte for byte", async (_, body) => {
  await using server = await startRawServer()
  await sender.send(request(server.host, { body }))
  const [received] = await server.waitFor(1)
  expect(Buffer.compare(received!.body, body)).toBe(0)
})

test("the answer comes back with raw headers and its status", async () => {
  await using server = await startRawServer({
    answer: () =>
      "HTTP/1.1 201 Made\r\nX-Two: a\r\nx-two: caf\u00e9\r\nContent-Length: 3\r\n\r\n\xff\x00\x80",
  })
  const { attempt, response } = await sender.send(request(server.host))
  expect(attempt).toMatchObject({ outcome: "responded", status: 201 })
  expect(response).toMatchObject({ status: 201, truncated: false, body: Buffer.from([0xff, 0, 0x80]) })
  expect(response!.headers).toEqual([
    ["X-Two", "a"],
    ["x-two", "caf\u00e9"],
    ["Content-Length", "3"],
  ])
})

test("an informational answer is passed over for the final one", async () => {
  await using server = await startRawServer({
    answer: () => "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
  })
  const { response } = await sender.send(request(server.host))
  expect(response).toMatchObject({ status: 204, headers: [] })
})

test("a redirect is an answer like any other", async () => {
  await using server = await startRawServer({
    answer: () => "HTTP/1.1 307 Elsewhere\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
  })
  const { attempt } = await sender.send(request(server.host))
  expect(attempt).toMatchObject({ outcome: "responded", status: 307 })
  expect(server.requests).toHaveLength(1)
})

test("the first 64 KiB of a long body are kept, the rest is read and the connection used again", async () => {
  const long = Buffer.alloc(300_000, "a")
  await using server = await startRawServer({
    answer: () =>
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${long.length}\r\n\r\n`), long]),
  })
  const { response } = await sender.send(request(server.host))
  // A connection is free again one turn after its answer ended.
  await new Promise(setImmediate)
  await sender.send(request(server.host))
  expect(response!.truncated).toBe(true)
  expect(response!.body.equals(long.subarray(0, 65_536))).toBe(true)
  expect(server.connections).toBe(1)
})

test("a body without end is cut off and the attempt still counts as answered", async () => {
  await using server = await startRawServer({
    answer: () => Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\n\r\n"), Buffer.alloc(2_000_000, "a")]),
  })
  const { attempt, response } = await sender.send(request(server.host))
  expect(attempt).toMatchObject({ outcome: "responded", status: 200 })
  expect(response).toMatchObject({ truncated: true })
}, 5000)

test("a body that breaks off keeps what came", async () => {
  await using server = await startRawServer({
    answer: (_, index) => (index === 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf" : HANG_UP),
  })
  const sending = sender.send(request(server.host))
  await server.waitFor(1)
  await server.close()
  const { attempt, response } = await sending
  expect(attempt).toMatchObject({ outcome: "responded", status: 200 })
  expect(response).toMatchObject({ truncated: true, body: Buffer.from("half") })
})

test("a socket file is a target", async () => {
  const folder = await mkdtemp(join(tmpdir(), "whk-"))
  const socketPath = join(folder, "app.sock")
  await using server = await startRawServer({ socketPath })
  const { attempt } = await sender.send(request(`unix:${socketPath}:/hooks?x=1`))
  expect(attempt).toMatchObject({ outcome: "responded", status: 200 })
  expect(server.requests[0]!.lines.slice(0, 2)).toEqual(["POST /hooks?x=1 HTTP/1.1", "host: localhost"])
  await rm(folder, { recursive: true })
})

test.each([
  ["a line break in a header", { headers: [["X-A", "1\r\nX-B: 2"]] as Header[] }, "HEADER_INVALID"],
  ["a space in a header's name", { headers: [["X A", "1"]] as Header[] }, "HEADER_INVALID"],
  ["a broken Host", { headers: [["Host", "["]] as Header[] }, "HEADER_INVALID"],
  ["a second request line in the method", { method: "GET / HTTP/1.1\r\nX: y\r\n\r\nPOST" }, "USAGE"],
  ["CONNECT", { method: "CONNECT" }, "USAGE"],
  [
    "a space in the path",
    { url: { protocol: "http:", host: "localhost", port: 1, path: "/a b" } } as Partial<SendRequest>,
    "TARGET_INVALID",
  ],
])("a request with %s is never written", async (_, more, code) => {
  const sending = (async () => await sender.send(request("localhost:1", more)))()
  await expect(sending).rejects.toMatchObject({ code })
})
