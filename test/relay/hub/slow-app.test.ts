import { expect, test } from "vitest"
import { successStatus } from "../../../src/domain/delivery.ts"
import { providers } from "../../../src/providers/catalogue.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, post, requests, roundTrip } from "./inbox-rig.ts"

/** Whether a promise is still open. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol("open")
  return (await Promise.race([promise, Promise.resolve(open)])) === open
}

/** Moves time on as it passes: whoever is connected says so every few seconds. */
async function pass(clock: FakeClock, listener: FakeListener, byMs: number): Promise<void> {
  for (let left = byMs; left > 0; left -= 10_000) {
    clock.advance(Math.min(left, 10_000))
    await roundTrip(listener)
  }
}

// A second before the sender's own patience ends, half of it for the impatient; without a provider that of most.
const LIMITS = [
  ...providers.map(({ id, delivery: { timeoutMs, success } }) => {
    const limitMs = timeoutMs - Math.min(1000, timeoutMs / 2)
    return { provider: id, limitMs, status: successStatus(success) }
  }),
  { provider: undefined, limitMs: 29_000, status: 200 },
]

test.each(LIMITS)("the sender of $provider is answered after $limitMs ms at the latest", async (limit) => {
  const { provider, limitMs, status } = limit
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  const listener = await connectListener(relay, provider === undefined ? {} : { provider })
  const sending = post(await inboxUrlOf(listener))
  await listener.frame("request")
  await pass(clock, listener, limitMs - 1)
  expect(await isOpen(sending)).toBe(true)
  clock.advance(1)
  const response = await sending
  expect([response.status, response.headers.get("x-whk-answer")]).toEqual([status, "queued"])
})

test.each([
  ["success", 200, { status: "delivered", attempts: 1, responseStatus: 200, nextAttemptAt: null }],
  ["refusal", 500, { status: "pending", attempts: 1, responseStatus: 500 }],
] as const)("a late %s is recorded, and its body goes to nobody", async (_, status, expected) => {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  const listener = await connectListener(relay, { provider: "accelex" })
  const sending = post(await inboxUrlOf(listener))
  const request = await listener.frame("request")
  clock.advance(4000)
  expect(await (await sending).text()).toBe("")
  listener.answer(request, { status, body: "late" })
  await listener.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject(expected)
})

test("a late refusal is tried again by whk, because its sender was told success", async () => {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  const listener = await connectListener(relay, { provider: "accelex" })
  const sending = post(await inboxUrlOf(listener))
  const request = await listener.frame("request")
  clock.advance(4000)
  await sending
  listener.answer(request, { status: 503 })
  await listener.frame("ack")
  clock.advance(1000)
  expect((await listener.frame("request", 1)).info).toMatchObject({
    delivery: request.info.delivery,
    attempt: 2,
    kind: "queued",
  })
})

test("a sender that found no room waits for it, and no longer than for a slow app", async () => {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  const listener = await connectListener(relay, { provider: "accelex", maxInFlight: 1 })
  const url = await inboxUrlOf(listener)
  const first = post(url, "first")
  const request = await listener.frame("request")
  const second = post(url, "second")
  listener.answer(request, { body: "to the first" })
  expect(await (await first).text()).toBe("to the first")
  await listener.frame("request", 1)
  clock.advance(4000)
  expect((await second).headers.get("x-whk-answer")).toBe("queued")
  expect(requests(listener)).toBe(2)
})
