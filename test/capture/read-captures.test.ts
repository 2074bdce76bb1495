import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { readAll } from "../support/read-captures.ts"

const NONE_OF_THEM =
  'Line 1 of "file" is JSON, but none of the known captures: it has no "whk" (capture/1), no "request.url" (HAR), no "uuid" with "headers" (webhook.site) and no "request.raw" (ngrok).'

test.each<[content: string | Buffer, message: string]>([
  ["", '"file" is empty.'],
  ["\ufeff \r\n\t", '"file" is empty.'],
  ["{}", NONE_OF_THEM],
  ['{"event":"user.created","data":{"id":1}}', NONE_OF_THEM],
  ['{"data":[{"id":1}]}', NONE_OF_THEM.replace("Line 1", "Request 1 (line 1)")],
  ["[1]", 'Item 1 (line 1) of "file" is not a JSON object.'],
  ["[]", '"file" has no requests in it: its list is empty.'],
  ['{"log":{"entries":[]}}', '"file" has no requests in it: its list is empty.'],
  ['{"whk":"capture/1",\n"url":"x" y}', 'Line 2 of "file" is not JSON.'],
  ['{"whk":"capture/1",\n\n"url":}', 'Line 3 of "file" is not JSON.'],
  ["[{},]", NONE_OF_THEM.replace("Line 1", "Item 1 (line 1)")],
  [Buffer.from('{"whk":"\xff"}', "latin1"), 'Line 1 of "file" is not UTF-8 text.'],
  [gzipSync("{}"), '"file" is gzip, not a capture.'],
  ["PK\u0003\u0004", '"file" is a zip archive, not a capture.'],
  [Buffer.from("\ufeff{}", "utf16le"), '"file" is UTF-16 text, not a capture.'],
  [Buffer.from("{}", "utf16le"), 'Line 1 of "file" is not JSON: "\\x00".'],
  [
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 9]),
    '"file" is binary, not a capture: it begins with the bytes 7f 45 4c 46 02 01 01 00.',
  ],
  ["HTTP/1.1 200 OK\r\n\r\n", '"HTTP/1.1 200 OK" in "file" begins a response, not a request.'],
  ["hello", '"hello" in "file" does not begin a request.'],
])("%j is refused in words of its own", async (content, message) => {
  await expect(readAll(content)).rejects.toMatchObject({ code: "CAPTURE_INVALID", exitCode: 2, message })
})

test.each([1, 2, 3, 1000])(
  "a byte order mark in pieces of %i bytes is no part of a message",
  async (chunkBytes) => {
    const { captures } = await readAll("\ufeff\r\nPOST /a HTTP/1.1\nHost: h\n\n\ufeffb", { chunkBytes })
    expect(captures.map(({ url, body }) => [url, Buffer.from(body).toString()])).toEqual([
      ["https://h/a", "\ufeffb"],
    ])
  },
)

test("a request is given as soon as it is read, whatever comes after it", async () => {
  const { readCaptures } = await import("../../src/capture/read-captures.ts")
  const capture = { whk: "capture/1", method: "GET", url: "/", headers: [], bodyBase64: "" }
  let isClosed = false
  async function* bytes(): AsyncGenerator<Buffer> {
    try {
      yield Buffer.from(`${JSON.stringify(capture)}\n{"broken`)
      await new Promise(() => {})
    } finally {
      isClosed = true
    }
  }
  const items = readCaptures({ place: "it", bytes: bytes(), readFile: () => Promise.reject(new Error()) })
  expect(await items.next()).toMatchObject({ value: { capture: { method: "GET" } } })
  await items.return(undefined)
  expect(isClosed).toBe(true)
})
