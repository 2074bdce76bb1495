import { createServer } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import type { Resolve, TlsOptions } from "../../src/sender/egress.ts"
import { createSender, type SendRequest, type Sender } from "../../src/sender/send.ts"
import { HANG_UP, WAIT, startRawServer } from "../support/raw-server.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"

function newSender(options: { allowPrivate?: boolean; tls?: TlsOptions; resolve?: Resolve } = {}): Sender {
  const { allowPrivate = true, ...rest } = options
  const sender = createSender({ policy: { allowPrivate }, ...rest })
  onTestFinished(() => sender.close())
  return sender
}

function request(url: string, more: Partial<SendRequest> = {}): SendRequest {
  return { url, method: "POST", headers: [], body: Buffer.from("{}"), timeoutMs: 5000, ...more }
}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === "object" && address ? address.port : 0
}

const TLS_SERVER = { cert: TEST_CERTIFICATE, key: TEST_KEY }
const answers =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })))

test("nobody on the port is refused", async () => {
  const { attempt, response } = await newSender().send(request(`localhost:${await closedPort()}`))
  expect(attempt).toMatchObject({ outcome: "refused", detail: expect.stringContaining("ECONNREFUSED") })
  expect(response).toBeNull()
})

test("a socket file that is not there is refused", async () => {
  const { attempt } = await newSender().send(request("unix:/nowhere/app.sock:/"))
  expect(attempt.outcome).toBe("refused")
})

test("no answer in time is a timeout", async () => {
  await using server = await startRawServer({ answer: () => WAIT })
  const { attempt } = await newSender().send(request(server.host, { timeoutMs: 50 }))
  expect(attempt).toMatchObject({ outcome: "timeout", detail: "no answer within 50 ms" })
  expect(attempt.elapsedMs).toBeGreaterThanOrEqual(49)
})

test("a name that takes too long to look up is a timeout, and is not connected to afterwards", async () => {
  await using server = await startRawServer()
  let answer = (): void => {}
  const resolve: Resolve = () =>
    new Promise((done) => (answer = () => done([{ address: "127.0.0.1", family: 4 }])))
  const sender = newSender({ resolve })
  const { attempt } = await sender.send(request(`slow.test:${server.port}`, { timeoutMs: 50 }))
  expect(attempt.outcome).toBe("timeout")
  const second = sender.send(request(`127.0.0.1:${server.port}`, { body: Buffer.from("second") }))
  answer()
  await second
  expect(server.requests.map(({ body }) => body.toString())).toEqual(["second"])
})

test("a name nobody knows is dns", async () => {
  const error = Object.assign(new Error("getaddrinfo ENOTFOUND no.test"), {
    code: "ENOTFOUND",
    syscall: "getaddrinfo",
  })
  const { attempt } = await newSender({ resolve: () => Promise.reject(error) }).send(request("no.test"))
  expect(attempt).toMatchObject({ outcome: "dns", detail: "getaddrinfo ENOTFOUND no.test" })
})

test("a connection that ends without an answer is reset", async () => {
  await using server = await startRawServer({ answer: () => HANG_UP })
  const { attempt } = await newSender().send(request(server.host))
  expect(attempt.outcome).toBe("reset")
})

test("an answer that is not HTTP is reset", async () => {
  await using server = await startRawServer({ answer: () => "SSH-2.0-OpenSSH_9.9\r\n\r\n" })
  const { attempt } = await newSender().send(request(server.host))
  expect(attempt.outcome).toBe("reset")
})

test("https to a server that speaks plain http is tls", async () => {
  await using server = await startRawServer({ answer: () => WAIT })
  const plain = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void plain.close())
  const address = plain.address()
  const port = typeof address === "object" && address ? address.port : server.port
  const { attempt } = await newSender().send(request(`https://localhost:${port}`))
  expect(attempt.outcome).toBe("tls")
})

test("a certificate nobody vouches for is tls", async () => {
  await using server = await startRawServer({ tls: TLS_SERVER })
  const { attempt } = await newSender().send(request(`https://${server.host}`))
  expect(attempt.outcome).toBe("tls")
  expect(server.requests).toHaveLength(0)
})

test.each([
  ["--insecure", { insecure: true }],
  ["--cacert", { cacert: TEST_CERTIFICATE }],
])("%s makes a private certificate good", async (_, tls) => {
  await using server = await startRawServer({ tls: TLS_SERVER })
  const { attempt } = await newSender({ tls }).send(request(`https://${server.host}`))
  expect(attempt).toMatchObject({ outcome: "responded", status: 200 })
})

test("the certificate is checked against the host connected to, not against the Host header", async () => {
  await using server = await startRawServer({ tls: TLS_SERVER })
  const { attempt } = await newSender({ tls: { cacert: TEST_CERTIFICATE } }).send(
    request(`https://${server.host}`, { headers: [["Host", "hooks.example.com"]] }),
  )
  expect(attempt).toMatchObject({ outcome: "responded", status: 200 })
})

test("a client certificate is shown to a server that asks for one", async () => {
  await using server = await startRawServer({
    tls: { ...TLS_SERVER, requestCert: true, rejectUnauthorized: true, ca: TEST_CERTIFICATE },
  })
  const without = await newSender({ tls: { insecure: true } }).send(request(`https://${server.host}`))
  const tls = { insecure: true, clientCert: TEST_CERTIFICATE, clientKey: TEST_KEY }
  const shown = await newSender({ tls }).send(request(`https://${server.host}`))
  expect(["tls", "reset"]).toContain(without.attempt.outcome)
  expect(shown.attempt).toMatchObject({ outcome: "responded", status: 200 })
})

test("a signal gives the attempt up", async () => {
  await using server = await startRawServer({ answer: () => WAIT })
  const stop = new AbortController()
  const sending = newSender().send(request(server.host, { signal: stop.signal }))
  await server.waitFor(1)
  stop.abort()
  expect((await sending).attempt.outcome).toBe("unknown")
})

test("closing the sender gives up what is under way", async () => {
  await using server = await startRawServer({ answer: () => WAIT })
  const sender = newSender()
  const sending = sender.send(request(server.host))
  await server.waitFor(1)
  await sender.close()
  expect((await sending).attempt.outcome).toBe("unknown")
})

test.each([
  "localhost",
  "127.0.0.1",
  "[::1]",
  "0x7f.1",
  "2130706433",
  "127.1",
  "169.254.169.254",
  "[::ffff:10.0.0.1]",
])("under the public policy %s is blocked", async (host) => {
  await using server = await startRawServer()
  const { attempt } = await newSender({ allowPrivate: false }).send(request(`${host}:${server.port}`))
  expect(attempt.outcome).toBe("blocked")
  expect(server.connections).toBe(0)
})

test("under the public policy a socket file is blocked", async () => {
  const { attempt } = await newSender({ allowPrivate: false }).send(request("unix:/nowhere/app.sock:/"))
  expect(attempt.outcome).toBe("blocked")
})

test("one private address among the answers blocks the name", async () => {
  await using server = await startRawServer()
  const sender = newSender({ allowPrivate: false, resolve: answers("93.184.216.34", "127.0.0.1") })
  const { attempt } = await sender.send(request(`rebind.test:${server.port}`))
  expect(attempt).toMatchObject({
    outcome: "blocked",
    detail: "rebind.test is 127.0.0.1, which is not a public address",
  })
  expect(server.connections).toBe(0)
})
