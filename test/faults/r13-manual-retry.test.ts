import { expect, test } from "vitest"
import { axelered } from "../../src/providers/catalogue/axelered.ts"
import { maxAttempts } from "../../src/domain/schedule.ts"
import { startReceiver } from "../support/receiver.ts"
import { startRig } from "../relay/dispatcher/rig.ts"
import { figures } from "./support/figures.ts"

const SECOND = 1000

test("R13: a retry by hand cancels the one that was waiting, takes its tier and counts against the budget", async ({
  task,
}) => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axelered", url: receiver.url })
  const publishedAt = rig.clock.now()
  const [delivery] = await rig.publish([endpoint], { type: "process.completed" })
  const [first, ended] = [rig.attempts(1), rig.ended(delivery!.id)]
  rig.dispatcher.start()
  await first
  await rig.clock.untilTimer()
  const seconds = async (): Promise<number[]> =>
    (await rig.store.listAttempts(delivery!.id)).map(({ at }) => (at - publishedAt) / SECOND)

  // The schedule would try again after 30 s; somebody does so after 10.
  rig.clock.advance(10 * SECOND)
  await rig.dispatcher.attemptNow(delivery!.id)
  await rig.clock.untilTimer()
  rig.clock.advance(59 * SECOND)
  await rig.delivery(delivery!.id)
  expect(await seconds()).toEqual([0, 10])

  await rig.clock.runUntil(ended)
  expect(await seconds()).toEqual([0, 10, 70, 190, 430, 910])
  const budget = maxAttempts(axelered.delivery.schedule)
  expect(receiver.requests).toHaveLength(budget)

  // Beyond the budget a hand may still try, and what had ended stays ended.
  await rig.dispatcher.attemptNow(delivery!.id)
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "failed", nextAttemptAt: null })
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
  figures(task, { budget, attempts: budget + 1, "fired at the cancelled time": 0 })
})
