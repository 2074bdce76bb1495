import { expect, test } from "vitest"
import { maxAttempts } from "../../src/domain/schedule.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { startRig } from "../relay/dispatcher/rig.ts"
import { figures } from "./support/figures.ts"

test("R12: every provider's attempts begin exactly when its schedule says, and none after the last", async ({
  task,
}) => {
  // What is sent is not the matter here, and days of schedules leave no time for sockets.
  const refused = { attempt: { outcome: "responded", status: 500, elapsedMs: 1 }, response: null } as const
  let sent = 0
  const rig = await startRig({
    wrapSender: () => ({
      send: () => {
        sent += 1
        return Promise.resolve(refused)
      },
    }),
  })
  let attempts = 0
  let farthestMs = 0
  rig.dispatcher.start()
  for (const provider of providers) {
    const endpoint = await rig.endpoint({ provider: provider.id, url: "http://127.0.0.1:1/" })
    const publishedAt = rig.clock.now()
    const [delivery] = await rig.publish([endpoint], { type: provider.events[0]!.type })
    const ended = rig.ended(delivery!.id)
    rig.dispatcher.poke()
    await rig.clock.runUntil(ended)
    const log = await rig.store.listAttempts(delivery!.id)
    const { delaysMs } = provider.delivery.schedule
    const due = delaysMs.reduce<number[]>(
      (times, delayMs) => [...times, times.at(-1)! + delayMs],
      [publishedAt],
    )
    expect(
      log.map(({ at }) => at),
      provider.id,
    ).toEqual(due)
    expect(log, provider.id).toHaveLength(maxAttempts(provider.delivery.schedule))
    expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "failed", nextAttemptAt: null })
    attempts += log.length
    farthestMs = Math.max(farthestMs, rig.clock.now() - publishedAt)
  }
  const before = sent
  rig.clock.advance(30 * 24 * 3_600_000)
  rig.dispatcher.poke()
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
  expect(sent).toBe(before)
  figures(task, {
    providers: providers.length,
    attempts,
    "off schedule": 0,
    "longest days": Math.round(farthestMs / 86_400_000),
  })
})
