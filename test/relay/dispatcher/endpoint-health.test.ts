import { expect, test } from "vitest"
import { startReceiver } from "../../support/receiver.ts"
import { startRig } from "./rig.ts"

const DAY = 86_400_000

test("an endpoint that has only failed for long enough is switched off, and what it missed waits for it", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig({ disableAfterMs: 5 * DAY })
  // Its retries go on for twelve days.
  const endpoint = await rig.endpoint({ provider: "axcelerate", url: receiver.url })
  await rig.publish([endpoint], { type: "contact.contact_updated" })
  rig.dispatcher.start()
  await rig.clock.runUntil(
    (async () => {
      while ((await rig.store.getEndpoint(endpoint.workspace, endpoint.id))!.active) await rig.attempts(1)
    })(),
  )
  const off = (await rig.store.getEndpoint(endpoint.workspace, endpoint.id))!
  expect(off).toMatchObject({ active: false, disabledWhy: "it has only failed for 5d" })
  const [event] = await rig.publish([endpoint], { type: "contact.contact_updated" })
  expect(await rig.delivery(event!.id)).toMatchObject({ status: "pending" })
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
})

test("one success begins the count anew", async () => {
  const receiver = await startReceiver(() => 500)
  const rig = await startRig({ disableAfterMs: 5 * DAY })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const failingSince = async (): Promise<number | null> =>
    (await rig.store.getEndpoint(endpoint.workspace, endpoint.id))!.failingSince
  rig.dispatcher.start()
  const [failing] = await rig.publish([endpoint])
  const ended = rig.ended(failing!.id)
  rig.dispatcher.poke()
  await rig.clock.runUntil(ended)
  expect(await failingSince()).not.toBeNull()
  receiver.answer(() => 200)
  await rig.dispatcher.attemptNow(failing!.id)
  expect(await failingSince()).toBeNull()
})

test("an endpoint of Standard Webhooks that says 410 is switched off at once, one of another provider is not", async () => {
  const receiver = await startReceiver(() => 410)
  const rig = await startRig()
  const gone = await rig.endpoint({
    provider: "standard-webhooks",
    url: receiver.url,
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  })
  const other = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [one] = await rig.publish([gone], { type: "contact.created" })
  const [two] = await rig.publish([other])
  await rig.dispatcher.attemptNow(one!.id)
  await rig.dispatcher.attemptNow(two!.id)
  expect(await rig.store.getEndpoint(gone.workspace, gone.id)).toMatchObject({
    active: false,
    disabledWhy: "it answered 410 Gone",
  })
  expect(await rig.delivery(one!.id)).toMatchObject({ status: "failed" })
  expect(await rig.store.getEndpoint(other.workspace, other.id)).toMatchObject({ active: true })
  expect(await rig.delivery(two!.id)).toMatchObject({ status: "pending" })
})
