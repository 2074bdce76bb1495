import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type AddressInfo, connect, type Socket } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import type { Clock } from "../../src/domain/clock.ts"
import { BodyWatch } from "../../src/relay/body-watch.ts"
import { FakeClock } from "../support/fake-clock.ts"

/** A request whose head has come, watched; its body is the test's to send. */
async function watchedRequest() {
  const clock = new FakeClock()
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const client: Socket = connect((server.address() as AddressInfo).port, "127.0.0.1")
  onTestFinished(() => {
    client.destroy()
    server.close()
  })
  client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
  const [request, response]: [IncomingMessage, ServerResponse] = (await once(server, "request")) as never
  let said = ""
  client.on("data", (chunk: Buffer) => (said += chunk.toString("latin1")))
  const closed = once(client, "close")
  let backMs = 0
  const wall: Clock = {
    now: () => clock.now() - backMs,
    startTimer: (delayMs, callback) => clock.startTimer(delayMs, callback),
  }
  new BodyWatch(wall).add(request, response)
  const setBack = (byMs: number): void => void (backMs += byMs)
  /** Sends bytes and reads them, as a handler does. */
  async function send(bytes: number): Promise<void> {
    client.write(Buffer.alloc(bytes))
    for (let left = bytes; left > 0;) {
      const [chunk]: Buffer[] = (await once(request, "data")) as never
      left -= chunk!.length
    }
  }
  return { clock, setBack, client, request, response, closed, send, said: () => said }
}

test("a body that does not come is answered with 408 after thirty seconds", async () => {
  const { clock, closed, said } = await watchedRequest()
  clock.advance(29_999)
  expect(said()).toBe("")
  clock.advance(2001)
  await closed
  expect(said()).toMatch(/^HTTP\/1\.1 408 /)
})

test("a body that drips gets no more time than one that stands still", async () => {
  const { clock, closed, send, said } = await watchedRequest()
  for (let passed = 0; passed < 28_000; passed += 2000) {
    await send(100)
    clock.advance(2000)
  }
  clock.advance(4000)
  await closed
  expect(said()).toMatch(/^HTTP\/1\.1 408 /)
})

test("a slow line that brings 32 KiB in each half minute may take as long as it needs", async () => {
  const { clock, client, send, response, said } = await watchedRequest()
  for (let minute = 0; minute < 5; minute += 1) {
    await send(32 * 1024)
    clock.advance(29_000)
  }
  expect([said(), response.headersSent, client.destroyed]).toEqual(["", false, false])
})

test("what has come and is not read yet is no fault of the sender", async () => {
  const { clock, client, request, response } = await watchedRequest()
  client.write(Buffer.alloc(1000))
  await once(request, "readable")
  clock.advance(120_000)
  expect(response.headersSent).toBe(false)
})

test("a connection that was answered already is cut, as nothing more can be said on it", async () => {
  const { clock, response, closed, said } = await watchedRequest()
  response.writeHead(200, { "content-length": 10 })
  response.flushHeaders()
  clock.advance(32_000)
  await closed
  expect(said()).not.toContain("408")
})

test("a clock that is set back starts the half minute anew", async () => {
  const { clock, response, setBack } = await watchedRequest()
  clock.advance(20_000)
  setBack(3_600_000)
  clock.advance(29_000)
  expect(response.headersSent).toBe(false)
  clock.advance(4000)
  expect(response.statusCode).toBe(408)
})
