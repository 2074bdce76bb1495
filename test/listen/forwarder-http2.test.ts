import { once } from "node:events"
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest } from "node:http2"
import type { AddressInfo } from "node:net"
import { randomBytes } from "node:crypto"
import { expect, onTestFinished, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"
import { forwarderTo, forwardOnce } from "./forward-once.ts"

interface Got {
  readonly version: string
  readonly request: Http2ServerRequest
  readonly body: Buffer
}

/** A server that speaks nothing but HTTP/2 over TLS, and what it got. */
async function startHttp2App(): Promise<{ readonly port: number; readonly got: readonly Got[] }> {
  const got: Got[] = []
  const server: Http2SecureServer = createSecureServer({ key: TEST_KEY, cert: TEST_CERTIFICATE })
  server.on("request", async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    got.push({ version: request.httpVersion, request, body: Buffer.concat(chunks) })
    response.setHeader("set-cookie", ["a=1", "b=2"])
    response.writeHead(201, { "x-app": "h2" }).end("over two")
  })
  server.on("error", () => {}).on("sessionError", () => {})
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, got }
}

const tls = { cacert: TEST_CERTIFICATE }

test.each([
  ["whole", false],
  ["in chunks", true],
])(
  "with http2 a body that comes %s goes over HTTP/2 byte for byte, and the answer comes back",
  async (_, isStreamed) => {
    const app = await startHttp2App()
    const forwarder = forwarderTo(`https://localhost:${app.port}/base`, { tls, http2: true })
    const body = randomBytes(200_000)
    async function* chunks(): AsyncGenerator<Uint8Array, void> {
      for (let at = 0; at < body.length; at += 50_000) yield body.subarray(at, at + 50_000)
    }
    const request = {
      target: "/hooks?a=%2F",
      headers: [
        ["X-Signature", "abc"],
        ["Connection", "keep-alive"],
      ] as const,
      bodyBytes: body.length,
    }
    const answer = await forwardOnce(forwarder, request, isStreamed ? chunks() : body)
    expect(answer).toMatchObject({ status: 201, body: Buffer.from("over two") })
    expect(answer.headers).toEqual(
      expect.arrayContaining([
        ["x-app", "h2"],
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ]),
    )
    const [{ version, request: received, body: bytes }] = app.got as [Got]
    expect([version, received.url, received.headers["x-signature"]]).toEqual([
      "2.0",
      "/base/hooks?a=%2F",
      "abc",
    ])
    expect(received.headers[":authority"]).toBe(`localhost:${app.port}`)
    expect(received.headers["x-whk-delivery-id"]).toBe("dlv_1")
    expect(bytes.equals(body)).toBe(true)
  },
)

test("requests at the same time share one connection", async () => {
  const app = await startHttp2App()
  const forwarder = forwarderTo(`https://localhost:${app.port}`, { tls, http2: true })
  await forwardOnce(forwarder)
  await Promise.all(Array.from({ length: 5 }, () => forwardOnce(forwarder, {}, Buffer.from("{}"))))
  const sessions = new Set(app.got.map(({ request }) => request.stream.session))
  expect([app.got.length, sessions.size]).toEqual([6, 1])
})

test("a target that only speaks HTTP/1.1 is spoken to in HTTP/1.1", async () => {
  await using app = await startRawServer({ tls: { key: TEST_KEY, cert: TEST_CERTIFICATE } })
  const answer = await forwardOnce(forwarderTo(`https://localhost:${app.port}`, { tls, http2: true }))
  expect([answer.status, app.requests[0]!.lines[0]]).toEqual([200, "POST / HTTP/1.1"])
})

test("without http2 it is not offered", async () => {
  const app = await startHttp2App()
  const { failure } = await forwardOnce(forwarderTo(`https://localhost:${app.port}`, { tls }))
  expect([failure?.outcome !== undefined, app.got.length]).toEqual([true, 0])
})
