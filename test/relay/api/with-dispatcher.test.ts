import { beforeEach, expect, onTestFinished, test } from "vitest"
import { firstHeader } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { createDispatcher, type Dispatcher } from "../../../src/relay/dispatcher/dispatcher.ts"
import { createSender } from "../../../src/sender/send.ts"
import type { Received, Receiver } from "../../support/receiver.ts"
import { startReceiver } from "../../support/receiver.ts"
import { type Rig, startApi } from "./rig.ts"
import { verify } from "../../support/signing.ts"
import { recordHeld } from "../../support/record-held.ts"

let api: Rig
let receiver: Receiver
/** Resolves when the delivery's next attempt was written down. */
let attempted: (delivery: string) => Promise<void>
beforeEach(async () => {
  const sender = createSender({ policy: { allowPrivate: true } })
  const waiting: { delivery: string; resolve: () => void }[] = []
  const done = new Set<string>()
  let dispatcher: Dispatcher | undefined
  api = await startApi({
    dispatcher(store, clock) {
      dispatcher = createDispatcher({
        store,
        clock,
        sender,
        timeScale: 1,
        disableAfterMs: Infinity,
        onAttempt({ attempt: { delivery } }) {
          done.add(delivery)
          for (const { resolve } of waiting.filter((one) => one.delivery === delivery)) resolve()
        },
      })
      dispatcher.start()
      return dispatcher
    },
  })
  attempted = (delivery) =>
    new Promise((resolve) => (done.has(delivery) ? resolve() : waiting.push({ delivery, resolve })))
  receiver = await startReceiver(() => 200)
  onTestFinished(async () => {
    await dispatcher?.stop(0)
    await sender.close()
    await api.close()
  })
})

const endpoint = () => api.endpoint({ url: receiver.url })

function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const { scheme } = findProvider("axiestudio")
  return verify(scheme, { headers, body, secrets: [secret], nowMs: api.clock.now() }).verified
}

async function publish() {
  const json = { provider: "axiestudio", type: "user.created" }
  return (await api.call("POST", "/v1/events", { json })).json.deliveries[0].id as string
}

async function delivery(id: string) {
  return (await api.call("GET", `/v1/deliveries/${id}`)).json
}

test("a published event arrives signed, and its delivery shows what was sent", async () => {
  const { secret } = await endpoint()
  const id = await publish()
  await attempted(id)
  const [received] = receiver.requests
  expect(isSignedWith(secret, received!)).toBe(true)
  const shown = await delivery(id)
  expect(shown).toMatchObject({ status: "delivered", responseStatus: 200, attempts: 1 })
  expect(Buffer.from(shown.request.bodyBase64, "base64").equals(received!.body)).toBe(true)
  expect(firstHeader(shown.request.headers, "X-Webhook-Signature")).toBe(
    firstHeader(received!.headers, "X-Webhook-Signature"),
  )
})

test("test answers with the outcome at the real target, and a failed one is not tried again", async () => {
  const { id } = await endpoint()
  receiver.answer(() => 201)
  const { json } = await api.call("POST", `/v1/endpoints/${id}/test`)
  expect(json).toMatchObject({
    delivery: { event: "webhook.test", status: "failed", responseStatus: 201, nextAttemptAt: null },
    attempt: { outcome: "responded", status: 201 },
  })
})

test("a replay sends the same bytes, signed with the secret of now", async () => {
  const { id: target } = await endpoint()
  receiver.answer(() => 500)
  const id = await publish()
  await attempted(id)
  receiver.answer(() => 200)
  const { secret } = (await api.call("POST", `/v1/endpoints/${target}/rotate`)).json
  const { json } = await api.call("POST", `/v1/deliveries/${id}/replay`)
  const [first, second] = receiver.requests
  expect(json).toMatchObject({ delivery: { id, status: "delivered", attempts: 2 }, attempt: { status: 200 } })
  expect(second!.body.equals(first!.body)).toBe(true)
  expect([isSignedWith(secret, first!), isSignedWith(secret, second!)]).toEqual([false, true])
})

test("what waits for an endpoint that is switched off goes out when it is switched on", async () => {
  const { id: target } = await endpoint()
  receiver.answer(() => 500)
  const id = await publish()
  await attempted(id)
  await api.call("PATCH", `/v1/endpoints/${target}`, { json: { active: false } })
  api.clock.advance(60_000)
  receiver.answer(() => 200)
  expect(await delivery(id)).toMatchObject({ status: "pending", attempts: 1 })
  await api.call("PATCH", `/v1/endpoints/${target}`, { json: { active: true } })
  await receiver.received(2)
})

test("failed deliveries that are replayed together all go out", async () => {
  await endpoint()
  receiver.answer(() => 500)
  const ids = [await publish(), await publish()]
  await Promise.all(ids.map(attempted))
  await Promise.all(
    ids.map((id) => recordHeld(api.store, giveUp(id), { status: "failed", nextAttemptAt: null })),
  )
  receiver.answer(() => 200)
  const { json } = await api.call("POST", "/v1/replay", { json: { failed: true } })
  expect(json.deliveries).toHaveLength(2)
  await receiver.received(4)
})

/** A second attempt that ended a delivery. */
function giveUp(delivery: string) {
  return {
    id: `att_${delivery}`,
    delivery,
    number: 2,
    at: api.clock.now(),
    url: receiver.url,
    outcome: "timeout" as const,
    status: null,
    elapsedMs: 30_000,
    detail: null,
    requestHeaders: null,
    responseHeaders: null,
    responseBody: null,
  }
}
