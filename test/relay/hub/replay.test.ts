import { expect, test } from "vitest"
import type { AttemptedJson } from "../../../src/domain/api-types.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, post, postToNobody } from "./inbox-rig.ts"

async function replay(relay: TestRelay, id: string): Promise<AttemptedJson> {
  return (await relay.api("POST", `/v1/deliveries/${id}/replay`)).json
}

/** A delivery that the app answered so, and its listener. */
async function answered(relay: TestRelay, status: number): Promise<{ listener: FakeListener; id: string }> {
  const listener = await connectListener(relay)
  const sending = post(await inboxUrlOf(listener), "the bytes")
  const request = await listener.frame("request")
  listener.answer(request, { status })
  await sending
  await listener.frame("ack")
  return { listener, id: request.info.delivery }
}

test("a replay is a new attempt with the same bytes, and its outcome is the answer", async () => {
  await using relay = await startTestRelay()
  const { listener, id } = await answered(relay, 500)
  const replaying = replay(relay, id)
  const request = await listener.frame("request", 1)
  expect(request.info).toMatchObject({ delivery: id, attempt: 2, kind: "replay" })
  expect(Buffer.from(request.body).toString()).toBe("the bytes")
  listener.answer(request, { status: 200 })
  expect(await replaying).toMatchObject({
    delivery: { id, status: "delivered", attempts: 2 },
    attempt: { attempt: 2, status: 200 },
  })
})

test.each([
  [200, "delivered"],
  [500, "answered"],
])(
  "a replay that fails leaves a delivery that was answered %d %s, and is not tried again",
  async (status, before) => {
    await using relay = await startTestRelay()
    const { listener, id } = await answered(relay, status)
    const replaying = replay(relay, id)
    listener.answer(await listener.frame("request", 1), { status: 503 })
    expect(await replaying).toMatchObject({
      delivery: { status: before, attempts: 2, nextAttemptAt: null },
      attempt: { attempt: 2, status: 503 },
    })
  },
)

test("without a listener a replay waits for one", async () => {
  await using relay = await startTestRelay()
  const { listener, id } = await answered(relay, 500)
  listener.destroy()
  await listener.closed
  expect(await replay(relay, id)).toMatchObject({ delivery: { status: "pending" }, attempt: null })
  const next = await connectListener(relay)
  const request = await next.frame("request")
  expect(request.info).toMatchObject({ delivery: id, attempt: 2 })
  next.answer(request)
  await next.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 2 })
})

test("a replay whose listener dies waits for the next one", async () => {
  await using relay = await startTestRelay()
  const { listener, id } = await answered(relay, 500)
  const replaying = replay(relay, id)
  await listener.frame("request", 1)
  listener.destroy()
  expect(await replaying).toMatchObject({ attempt: null })
  const next = await connectListener(relay)
  expect((await next.frame("request")).info).toMatchObject({ delivery: id, attempt: 2 })
})

test("a replay of a large body streams it from the store", async () => {
  await using relay = await startTestRelay()
  await postToNobody(relay)
  const { id } = await onlyDelivery(relay)
  const listener = await connectListener(relay)
  listener.answer(await listener.frame("request"))
  await listener.frame("ack")
  const replaying = replay(relay, id)
  listener.answer(await listener.frame("request", 1))
  expect(await replaying).toMatchObject({ attempt: { attempt: 2, status: 200 } })
})
