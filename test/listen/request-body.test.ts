import { expect, test } from "vitest"
import { RequestBody } from "../../src/listen/request-body.ts"
import { CHUNK_BYTES, STREAM_WINDOW_BYTES } from "../../src/tunnel/frames.ts"

const CHUNKS_OF_A_WINDOW = Array.from({ length: STREAM_WINDOW_BYTES / CHUNK_BYTES }, (_, index) =>
  new Uint8Array(CHUNK_BYTES).fill(index),
)

test("credit is granted for what the app has taken, not for what has come", async () => {
  const granted: number[] = []
  const body = new RequestBody((bytes) => granted.push(bytes))
  expect(CHUNKS_OF_A_WINDOW.every((chunk) => body.push(chunk))).toBe(true)
  const chunks = body[Symbol.asyncIterator]()
  await chunks.next()
  await chunks.next()
  expect(granted).toEqual([])
  expect((await chunks.next()).value?.[0]).toBe(2)
  expect(granted).toEqual([2 * CHUNK_BYTES])
})

test("more than the window is noticed", () => {
  const body = new RequestBody(() => {})
  expect(CHUNKS_OF_A_WINDOW.every((chunk) => body.push(chunk))).toBe(true)
  expect(body.push(Uint8Array.of(1))).toBe(false)
})

test("a reader that waits gets the next chunk and the end", async () => {
  const body = new RequestBody(() => {})
  const chunks = body[Symbol.asyncIterator]()
  const first = chunks.next()
  body.push(Uint8Array.of(1))
  expect((await first).value).toEqual(Uint8Array.of(1))
  const end = chunks.next()
  body.finish("ended")
  expect((await end).done).toBe(true)
  expect(body.isComplete).toBe(true)
})

test("a body that broke off is never taken for whole, not even its last chunk", async () => {
  const body = new RequestBody(() => {})
  body.push(Uint8Array.of(1))
  body.finish("broken")
  body.finish("ended")
  await expect(body[Symbol.asyncIterator]().next()).rejects.toThrow("broke off")
  expect(body.isComplete).toBe(false)
})
