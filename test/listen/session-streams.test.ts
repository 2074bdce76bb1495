import { createHash, randomBytes } from "node:crypto"
import type { Socket } from "node:net"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expect, test } from "vitest"
import { SendWindow } from "../../src/tunnel/credit.ts"
import { CHUNK_BYTES, type RequestInfo, STREAM_WINDOW_BYTES } from "../../src/tunnel/frames.ts"
import type { FakeLink } from "../support/fake-relay.ts"
import { startRawServer } from "../support/raw-server.ts"
import { requestInfo } from "./collected-answer.ts"
import { connected } from "./listening.ts"
import { startSocketApp } from "./socket-app.ts"

const MIB = 1024 * 1024

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

/** Bytes of buffers that are still in use. */
function bytesAlive(): number {
  // Buffers are freed beside the program; the second run waits for what the first one found.
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

/** Sends a body down one stream as a relay does: chunk by chunk, no further than the credit allows. */
async function sendStreamed(link: FakeLink, info: RequestInfo, chunk: Uint8Array): Promise<void> {
  const window = new SendWindow()
  link.send({ type: "request", stream: 1, last: false, info, body: new Uint8Array(0) })
  for (let sent = 0; sent < info.bodyBytes;) {
    const taken = window.take(Math.min(chunk.length, info.bodyBytes - sent))
    if (taken === 0) window.add((await link.next("credit")).bytes)
    else link.send({ type: "data", stream: 1, body: chunk.subarray(0, taken) })
    sent += taken
  }
  link.send({ type: "end", stream: 1 })
}

test("a body of 25 MiB goes to a slow app under credit, and memory does not grow by it", async () => {
  const bodyBytes = 25 * MIB
  let received = 0
  const heldBytes: number[] = []
  const port = await startSocketApp((socket) => {
    socket.on("data", (bytes) => {
      received += bytes.length
      if (received >= (heldBytes.length + 1) * 4 * MIB) heldBytes.push(bytesAlive())
      socket.pause()
      setImmediate(() => socket.resume())
      if (received > bodyBytes) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    })
  })
  const { link, event } = await connected(port)
  const before = bytesAlive()
  await sendStreamed(link, requestInfo({ bodyBytes }), randomBytes(CHUNK_BYTES))
  expect((await link.next("response")).info.status).toBe(200)
  expect(heldBytes).toHaveLength(6)
  expect(Math.max(...heldBytes) - before).toBeLessThan(3 * MIB)
  // Larger than asked for: it is told without its body.
  expect((await event("delivery")).body).toBeNull()
})

test("a streamed body that fits what is kept is told whole", async () => {
  await using app = await startRawServer()
  const { link, event } = await connected(app.port)
  const chunk = randomBytes(CHUNK_BYTES)
  await sendStreamed(link, requestInfo({ bodyBytes: 2 * CHUNK_BYTES }), chunk)
  await link.next("response")
  expect(Buffer.from((await event("delivery")).body ?? []).equals(Buffer.concat([chunk, chunk]))).toBe(true)
})

test("a large answer comes up in chunks under credit and stops without it", async () => {
  const body = randomBytes(3 * MIB)
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`
  await using app = await startRawServer({ answer: () => Buffer.concat([Buffer.from(head), body]) })
  const { link } = await connected(app.port)
  const stream = link.push()
  const response = await link.next("response")
  expect(response).toMatchObject({ last: false, info: { status: 200 } })
  const hash = createHash("sha256").update(response.body)
  let received = response.body.length
  while (received < STREAM_WINDOW_BYTES) {
    const { body: part } = await link.next("data")
    expect(part.length).toBeLessThanOrEqual(CHUNK_BYTES)
    hash.update(part)
    received += part.length
  }
  // The probe's answer comes after anything that would have been sent beyond the window.
  link.push({ kind: "probe" })
  await link.next("response")
  expect(received).toBe(STREAM_WINDOW_BYTES)
  expect(link.untaken).toEqual([])
  link.send({ type: "credit", stream, bytes: body.length })
  while (received < body.length) {
    const { body: part } = await link.next("data")
    hash.update(part)
    received += part.length
  }
  await link.next("end")
  expect(hash.digest("hex")).toBe(createHash("sha256").update(body).digest("hex"))
})

test.each([
  ["small", "Content-Length: 9\r\n\r\nabc"],
  ["of unknown size", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"],
])("an app that dies in the middle of an answer that is %s: reset", async (_, rest) => {
  const port = await startSocketApp((socket) => {
    socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`))
  })
  const { link, event } = await connected(port)
  link.push()
  expect((await link.next("response")).info).toMatchObject({ outcome: "reset" })
  expect(await event("failed")).toMatchObject({ outcome: "reset" })
})

test("an app that dies in the middle of a large answer: its head, then CANCEL", async () => {
  const port = await startSocketApp((socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n")
      socket.end(new Uint8Array(100_000))
    })
  })
  const { link, event } = await connected(port)
  const stream = link.push()
  expect((await link.next("response")).info).toMatchObject({ outcome: "responded", status: 200 })
  expect(await link.next("cancel")).toMatchObject({ stream })
  expect(await event("failed")).toMatchObject({ outcome: "reset" })
})

test("an app that answers before it read the body is heard, and the rest of the body is dropped", async () => {
  const port = await startSocketApp((socket) => {
    socket.once("data", () => {
      socket.pause()
      socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
    })
  })
  const { link } = await connected(port)
  const info = requestInfo({ bodyBytes: 10 * MIB })
  link.send({ type: "request", stream: 1, last: false, info, body: new Uint8Array(CHUNK_BYTES) })
  expect((await link.next("response")).info.status).toBe(413)
  link.send({ type: "data", stream: 1, body: new Uint8Array(CHUNK_BYTES) })
  link.push({ kind: "probe" })
  expect((await link.next("response")).info.status).toBe(200)
})

test("an app that begins its answer slowly is heard before its answer ends", async () => {
  const sockets: Socket[] = []
  const port = await startSocketApp((socket) => {
    sockets.push(socket)
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
  })
  const { link } = await connected(port)
  const stream = link.push()
  expect(await link.next("response")).toMatchObject({ stream, last: false, body: new Uint8Array(0) })
  sockets[0]!.end("1\r\na\r\n0\r\n\r\n")
  expect((await link.next("data")).body).toEqual(Uint8Array.of(97))
  expect(await link.next("end")).toEqual({ type: "end", stream })
})
