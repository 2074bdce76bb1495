import { expect, test } from "vitest"
import { readAll, readOne } from "../support/read-captures.ts"

const HEADERS = [{ name: "content-type", value: "application/json" }]
const request = (more: object = {}): object => ({
  method: "POST",
  url: "https://h.example/p?a=%2F",
  httpVersion: "http/2.0",
  headers: HEADERS,
  queryString: [],
  headersSize: -1,
  bodySize: 2,
  postData: { mimeType: "application/json", text: "{}" },
  ...more,
})
const har = (...entries: object[]): string =>
  JSON.stringify(
    { log: { version: "1.2", creator: { name: "x", version: "1" }, pages: [], entries } },
    null,
    2,
  )

test("an entry is read with its time, and HTTP/2's pseudo headers are passed over", async () => {
  const headers = [{ name: ":authority", value: "h.example" }, ...HEADERS]
  const entry = { startedDateTime: "2026-01-15T02:03:04.567Z", request: request({ headers }) }
  expect(await readOne(har(entry))).toEqual({
    method: "POST",
    url: "https://h.example/p?a=%2F",
    headers: [["content-type", "application/json"]],
    body: Buffer.from("{}"),
    receivedAtMs: Date.parse("2026-01-15T02:03:04.567Z"),
  })
})

test.each([
  ["text", { text: "caf\u00e9" }, Buffer.from("caf\u00e9")],
  ["base64 that says so", { text: "/wA=", encoding: "base64" }, Buffer.from([0xff, 0])],
  [
    "text, which wins over the fields beside it",
    { text: "a=%20", params: [{ name: "a", value: " " }] },
    Buffer.from("a=%20"),
  ],
])("a body is read from %s", async (_, postData, body) => {
  const bodySize = body.length
  expect(Buffer.from((await readOne(har({ request: request({ postData, bodySize }) }))).body)).toEqual(body)
})

test("a form that is there by its fields alone is put together, with a note", async () => {
  const params = [{ name: "a", value: "b c&" }, { name: "d%20", value: "e+f" }, { name: "g" }]
  const { captures, notes } = await readAll(har({ request: request({ postData: { params }, bodySize: -1 }) }))
  expect(Buffer.from(captures[0]!.body).toString()).toBe("a=b+c%26&d%20=e+f&g=")
  expect(notes).toEqual([
    'The body was put together from "request.postData.params" of entry 1 (line 10) of "file": its bytes may have been others.',
  ])
})

test("header text that Latin-1 cannot hold stands for its UTF-8 bytes", async () => {
  const headers = [
    { name: "a", value: "\u00e9" },
    { name: "b", value: "\u4e2d" },
  ]
  const capture = await readOne(har({ request: request({ headers }) }))
  expect(capture.headers).toEqual([
    ["a", "\u00e9"],
    ["b", "\u00e4\u00b8\u00ad"],
  ])
})

const WITHOUT_BODY = { request: request({ postData: undefined, bodySize: 25 }) }
const MISSING =
  '"request.postData" of entry 1 (line 10) of "file" is missing: the archive was saved without the body of 25 bytes.'

test("a request whose body is not in the archive is left out, and the others are read", async () => {
  const { captures, leftOut } = await readAll(har(WITHOUT_BODY, { request: request() }))
  expect([captures.length, leftOut]).toEqual([1, [MISSING]])
})

test("an archive without any body is refused", async () => {
  await expect(readAll(har(WITHOUT_BODY))).rejects.toMatchObject({
    code: "CAPTURE_INVALID",
    message: MISSING,
    hint: "Export the archive again with its bodies: all content in a browser, raw data in a proxy.",
  })
  await expect(readAll(har(WITHOUT_BODY, WITHOUT_BODY))).rejects.toMatchObject({
    message: `None of the 2 requests in "file" is there whole. ${MISSING}`,
  })
})

test("a request without a body is whole", async () => {
  const get = request({ method: "GET", postData: undefined, bodySize: 0 })
  expect((await readOne(har({ request: get }))).body).toHaveLength(0)
})

test.each([
  [{ request: request({ method: 1 }) }, '"request.method" of entry 1 (line 10) of "file" is not a string.'],
  [
    { request: request({ headers: [{ name: "a" }] }) },
    '"request.headers.0" of entry 1 (line 10) of "file" is no name and value.',
  ],
  [
    { request: request({ postData: [] }) },
    '"request.postData" of entry 1 (line 10) of "file" is not a JSON object.',
  ],
  [
    { request: request({ postData: { text: "aGVsbG8gd29", encoding: "base64" } }) },
    '"request.postData.text" of entry 1 (line 10) of "file" is cut short: base64 comes in groups of 4 characters, and the last one here has 3.',
  ],
  [[], 'Entry 1 (line 10) of "file" is not a JSON object.'],
])("%j is refused by entry, line and field", async (entry, message) => {
  await expect(readAll(har(entry))).rejects.toMatchObject({ code: "CAPTURE_INVALID", message })
})

test.each([
  [
    { status: 200, headers: [], content: { size: 2, text: "ok" } },
    { status: 200, headers: [], body: Buffer.from("ok") },
  ],
  [{ status: 200, headers: [], content: { size: 2 } }, undefined],
  [{ status: 0, headers: [], content: { size: 0 } }, undefined],
  ["nonsense", undefined],
])("the answer %j is kept where all of it is there", async (response, expected) => {
  expect((await readOne(har({ request: request(), response }))).response).toEqual(expected)
})
