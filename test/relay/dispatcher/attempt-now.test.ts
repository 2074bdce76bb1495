import { expect, test } from "vitest"
import { startReceiver } from "../../support/receiver.ts"
import { startRig } from "./rig.ts"

test("a delivery without a due time is tried by hand exactly once", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint], { due: null })
  rig.dispatcher.start()
  const attempt = await rig.dispatcher.attemptNow(delivery!.id)
  expect(attempt).toMatchObject({ number: 1, outcome: "responded", status: 500 })
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "failed", nextAttemptAt: null })
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
})

test("a delivery given up is delivered by an attempt by hand that succeeds", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)

  expect(await rig.dispatcher.attemptNow(delivery!.id)).toMatchObject({ number: 6, status: 500 })
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "failed", attempts: 6 })
  receiver.answer(() => 200)
  expect(await rig.dispatcher.attemptNow(delivery!.id)).toMatchObject({ number: 7, status: 200 })
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "delivered", attempts: 7 })
})

test("a failed attempt by hand takes the place of the next one: what waited for it waits for the one after", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axelered", url: receiver.url })
  const publishedAt = rig.clock.now()
  const [delivery] = await rig.publish([endpoint], { type: "process.completed" })
  const [attempted, ended] = [rig.attempts(1), rig.ended(delivery!.id)]
  rig.dispatcher.start()
  await attempted
  await rig.clock.untilTimer()
  rig.clock.advance(10_000)
  await rig.dispatcher.attemptNow(delivery!.id)
  await rig.clock.runUntil(ended)
  const log = await rig.store.listAttempts(delivery!.id)
  expect(log.map(({ at }) => (at - publishedAt) / 1000)).toEqual([0, 10, 70, 190, 430, 910])
})

test("a disabled endpoint can be tried by hand", async () => {
  const receiver = await startReceiver(() => 200)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url, active: false })
  const [delivery] = await rig.publish([endpoint], { due: null })
  rig.dispatcher.start()
  expect(await rig.dispatcher.attemptNow(delivery!.id)).toMatchObject({ status: 200 })
})

test("an attempt by hand joins the one in flight", async () => {
  let answer = (): void => {}
  const receiver = await startReceiver((_, _number, response) => {
    answer = () => response.writeHead(200).end()
  })
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  rig.dispatcher.start()
  await receiver.received(1)
  const [first, second] = [rig.dispatcher.attemptNow(delivery!.id), rig.dispatcher.attemptNow(delivery!.id)]
  // Both have found the attempt in flight once a later read of the same store is back.
  await rig.delivery(delivery!.id)
  answer()
  expect((await first)?.id).toBe((await second)?.id)
  expect(receiver.requests).toHaveLength(1)
})

test("there is nothing to try for an id that does not exist", async () => {
  const rig = await startRig()
  expect(await rig.dispatcher.attemptNow("dlv_nothing")).toBeNull()
})
