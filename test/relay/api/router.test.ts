import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { WhkError } from "../../../src/errors.ts"
import { formatProblem } from "../../../src/relay/api/problem.ts"
import type { Call, Mount, Route } from "../../../src/relay/api/route.ts"
import { createRouter, type Router } from "../../../src/relay/api/router.ts"

const CALLER = { workspace: "ws", keyId: "key_1" }

const echo = ({ params, query, body }: Call) =>
  Promise.resolve({ status: 200, json: { params, query: [...query], body } })

const fails = (error: () => unknown): Route => ({
  method: "GET",
  path: `/v1/fails/${error.name}`,
  open: true,
  handle: () => Promise.reject(error()),
})

const own: Mount = {
  prefix: "/v1",
  routes: [
    { method: "GET", path: "/v1/things", handle: echo },
    { method: "POST", path: "/v1/things", handle: echo, bodyLimit: 64 },
    { method: "GET", path: "/v1/things/:id", handle: echo },
    { method: "GET", path: "/v1/things/special", handle: () => Promise.resolve({ status: 204 }) },
    { method: "GET", path: "/v1/open", open: true, handle: echo },
    fails(function bug() {
      return new Error("secret internals at /home/me")
    }),
    fails(function store() {
      return new WhkError("STORE_FAILED", "The disk below /home/me is full.")
    }),
  ],
  authenticate: (authorization) => Promise.resolve(authorization === "Bearer good" ? CALLER : null),
  formatError: formatProblem,
}

const dialect: Mount = {
  prefix: "/v1/w",
  routes: [{ method: "GET", path: "/v1/w/:workspace/webhooks", handle: echo }],
  authenticate: () => Promise.resolve(null),
  formatError: ({ status, message }) => ({ status, json: { detail: message } }),
}

const bugs: unknown[] = []
let router: Router
let server: Server
let url: string
beforeAll(async () => {
  router = createRouter([own, dialect], { onBug: (error) => bugs.push(error) })
  const handle = (request: IncomingMessage, response: ServerResponse) => void router.handle(request, response)
  // As the relay's server: whoever expects "100 Continue" waits until the limits were checked.
  server = createServer(handle).on("checkContinue", handle)
  await once(server.listen(0, "127.0.0.1"), "listening")
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

interface Sent {
  readonly body?: string | Uint8Array
  readonly authorization?: string
}

async function send(method: string, path: string, { body, authorization = "Bearer good" }: Sent = {}) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization, connection: "close" },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    json: text === "" ? undefined : JSON.parse(text),
  }
}

/** What the server writes back to these bytes, up to its closing the connection. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1")
  const chunks: Buffer[] = []
  socket.on("data", (chunk) => chunks.push(chunk))
  socket.write(bytes)
  await once(socket, "close")
  return Buffer.concat(chunks).toString()
}

test("a route gets its parameters decoded, its query and its JSON body", async () => {
  const get = await send("GET", "/v1/things/a%2Fb%20c?x=1&x=2")
  expect(get.json).toEqual({
    params: { id: "a/b c" },
    query: [
      ["x", "1"],
      ["x", "2"],
    ],
  })
  const post = await send("POST", "/v1/things", { body: '{"ok":true}' })
  expect(post.json.body).toEqual({ ok: true })
})

test("a literal segment wins over a named one", async () => {
  expect((await send("GET", "/v1/things/special")).status).toBe(204)
})

test("answers are never cached or sniffed", async () => {
  const { headers } = await send("GET", "/v1/things")
  expect(headers.get("cache-control")).toBe("no-store")
  expect(headers.get("x-content-type-options")).toBe("nosniff")
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8")
})

test("HEAD is answered like GET, without the body", async () => {
  const get = await raw("GET /v1/open HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
  const head = await raw("HEAD /v1/open HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
  const withoutDate = (text: string) => text.replace(/Date: .*\r\n/, "")
  expect(withoutDate(head)).toBe(withoutDate(get.slice(0, get.indexOf("\r\n\r\n") + 4)))
})

test("an unknown route is a problem with 404, whoever asks", async () => {
  const { status, headers, json } = await send("GET", "/v1/nothing?x=1", { authorization: "no" })
  expect(status).toBe(404)
  expect(headers.get("content-type")).toBe("application/problem+json")
  expect(json).toEqual({
    type: "about:blank",
    title: "Not found",
    status: 404,
    detail: '"/v1/nothing" is not a route of this API.',
    code: "NOT_FOUND",
    hint: "GET /v1/openapi.json lists every route.",
  })
})

test.each(["/v1/things/%zz", "/v1/things/", "/v1", "/v1/things/a/b", "//v1/things"])(
  "%s is not a route",
  async (path) => {
    expect((await send("GET", path)).status).toBe(404)
  },
)

test("what no mount owns gets the first mount's 404", async () => {
  expect(router.owns("/elsewhere")).toBe(false)
  expect((await send("GET", "/elsewhere")).json).toMatchObject({ status: 404, code: "NOT_FOUND" })
})

test.each(["/v1", "/v1/things?x", "/v1/w/x", "/v1?x"])("%s belongs to a mount", (target) => {
  expect(router.owns(target)).toBe(true)
})

test.each(["/", "/v10", "/v1things", "/in/v1", "*", "http://relay/v1"])("%s belongs to none", (target) => {
  expect(router.owns(target)).toBe(false)
})

test("a method that a route does not have is 405 and names those it has", async () => {
  const { status, headers, json } = await send("DELETE", "/v1/things")
  expect([status, headers.get("allow")]).toEqual([405, "GET, POST"])
  expect(json).toMatchObject({ detail: '"DELETE" is not offered for /v1/things.', hint: "Use GET or POST." })
})

test("a request without a key is 401, and so is one with a wrong key", async () => {
  const without = await raw("GET /v1/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
  expect(without).toMatch(/^HTTP\/1\.1 401 /)
  expect(without).toMatch(/WWW-Authenticate: Bearer/)
  expect(without).toContain('"code":"KEY_MISSING"')
  const wrong = await send("GET", "/v1/things", { authorization: "Bearer canary" })
  expect([wrong.status, wrong.json.code]).toEqual([401, "KEY_REFUSED"])
  expect(JSON.stringify(wrong.json)).not.toContain("canary")
})

test("an open route needs no key", async () => {
  expect((await send("GET", "/v1/open", { authorization: "none" })).status).toBe(200)
})

test("a mount formats its own errors, those of its unknown routes too", async () => {
  expect((await send("GET", "/v1/w/ws/webhooks")).json).toEqual({ detail: "The API key is not valid here." })
  expect((await send("GET", "/v1/w/ws/nothing")).json).toEqual({
    detail: '"/v1/w/ws/nothing" is not a route of this API.',
  })
})

test.each([
  ["{", "not JSON"],
  ['{"secret":"canary', "cut short"],
  ["", "empty, which is no body"],
])("a body %j is told apart (%s)", async (body) => {
  const { status, json } = await send("POST", "/v1/things", { body })
  const expected = body === "" ? [200, undefined] : [400, "DATA_INVALID"]
  expect([status, json.code]).toEqual(expected)
  expect(JSON.stringify(json)).not.toContain("canary")
})

test("a body that is not UTF-8 is 400", async () => {
  const { status, json } = await send("POST", "/v1/things", { body: Buffer.from([0x22, 0xff, 0x22]) })
  expect([status, json.detail]).toEqual([400, "The request body is not JSON."])
})

test("a body at the limit is taken, one byte more is 413", async () => {
  const most = `"${"x".repeat(62)}"`
  expect((await send("POST", "/v1/things", { body: most })).status).toBe(200)
  const { status, json } = await send("POST", "/v1/things", { body: ` ${most}` })
  expect(status).toBe(413)
  expect(json).toMatchObject({
    code: "SIZE_INVALID",
    detail: "The request body has more than 64 bytes (64 B).",
  })
})

test("a body that does not say its size is cut off at the limit, and the answer still arrives", async () => {
  const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`
  const head =
    "POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
  expect(await raw(`${head}${chunk.repeat(8)}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /)
})

test("a client that asks before it sends its body is told to go on, or why not", async () => {
  const head = "POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nConnection: close\r\n"
  const taken = await raw(`${head}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`)
  const refused = await raw(`${head}Expect: 100-continue\r\nContent-Length: 65\r\n\r\n`)
  expect(taken).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /)
  expect(refused).toMatch(/^HTTP\/1\.1 413 /)
})

test("a client that leaves in mid-body is no bug", async () => {
  const before = bugs.length
  const socket = connect(Number(new URL(url).port), "127.0.0.1")
  const left = new Promise((resolve) =>
    server.once("request", (request) => request.once("close", () => setImmediate(resolve))),
  )
  socket.end(
    "POST /v1/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Length: 9\r\n\r\n{",
  )
  await left
  expect(bugs.length).toBe(before)
})

test("a bug is 500 without its text, and told to the relay", async () => {
  const { status, json } = await send("GET", "/v1/fails/bug")
  expect(status).toBe(500)
  expect(json).toMatchObject({
    title: "Bug",
    code: "BUG",
    detail: "The relay has a bug that this request met.",
  })
  expect(JSON.stringify(json)).not.toContain("internals")
  expect(bugs.at(-1)).toEqual(new Error("secret internals at /home/me"))
})

test("a store that failed is 503 and says when to come back", async () => {
  const { status, headers, json } = await send("GET", "/v1/fails/store")
  expect([status, headers.get("retry-after"), json.code]).toEqual([503, "1", "STORE_FAILED"])
  expect(JSON.stringify(json)).not.toContain("/home")
  expect(bugs.at(-1)).toEqual(new WhkError("STORE_FAILED", "The disk below /home/me is full."))
})
