import { expect, test } from "vitest"
import { startReceiver } from "../../support/receiver.ts"
import { anEndpoint } from "../../support/store-rows.ts"
import { startRig } from "./rig.ts"

test("an endpoint that never answers delays no other", async () => {
  const slow = await startReceiver(() => {})
  const quick = await startReceiver(() => 200)
  const rig = await startRig({ limits: { total: 3, perEndpoint: 2, bytes: 1_000_000 } })
  const stuck = await rig.endpoint({ provider: "axiestudio", url: slow.url })
  const other = await rig.endpoint({ provider: "axiestudio", url: quick.url })
  await rig.publish(Array.from({ length: 20 }, () => stuck))
  await rig.publish(Array.from({ length: 5 }, () => other))
  const attempted = rig.attempts(5)
  rig.dispatcher.start()
  await attempted
  expect(quick.requests).toHaveLength(5)
  expect(slow.requests).toHaveLength(2)
})

test("a backlog larger than all limits is worked off", async () => {
  const receiver = await startReceiver(() => 200)
  const rig = await startRig({ limits: { total: 4, perEndpoint: 2, bytes: 100 } })
  const endpoints = await Promise.all(
    Array.from({ length: 3 }, () => rig.endpoint({ provider: "axiestudio", url: receiver.url })),
  )
  const body = Buffer.alloc(60, "{")
  await rig.publish([...endpoints, ...endpoints, ...endpoints, ...endpoints], { body })
  const attempted = rig.attempts(12)
  rig.dispatcher.start()
  await attempted
  expect(receiver.requests).toHaveLength(12)
})

test("deliveries of a disabled endpoint wait until it is enabled", async () => {
  const receiver = await startReceiver((_, number) => (number === 1 ? 500 : 200))
  const quiet = await startReceiver(() => 500)
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const other = await rig.endpoint({ provider: "axiestudio", url: quiet.url })
  const [delivery] = await rig.publish([endpoint])
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  await rig.store.updateEndpoint({ ...endpoint, active: false })

  // Another endpoint's whole schedule passes meanwhile.
  const [bystander] = await rig.publish([other])
  const ended = rig.ended(bystander!.id)
  rig.dispatcher.poke()
  await rig.clock.runUntil(ended)
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "pending", attempts: 1 })
  expect(receiver.requests).toHaveLength(1)

  await rig.store.updateEndpoint(endpoint)
  const delivered = rig.ended(delivery!.id)
  rig.dispatcher.poke()
  await delivered
  expect((await rig.delivery(delivery!.id)).status).toBe("delivered")
})

test("an endpoint disabled at the last moment is sent nothing", async () => {
  const receiver = await startReceiver(() => 200)
  const found: string[] = []
  let roundEnds = (): void => {}
  const roundEnded = new Promise<void>((resolve) => (roundEnds = resolve))
  const rig = await startRig({
    wrapStore: (store) => ({
      ...store,
      async dueDeliveries(...query) {
        const due = await store.dueDeliveries(...query)
        found.push(...due.map(({ id }) => id))
        await store.updateEndpoint({ ...endpoint, active: false })
        return due
      },
      nextDueAt(...query) {
        roundEnds()
        return store.nextDueAt(...query)
      },
    }),
  })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  rig.dispatcher.start()
  await roundEnded
  await rig.dispatcher.stop(5000)
  expect(found).toEqual([delivery!.id])
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "pending", attempts: 0 })
  expect(receiver.requests).toEqual([])
})

test("an endpoint deleted during an attempt is not tried again", async () => {
  const rig = await startRig()
  const receiver = await startReceiver(() =>
    rig.store.deleteEndpoint(endpoint.workspace, endpoint.id, rig.clock.now()).then(() => 500),
  )
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  const tried = rig.attempts(1)
  rig.dispatcher.start()
  await tried
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "failed", attempts: 1 })
  expect(await rig.store.nextDueAt({ queue: "endpoints" })).toBeNull()
})

test("what can never be sent ends visibly dead, with the reason in its log", async () => {
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "acme", url: "http://localhost:1/" })
  const [unknownProvider] = await rig.publish([endpoint])
  const [noEndpoint] = await rig.publish([anEndpoint()])
  const ended = [rig.ended(unknownProvider!.id), rig.ended(noEndpoint!.id)]
  rig.dispatcher.start()
  await Promise.all(ended)
  expect(await rig.store.listAttempts(unknownProvider!.id)).toMatchObject([
    { outcome: "blocked", detail: "this relay does not know acme" },
  ])
  expect(await rig.store.listAttempts(noEndpoint!.id)).toMatchObject([
    { outcome: "blocked", detail: "the endpoint was deleted" },
  ])
  expect((await rig.delivery(noEndpoint!.id)).status).toBe("failed")
})

test("a target that cannot be written on the wire is a blocked attempt", async () => {
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: "ftp://localhost/" })
  const [delivery] = await rig.publish([endpoint])
  const attempted = rig.attempts(1)
  rig.dispatcher.start()
  await attempted
  expect(await rig.store.listAttempts(delivery!.id)).toMatchObject([
    { outcome: "blocked", detail: expect.stringContaining("ftp://localhost/") },
  ])
})

test("an attempt cut off when the relay stops is made again under the same number", async () => {
  const receiver = await startReceiver(() => {})
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery] = await rig.publish([endpoint])
  rig.dispatcher.start()
  await receiver.received(1)
  await rig.clock.runUntil(rig.dispatcher.stop(5000))
  expect(await rig.store.listAttempts(delivery!.id)).toEqual([])
  expect(await rig.delivery(delivery!.id)).toMatchObject({ status: "pending", attempts: 0 })

  receiver.answer(() => 200)
  const ended = rig.ended(delivery!.id)
  rig.restart().start()
  await ended
  expect(await rig.store.listAttempts(delivery!.id)).toMatchObject([{ number: 1, status: 200 }])
})

test("an attempt that ends within the grace is written down", async () => {
  let answer = (): void => {}
  const receiver = await startReceiver((_, _number, response) => {
    answer = () => response.writeHead(200).end()
  })
  const rig = await startRig()
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const [delivery, waiting] = [
    ...(await rig.publish([endpoint])),
    ...(await rig.publish([endpoint], { due: null })),
  ]
  rig.dispatcher.start()
  await receiver.received(1)
  const stopped = rig.dispatcher.stop(5000)
  answer()
  await stopped
  expect((await rig.delivery(delivery!.id)).status).toBe("delivered")
  expect(await rig.dispatcher.attemptNow(waiting!.id)).toBeNull()
})

test("a store that cannot write makes the dispatcher pause, then try again", async () => {
  const receiver = await startReceiver(() => 200)
  let failures = 2
  const rig = await startRig({
    wrapStore: (store) => ({
      ...store,
      recordAttempt: (attempt, settlement, epoch) =>
        failures-- > 0
          ? Promise.reject(new Error("disk full"))
          : store.recordAttempt(attempt, settlement, epoch),
    }),
  })
  const endpoint = await rig.endpoint({ provider: "axiestudio", url: receiver.url })
  const startedAt = rig.clock.now()
  const [delivery] = await rig.publish([endpoint])
  const ended = rig.ended(delivery!.id)
  rig.dispatcher.start()
  await rig.clock.runUntil(ended)
  expect(rig.errors).toHaveLength(2)
  expect(rig.clock.now() - startedAt).toBe(2000)
  expect(await rig.store.listAttempts(delivery!.id)).toMatchObject([{ number: 1, status: 200 }])
})
