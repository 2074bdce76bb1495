import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import { type AddressInfo, connect, type Socket } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { ChangeStream } from "../../../src/relay/changes/change-stream.ts"
import type { DeliveryRow } from "../../../src/store/port.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { aDelivery } from "../../support/store-rows.ts"

const MEGABYTE = 1024 * 1024

/** A stream to a reader on a real socket, which reads nothing until it is told to. */
async function start(): Promise<{
  readonly stream: ChangeStream
  readonly response: ServerResponse
  readonly socket: Socket
  readonly clock: FakeClock
}> {
  const server = createServer()
  await once(server.listen(0, "127.0.0.1"), "listening")
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1")
  socket.pause()
  socket.on("error", () => {})
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
  const [, response] = (await once(server, "request")) as [unknown, ServerResponse]
  onTestFinished(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  const clock = new FakeClock()
  return { stream: new ChangeStream(response, clock), response, socket, clock }
}

function rows(count: number, pathBytes = 8000): DeliveryRow[] {
  const request = { method: "POST", target: `/${"x".repeat(pathBytes)}`, headers: [] }
  return Array.from({ length: count }, () => ({ ...aDelivery({ request }), status: "pending" }) as never)
}

/** All that comes until this text did. */
async function readUntil(socket: Socket, wanted: string): Promise<string> {
  let text = ""
  for await (const chunk of socket) {
    text += String(chunk)
    if (text.includes(wanted)) break
  }
  return text
}

test("a reader that does not read costs a megabyte at most, and is told once that it missed some", async () => {
  const { stream, response, socket } = await start()
  for (let round = 0; round < 20; round += 1) {
    stream.delivery(rows(100))
    expect(response.writableLength).toBeLessThan(MEGABYTE * 1.01)
    // What the system takes by itself is taken now.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const text = await readUntil(socket, "event: missed\ndata: {}\n\n")
  expect(text.match(/event: missed/g)).toHaveLength(1)
  expect(text.match(/event: delivery/g)!.length).toBeLessThan(2000)
})

test("after it caught up a slow reader is told of changes again", async () => {
  const { stream, socket } = await start()
  stream.delivery(rows(2000))
  const [last] = rows(1, 1)
  const reading = readUntil(socket, last!.id)
  while (!(await isTold(stream, last!, reading))) continue
  expect(await reading).toContain("event: missed")
})

/** Tells the row again and again until it is read: before, the stream may still be behind. */
async function isTold(stream: ChangeStream, row: DeliveryRow, reading: Promise<string>): Promise<boolean> {
  stream.delivery([row])
  const later = new Promise<false>((resolve) => setImmediate(() => resolve(false)))
  return await Promise.race([reading.then(() => true), later])
}

test("a stream that ends cuts off whoever does not take the rest", async () => {
  const { stream, response } = await start()
  stream.delivery(rows(2000))
  stream.end()
  expect(response.destroyed).toBe(true)
})

test("a stream whose reader has all ends the answer", async () => {
  const { stream, socket } = await start()
  stream.delivery(rows(1, 10))
  const reading = readUntil(socket, "\r\n0\r\n\r\n")
  await new Promise((resolve) => setImmediate(resolve))
  stream.end()
  expect(await reading).toContain("event: delivery")
})

test("a reader that left leaves no timer behind", async () => {
  const { response, socket, clock } = await start()
  expect(clock.timers).toBe(1)
  socket.destroy()
  await once(response, "close")
  expect(clock.timers).toBe(0)
})
