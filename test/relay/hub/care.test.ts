import { expect, test } from "vitest"
import { isSuccess } from "../../../src/domain/delivery.ts"
import { maxAttempts } from "../../../src/domain/schedule.ts"
import { providers } from "../../../src/providers/catalogue.ts"
import { CARE_SCHEDULE } from "../../../src/relay/hub/care.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { onlyDelivery, postToNobody, requests, roundTrip } from "./inbox-rig.ts"

// A millisecond for a second: every delay of the schedule is a whole number of them.
const TIME_SCALE = 1000

/** Refuses every attempt with 500 as soon as it is due, and returns the waits between them in real time. */
async function refuseAll(
  relay: TestRelay,
  listener: FakeListener,
  clock: FakeClock,
): Promise<readonly number[]> {
  const waits: number[] = []
  for (;;) {
    listener.answer(await listener.frame("request", waits.length), { status: 500 })
    await listener.frame("ack", waits.length)
    const { nextAttemptAt } = await onlyDelivery(relay)
    if (nextAttemptAt === null) return waits
    const waitMs = Date.parse(nextAttemptAt) - clock.now()
    await pass(waitMs, listener, clock)
    waits.push(waitMs * TIME_SCALE)
  }
}

/** Lets time pass with signs of life from the listener: one that is silent for 35 s is dead. */
async function pass(ms: number, listener: FakeListener, clock: FakeClock): Promise<void> {
  for (let left = ms; left > 0; left -= 10_000) {
    clock.advance(Math.min(left, 10_000))
    await roundTrip(listener)
  }
}

test.each(providers.map(({ id, delivery }) => [id, delivery.success] as const))(
  "what %s sends while nobody listens is answered with a status it takes for success",
  async (provider, success) => {
    await using relay = await startTestRelay()
    const response = await postToNobody(relay, { provider })
    expect(isSuccess(success, response.status)).toBe(true)
    expect(response.headers.get("x-whk-answer")).toBe("queued")
    expect(await onlyDelivery(relay)).toMatchObject({ provider, status: "pending", attempts: 0 })
  },
)

test("an app that refuses a queued delivery is tried again on schedule, and then it is dead-lettered", async () => {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock, timeScale: TIME_SCALE })
  await postToNobody(relay)
  const listener = await connectListener(relay)
  expect(await refuseAll(relay, listener, clock)).toEqual(CARE_SCHEDULE.delaysMs)
  const attempts = maxAttempts(CARE_SCHEDULE)
  const delivery = await onlyDelivery(relay)
  expect(delivery).toMatchObject({ status: "failed", attempts, responseStatus: 500, nextAttemptAt: null })
  expect(delivery.attemptLog).toHaveLength(attempts)
  expect((await relay.api("GET", "/v1/stats")).json).toMatchObject({ deliveries: { pending: 0, failed: 1 } })
  await pass(60_000, listener, clock)
  expect(requests(listener)).toBe(attempts)
})

test("a retry that falls due while nobody listens waits for the next listener", async () => {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  await postToNobody(relay)
  const first = await connectListener(relay)
  first.answer(await first.frame("request"), { status: 500 })
  await first.frame("ack")
  first.destroy()
  await first.closed
  clock.advance(60_000)
  const second = await connectListener(relay)
  const again = await second.frame("request")
  expect(again.info).toMatchObject({ attempt: 2, kind: "queued" })
  second.answer(again)
  await second.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 2 })
})

test("a delivery that waits for its retry is not sent before it is due", async () => {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  await postToNobody(relay)
  const listener = await connectListener(relay)
  listener.answer(await listener.frame("request"), { status: 500 })
  await listener.frame("ack")
  const { nextAttemptAt } = await onlyDelivery(relay)
  expect(Date.parse(nextAttemptAt!) - clock.now()).toBe(1000)
  clock.advance(999)
  await roundTrip(listener)
  expect(requests(listener)).toBe(1)
  clock.advance(1)
  await listener.frame("request", 1)
})
