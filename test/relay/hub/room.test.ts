import { expect, test } from "vitest"
import type { DeliveryDetailJson, DeliveryJson, ListPage } from "../../../src/domain/api-types.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, postToNobody } from "./inbox-rig.ts"

test("a probe that is not answered yet takes no room from what waits", async () => {
  await using relay = await startTestRelay()
  await postToNobody(relay)
  const listener = await connectListener(relay, { maxInFlight: 1, probeNonce: "0123abcd" })
  const url = await inboxUrlOf(listener)
  const probing = fetch(url, { method: "POST", headers: { "x-whk-probe": "0123abcd" } })
  const asked = [await listener.frame("request", 0), await listener.frame("request", 1)]
  const waiting = asked.find(({ info }) => info.kind !== "probe")!
  expect(waiting.info).toMatchObject({ kind: "queued", attempt: 1 })
  for (const request of asked) listener.answer(request)
  await probing
  await listener.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 1 })
})

test("of deliveries that find the last room at the same moment each is tried once, one after the other", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { maxInFlight: 1, provider: "github" })
  const url = await inboxUrlOf(listener)
  const post = (id: number): Promise<Response> =>
    fetch(url, {
      method: "POST",
      headers: { "x-github-event": "push", "x-github-delivery": String(id) },
      body: "{}",
    })
  const sending = [1, 2, 3, 4].map(post)
  for (const index of sending.keys()) listener.answer(await listener.frame("request", index))
  expect((await Promise.all(sending)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  await listener.frame("ack", 3)
  const { items }: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries")).json
  for (const { id } of items) {
    const { attemptLog }: DeliveryDetailJson = (await relay.api("GET", `/v1/deliveries/${id}`)).json
    expect(attemptLog.map(({ outcome }) => outcome)).toEqual(["responded"])
  }
})

test("in order, what has just come waits behind what is to be tried again", async () => {
  await using relay = await startTestRelay({ timeScale: 10 })
  const listener = await connectListener(relay, { ordered: true, policy: { respond: "ack" } })
  const url = await inboxUrlOf(listener)
  await fetch(url, { method: "POST", body: "first" })
  listener.answer(await listener.frame("request", 0), { status: 500 })
  await listener.frame("ack")
  await fetch(url, { method: "POST", body: "second" })
  const again = await listener.frame("request", 1)
  expect(Buffer.from(again.body).toString()).toBe("first")
  listener.answer(again)
  expect(Buffer.from((await listener.frame("request", 2)).body).toString()).toBe("second")
})
