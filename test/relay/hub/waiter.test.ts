import { expect, test } from "vitest"
import { Exchange } from "../../../src/relay/hub/exchange.ts"
import { Waiter } from "../../../src/relay/hub/waiter.ts"
import type { ResponseInfo } from "../../../src/tunnel/frames.ts"
import { FakeClock } from "../../support/fake-clock.ts"

const HEAD: ResponseInfo = {
  delivery: "d",
  attempt: 1,
  epoch: 1,
  outcome: "responded",
  status: 200,
  elapsedMs: 1,
}

function anExchange(): Exchange {
  return new Exchange({ credit() {}, cancel() {} })
}

test("the first answer ends the wait, a later one finds the sender gone", async () => {
  const waiter = new Waiter(new FakeClock(), 1000)
  const first = anExchange()
  expect(waiter.take(first)).toBe(true)
  expect(waiter.take(anExchange())).toBe(false)
  expect(await waiter.answer).toBe(first)
})

test("when the time is over nobody answers", async () => {
  const clock = new FakeClock()
  const waiter = new Waiter(clock, 1000)
  clock.advance(1000)
  expect(await waiter.answer).toBeNull()
  expect(waiter.take(anExchange())).toBe(false)
})

test("losing the listener shortens the wait but never lengthens it", async () => {
  const clock = new FakeClock()
  const waiter = new Waiter(clock, 5000)
  waiter.waitAtMost(10_000)
  waiter.waitAtMost(1000)
  clock.advance(1000)
  expect(waiter.isOver).toBe(true)
})

test("an answer from the listener's memory is given when its body is whole", async () => {
  const waiter = new Waiter(new FakeClock(), 1000)
  expect(waiter.takeFromMemory({ info: HEAD, body: Buffer.from("ok"), isWhole: true })).toBe(true)
  expect((await (await waiter.answer)?.head)?.status).toBe(200)
})

test("an answer from memory whose body was cut is not passed on", async () => {
  const waiter = new Waiter(new FakeClock(), 1000)
  expect(waiter.takeFromMemory({ info: HEAD, body: Buffer.from("ok"), isWhole: false })).toBe(false)
  expect(await waiter.answer).toBeNull()
})
