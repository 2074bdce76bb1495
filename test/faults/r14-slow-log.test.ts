import { expect, test } from "vitest"
import { startReceiver } from "../support/receiver.ts"
import { startRig } from "../relay/dispatcher/rig.ts"
import { figures } from "./support/figures.ts"

test("R14: an attempt whose log row is written long after the next one would be due is neither lost nor doubled", async ({
  task,
}) => {
  const receiver = await startReceiver(() => 500)
  let release = (): void => {}
  let isHeld = true
  let reached = (): void => {}
  const writing = new Promise<void>((resolve) => (reached = resolve))
  const rig = await startRig({
    wrapStore: (store) => ({
      ...store,
      async recordAttempt(attempt, settlement, epoch) {
        if (isHeld) {
          isHeld = false
          reached()
          await new Promise<void>((resolve) => (release = resolve))
        }
        return await store.recordAttempt(attempt, settlement, epoch)
      },
    }),
  })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await writing
  // The schedule's first delay is 2 s: an hour later the row is still not there.
  rig.clock.advance(3_600_000)
  rig.dispatcher.poke()
  await rig.delivery(delivery!.id)
  expect(receiver.requests).toHaveLength(1)

  release()
  await rig.clock.runUntil(ended)
  const log = await rig.store.listAttempts(delivery!.id)
  expect(log.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  expect(receiver.requests).toHaveLength(5)
  figures(task, { attempts: log.length, doubled: 0, lost: 0 })
})
