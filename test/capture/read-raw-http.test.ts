import fc from "fast-check"
import { expect, test } from "vitest"
import { readRawHttp } from "../../src/capture/read-raw-http.ts"
import { writeRawHttp } from "../../src/capture/write-raw-http.ts"

const read = (text: string | Buffer) => readRawHttp(Buffer.from(text), "message.http")
const MESSAGE = [
  "POST /hooks?a&a=1&b=%2F HTTP/1.1",
  "Host: shop.example.com",
  "X-Two:  a ",
  "x-two: b:c",
  "X-Empty:",
  "",
  '{"a":1}',
]

test.each([
  ["CRLF", "\r\n"],
  ["LF", "\n"],
])("a message with %s lines keeps its raw path, headers and body", (_, end) => {
  expect(read(MESSAGE.join(end))).toEqual({
    capture: {
      method: "POST",
      url: "https://shop.example.com/hooks?a&a=1&b=%2F",
      headers: [
        ["Host", "shop.example.com"],
        ["X-Two", "a"],
        ["x-two", "b:c"],
        ["X-Empty", ""],
      ],
      body: Buffer.from('{"a":1}'),
    },
    notes: [],
  })
})

test("header bytes above 0x7f are Latin-1", () => {
  const { capture } = read(Buffer.from("GET / HTTP/1.1\r\nX-Name: caf\xe9\r\n\r\n", "latin1"))
  expect(capture.headers).toEqual([["X-Name", "caf\u00e9"]])
})

test("the body is every byte after the empty line", () => {
  const body = Buffer.from([0x0a, 0x0d, 0x0a, 0x00, 0xff, 0xfe, 0x0a])
  const { capture } = read(Buffer.concat([Buffer.from("POST / HTTP/1.1\n\n"), body]))
  expect(capture.body).toEqual(body)
})

test.each([
  ["the editor's newline goes", "Content-Length: 2", "{}\n", "{}", []],
  [
    "more goes with a note",
    "Content-Length: 2",
    "{}abc",
    "{}",
    ["3 bytes after the body of message.http were left out: Content-Length says 2."],
  ],
  [
    "less stays with a note",
    "Content-Length: 9",
    "{}",
    "{}",
    ["The body of message.http has 2 bytes, Content-Length says 9: 7 are missing."],
  ],
  ["chunks are joined", "Transfer-Encoding: chunked", "1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n", "{}", []],
  ["chunks with bare LF are joined", "Transfer-Encoding: gzip, chunked", "1\n{\n1\n}\n0\n\n", "{}", []],
  ["trailers belong to nothing", "Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\nA: b\r\n\r\n", "{}", []],
  [
    "more than its chunks goes with a note",
    "Transfer-Encoding: chunked",
    "2\r\n{}\r\n0\r\n\r\nabc",
    "{}",
    ["3 bytes after the body of message.http were left out: its last chunk is before them."],
  ],
  ["chunks that a tool has joined stay", "Transfer-Encoding: chunked", "{}", "{}", []],
  ["without a length all of it counts", "X-A: 1", "{}\n", "{}\n", []],
])("of a body %s", (_, header, content, body, notes) => {
  const reading = read(`POST / HTTP/1.1\r\n${header}\r\n\r\n${content}`)
  expect([Buffer.from(reading.capture.body).toString(), reading.notes]).toEqual([body, notes])
})

test.each([
  ["HTTP/1.1 200 OK\r\nno header\r\n", '"HTTP/1.1 200 OK" in message.http begins a response, not a request.'],
  ["hello", '"hello" in message.http does not begin a request.'],
  [
    "http POST localhost:3000 a=1",
    '"http POST localhost:3000 a=1" in message.http is an HTTPie command, which is written but not read.',
  ],
  [
    'Invoke-WebRequest -Uri "https://h"',
    '"Invoke-WebRequest -Uri "https://h"" in message.http is a command for PowerShell.',
  ],
  ["\u001b[2J", '"\\x1b[2J" in message.http does not begin a request.'],
  ["GET / HTTP/1.1\nno header\n\n", 'Line 2 of message.http is no header: "no header".'],
  [
    "\r\nGET / HTTP/1.1\r\nX-A: 1\r\n  2\r\n\r\n",
    'Line 4 of message.http goes on with the header above it, which HTTP/1.1 forbids: "  2".',
  ],
])("%j is refused", (text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: "CAPTURE_INVALID", message }))
})

const chunked = (body: string): string => `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${body}`

test.each([
  ["9\r\n{}\r\n0\r\n\r\n", "Chunk 1 of the body of message.http does not end after the 9 bytes it says."],
  ["ff\r\n{}", "Chunk 1 of the body of message.http says 255 bytes, and 2 are there."],
  ["1\r\n{}\r\n", "Chunk 1 of the body of message.http does not end after the 1 bytes it says."],
  ["2\r\n{}\r\n", "Chunk 2 of the body of message.http is missing."],
  ["2\r\n{}\r\nxyz\r\n", "Chunk 2 of the body of message.http does not begin with its size."],
])("the chunks %j are refused", (body, message) => {
  expect(() => read(chunked(body))).toThrow(expect.objectContaining({ code: "CAPTURE_INVALID", message }))
})

test("a body that was chunked is written as a chunk", () => {
  const capture = {
    method: "POST",
    url: "https://h.example/",
    headers: [["Host", "h.example"] as const, ["Transfer-Encoding", "chunked"] as const],
    body: Buffer.from("0\r\n\r\n"),
  }
  expect(read(writeRawHttp(capture)).capture).toEqual(capture)
})

test("what is written is read back, with Host and Content-Length added", () => {
  const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/).map((name) => `x-${name}`)
  const value = fc.stringMatching(/^([!-~\u00a1-\u00ff]([ -~]*[!-~])?)?$/)
  const request = fc.record({
    headers: fc.array(fc.tuple(token, value), { maxLength: 6 }),
    body: fc.uint8Array({ maxLength: 300 }),
  })
  fc.assert(
    fc.property(request, ({ headers, body }) => {
      const written = { method: "POST", url: "https://h.example/p?q=%zz&[]", headers, body }
      const { capture, notes } = readRawHttp(writeRawHttp(written), "message")
      expect(notes).toEqual([])
      expect(capture).toEqual({
        ...written,
        headers: [["Host", "h.example"], ...headers, ["Content-Length", String(body.length)]],
        body: Buffer.from(body),
      })
    }),
  )
})
