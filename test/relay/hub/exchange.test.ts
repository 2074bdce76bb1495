import { expect, test } from "vitest"
import { Exchange } from "../../../src/relay/hub/exchange.ts"
import { type ResponseInfo, STREAM_WINDOW_BYTES } from "../../../src/tunnel/frames.ts"

const HEAD: ResponseInfo = {
  delivery: "dlv_1",
  attempt: 1,
  epoch: 1,
  outcome: "responded",
  status: 200,
  headers: [],
  elapsedMs: 3,
}

function openExchange() {
  const said: string[] = []
  const exchange = new Exchange({
    credit: (bytes) => said.push(`credit ${bytes}`),
    cancel: (reason) => said.push(`cancel ${reason}`),
  })
  return { exchange, said }
}

async function read(exchange: Exchange): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of exchange.body()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test("a small answer is whole in its first frame", async () => {
  const { exchange } = openExchange()
  exchange.accept(HEAD, Buffer.from("ok"), true)
  expect(await exchange.head).toBe(HEAD)
  expect((await read(exchange)).toString()).toBe("ok")
  expect(await exchange.ended).toBe("complete")
})

test("credit is granted only for what the sender has taken", async () => {
  const { exchange, said } = openExchange()
  exchange.accept(HEAD, new Uint8Array(), false)
  exchange.data(new Uint8Array(STREAM_WINDOW_BYTES))
  expect(said).toEqual([])
  const reading = read(exchange)
  await Promise.resolve()
  exchange.finish("complete")
  expect((await reading).length).toBe(STREAM_WINDOW_BYTES)
})

test("a listener that sends beyond its credit is cut off", async () => {
  const { exchange, said } = openExchange()
  exchange.accept(HEAD, new Uint8Array(STREAM_WINDOW_BYTES), false)
  exchange.data(new Uint8Array(1))
  expect(await exchange.ended).toBe("cut")
  expect(said).toEqual(["cancel more than the credit allows"])
})

test("a body that breaks off throws at its reader", async () => {
  const { exchange } = openExchange()
  exchange.accept(HEAD, Buffer.from("half"), false)
  const reading = read(exchange)
  exchange.finish("cut")
  await expect(reading).rejects.toThrow("broke off")
})

test("a session that goes away before the head leaves no head", async () => {
  const { exchange } = openExchange()
  exchange.finish("lost")
  expect(await exchange.head).toBeNull()
  expect(await exchange.ended).toBe("lost")
})

test("a second head changes nothing", async () => {
  const { exchange } = openExchange()
  exchange.accept(HEAD, Buffer.from("first"), true)
  exchange.accept({ ...HEAD, status: 500 }, Buffer.from("second"), true)
  expect((await exchange.head)?.status).toBe(200)
  expect((await read(exchange)).toString()).toBe("first")
})

test("a discarded body is taken off the tunnel and only its first 64 KiB are kept", async () => {
  const { exchange, said } = openExchange()
  exchange.accept(HEAD, new Uint8Array(), false)
  exchange.discard()
  exchange.data(new Uint8Array(STREAM_WINDOW_BYTES))
  exchange.data(new Uint8Array(STREAM_WINDOW_BYTES))
  exchange.finish("complete")
  expect(exchange.kept.length).toBe(64 * 1024)
  expect(said).toEqual([`credit ${STREAM_WINDOW_BYTES}`, `credit ${STREAM_WINDOW_BYTES}`])
})

test("a body that is all there can be taken whole, one that still comes cannot", () => {
  const { exchange } = openExchange()
  exchange.accept(HEAD, Buffer.from("a"), false)
  expect(exchange.takeWhole()).toBeUndefined()
  exchange.data(Buffer.from("b"))
  exchange.finish("complete")
  expect(Buffer.from(exchange.takeWhole()!).toString()).toBe("ab")
})
