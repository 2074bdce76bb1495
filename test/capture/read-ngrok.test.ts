import { expect, test } from "vitest"
import { readAll, readOne } from "../support/read-captures.ts"

const raw = (text: string): string => Buffer.from(text, "latin1").toString("base64")
const MESSAGE =
  'POST /hooks?a=1 HTTP/1.1\r\nHost: d95211d2.ngrok.app\r\nX-Two: 1\r\nx-two: caf\xe9\r\n\r\n{"a":1}'

/** The example of ngrok.com/docs/agent/api in its shape. */
const ITEM = {
  uri: "/api/requests/http/548fb5c700000002",
  id: "548fb5c700000002",
  tunnel_name: "command_line (http)",
  remote_addr: "192.168.100.25",
  start: "2014-12-15T20:32:07-08:00",
  duration: 3893202,
  request: {
    method: "POST",
    proto: "HTTP/1.1",
    headers: { "X-Two": ["1"] },
    uri: "/hooks?a=1",
    raw: raw(MESSAGE),
  },
  response: {
    status: "502 Bad Gateway",
    status_code: 502,
    proto: "HTTP/1.1",
    headers: {},
    raw: raw("HTTP/1.1 502 Bad Gateway\r\nX-A: 1\r\n\r\nno"),
  },
}

test("a request comes out of its raw message, with the answer", async () => {
  expect(await readOne(JSON.stringify(ITEM))).toEqual({
    id: "548fb5c700000002",
    receivedAtMs: Date.parse("2014-12-15T20:32:07-08:00"),
    method: "POST",
    url: "https://d95211d2.ngrok.app/hooks?a=1",
    headers: [
      ["Host", "d95211d2.ngrok.app"],
      ["X-Two", "1"],
      ["x-two", "caf\u00e9"],
    ],
    body: Buffer.from('{"a":1}'),
    response: { status: 502, headers: [["X-A", "1"]], body: Buffer.from("no") },
  })
})

test("a list gives every request; one that is not answered yet has no answer", async () => {
  const list = { uri: "/api/requests/http", requests: [ITEM, { ...ITEM, id: "2", response: null }] }
  const { captures } = await readAll(JSON.stringify(list, null, 2))
  expect(captures.map(({ id, response }) => [id, response?.status])).toEqual([
    ["548fb5c700000002", 502],
    ["2", undefined],
  ])
})

test.each([
  ["Host: localhost:3000\r\nX-Forwarded-Host: a.ngrok.app\r\nX-Forwarded-Proto: http", "http://a.ngrok.app/"],
  ["Host: localhost:3000\r\nX-Original-Host: a.ngrok.app", "https://a.ngrok.app/"],
  ["Host: a.ngrok.app\r\nX-Forwarded-Host: e vil/\r\nX-Forwarded-Proto: ftp", "https://a.ngrok.app/"],
])("of the headers %j the URL is what the sender used", async (headers, url) => {
  const message = raw(`GET / HTTP/1.1\r\n${headers}\r\n\r\n`)
  expect((await readOne(JSON.stringify({ ...ITEM, request: { raw: message } }))).url).toBe(url)
})

test("a body that ngrok has cut off is told by a note", async () => {
  const message = raw("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{}")
  const { notes } = await readAll(JSON.stringify({ ...ITEM, request: { raw: message } }))
  expect(notes).toEqual([
    'The body of "request.raw" of line 1 of "file" has 2 bytes, Content-Length says 9: 7 are missing.',
  ])
})

test.each([
  [{ raw: `${raw(MESSAGE).slice(0, -5)}` }, /^"request\.raw" of line 1 of "file" is cut short: /],
  [{ proto: "HTTP/1.1" }, /^"request\.raw" of line 1 of "file" is missing\.$/],
  [
    { raw: raw("HTTP/1.1 200 OK\r\n\r\n") },
    /^"HTTP\/1\.1 200 OK" in "request\.raw" of line 1 of "file" begins a response/,
  ],
])("the request %j is refused by its field", async (request, message) => {
  await expect(readAll(JSON.stringify({ ...ITEM, request }))).rejects.toMatchObject({
    code: "CAPTURE_INVALID",
    message: expect.stringMatching(message),
  })
})
