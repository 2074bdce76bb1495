import { expect, test } from "vitest"
import type { AttemptedJson, DeliveryDetailJson } from "../../../src/domain/api-types.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, post } from "./inbox-rig.ts"

test.each([7, 3 * 1024 * 1024])(
  "a replay with %d other bytes reaches the listener at once, as the first attempt of a new delivery",
  async (size) => {
    await using relay = await startTestRelay()
    const listener = await connectListener(relay)
    const sending = post(await inboxUrlOf(listener), "the bytes")
    const first = await listener.frame("request")
    listener.answer(first, { status: 500 })
    await sending
    await listener.frame("ack")

    const body = Buffer.alloc(size, "changed")
    const changes = { bodyBase64: body.toString("base64"), headers: [["X-Changed", "yes"]] }
    const path = `/v1/deliveries/${first.info.delivery}/replay`
    const replaying = relay.api("POST", path, changes)
    const second = await listener.frame("request", 1)
    expect(second.info).toMatchObject({ attempt: 1, kind: "replay", headers: [["X-Changed", "yes"]] })
    expect(second.info.bodyBytes).toBe(size)
    listener.answer(second, { status: 200 })
    const { delivery, attempt } = (await replaying).json as AttemptedJson
    expect(delivery).toMatchObject({ replayOf: first.info.delivery, status: "delivered", attempts: 1 })
    expect(attempt).toMatchObject({ attempt: 1, status: 200 })

    const before = (await relay.api("GET", `/v1/deliveries/${first.info.delivery}`))
      .json as DeliveryDetailJson
    expect(before).toMatchObject({ status: "answered", attempts: 1 })
  },
)

test("without a listener it waits, and goes out once to the next", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const sending = post(await inboxUrlOf(listener), "the bytes")
  const first = await listener.frame("request")
  listener.answer(first, { status: 200 })
  await sending
  await listener.frame("ack")
  listener.destroy()
  await listener.closed

  const changes = { bodyBase64: Buffer.from("changed").toString("base64") }
  const { json } = await relay.api("POST", `/v1/deliveries/${first.info.delivery}/replay`, changes)
  expect(json).toMatchObject({ delivery: { status: "pending" }, attempt: null })
  const next = await connectListener(relay)
  const request = await next.frame("request")
  expect(request.info.delivery).toBe((json as AttemptedJson).delivery.id)
  expect(Buffer.from(request.body).toString()).toBe("changed")
  next.answer(request, { status: 200 })
  await next.frame("ack")
})
