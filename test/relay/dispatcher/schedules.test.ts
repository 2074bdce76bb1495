import { expect, test } from "vitest"
import { startReceiver } from "../../support/receiver.ts"
import { startRig } from "./rig.ts"

const MINUTE = 60
const HOUR = 3600

/** Seconds after publishing at which each provider tries, from the tables of the providers' reference. */
const ATTEMPTS: readonly (readonly [provider: string, type: string, seconds: readonly number[]])[] = [
  ["axiestudio", "user.created", [0, 2, 6, 14, 30]],
  // 21 POSTs, the delay before retry n is 2^(n-1) s: 12 d 3 h 16 m 15 s from the first to the last.
  ["axcelerate", "contact.contact_updated", Array.from({ length: 21 }, (_, retry) => 2 ** retry - 1)],
  // 5 s, 30 s, 2 m, 10 m and 1 h between attempts, then every hour until 24 h after the first.
  [
    "accelex",
    "invoice.resolved",
    [0, 5, 35, 155, 755, ...Array.from({ length: 23 }, (_, n) => 755 + (n + 1) * HOUR)],
  ],
  ["axelered", "process.completed", [0, 30, 30 + MINUTE, 30 + 3 * MINUTE, 30 + 7 * MINUTE, 30 + 15 * MINUTE]],
  ["ainexlayer", "document.processed", [0, 2, 6, 14, 30]],
]

test.each(ATTEMPTS)("%s tries %s on its own schedule, then gives up", async (provider, type, seconds) => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider, url: receiver.url })
  const publishedAt = rig.clock.now()
  const [delivery] = await rig.publish([endpoint], { type })
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)

  const log = await rig.store.listAttempts(delivery!.id)
  expect(log.map(({ at }) => (at - publishedAt) / 1000)).toEqual(seconds)
  expect(log.map(({ number }) => number)).toEqual(seconds.map((_, index) => index + 1))
  expect(await rig.delivery(delivery!.id)).toMatchObject({
    status: "failed",
    attempts: seconds.length,
    responseStatus: 500,
    nextAttemptAt: null,
  })
  expect(receiver.requests).toHaveLength(seconds.length)
})

test("aXcelerate's last attempt is 12 d 3 h 16 m 15 s after the first", () => {
  const seconds = ATTEMPTS.find(([provider]) => provider === "axcelerate")![2]
  expect(seconds.at(-1)).toBe(12 * 24 * HOUR + 3 * HOUR + 16 * MINUTE + 15)
})

test("AccelEx tries 28 times within 24 hours", () => {
  const seconds = ATTEMPTS.find(([provider]) => provider === "accelex")![2]
  expect(seconds).toHaveLength(28)
  expect(seconds.at(-1)).toBeLessThanOrEqual(24 * HOUR)
})

test("nothing is sent after the last attempt", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)

  // A later delivery runs its whole schedule; the first one is not tried again meanwhile.
  const [later] = await rig.publish([endpoint])
  const laterEnded = rig.ended(later!.id)
  rig.dispatcher.poke()
  await rig.clock.runUntil(laterEnded)
  expect(await rig.store.listAttempts(delivery!.id)).toHaveLength(5)
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
})

test("success on attempt 3 stops the schedule", async () => {
  const receiver = await startReceiver((_, number) => (number === 3 ? 200 : 503))
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "delivered", attempts: 3 })
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
  expect(receiver.requests).toHaveLength(3)
})

test("the next delay is counted from the end of an attempt", async () => {
  const rig = await startRig()
  const receiver = await startReceiver((_, number) => {
    if (number === 1) rig.clock.advance(7000)
    return 500
  })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const publishedAt = rig.clock.now()
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const log = await rig.store.listAttempts(delivery!.id)
  expect(log.map(({ at }) => (at - publishedAt) / 1000)).toEqual([0, 9, 13, 21, 37])
})

test("a time scale makes the schedule that many times faster", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig({ timeScale: 100 })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const publishedAt = rig.clock.now()
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  const log = await rig.store.listAttempts(delivery!.id)
  expect(log.map(({ at }) => at - publishedAt)).toEqual([0, 20, 60, 140, 300])
})
