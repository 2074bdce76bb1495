import { expect, test } from "vitest"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, post, postToNobody, requests, roundTrip } from "./inbox-rig.ts"

async function untilStored(relay: Awaited<ReturnType<typeof startTestRelay>>, count: number): Promise<void> {
  for (;;) {
    const { total }: { total: number } = (await relay.api("GET", "/v1/deliveries?limit=1")).json
    if (total === count) return
  }
}

test("a sender that waits for room is answered at once when the listener says goodbye", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { maxInFlight: 1 })
  const url = await inboxUrlOf(listener)
  const inFlight = post(url, "first")
  const request = await listener.frame("request")
  const waiting = post(url, "second")
  await untilStored(relay, 2)
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  expect((await waiting).headers.get("x-whk-answer")).toBe("queued")
  listener.answer(request, { body: "still answered" })
  expect(await (await inFlight).text()).toBe("still answered")
  await listener.frame("ack")
})

test("a closing listener is sent nothing more, and what it hands back goes to the next one", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const url = await inboxUrlOf(listener)
  const sending = post(url)
  const { stream } = await listener.frame("request")
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  listener.send({ type: "cancel", stream, reason: "this listener is closing" })
  expect((await sending).headers.get("x-whk-answer")).toBe("queued")
  expect((await post(url)).headers.get("x-whk-answer")).toBe("queued")
  await roundTrip(listener)
  expect(requests(listener)).toBe(1)
  const next = await connectListener(relay)
  await next.frame("request", 1)
})

test("a probe is answered by the listener it belongs to, also while that is closing, and only once", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { probeNonce: "0123abcd" })
  const url = await inboxUrlOf(listener)
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  await roundTrip(listener)
  const probing = fetch(url, { method: "POST", headers: { "x-whk-probe": "0123abcd" } })
  const request = await listener.frame("request")
  expect(request.info.kind).toBe("probe")
  listener.answer(request, { body: "0123abcd" })
  expect(await (await probing).text()).toBe("0123abcd")
  const again = await fetch(url, { method: "POST", headers: { "x-whk-probe": "0123abcd" } })
  expect(again.status).toBe(409)
  await untilStored(relay, 0)
})

test("a listener that names another provider takes the inbox over, and each delivery goes to one of them", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay, { provider: "stripe" })
  const second = await connectListener(relay, { provider: "axiestudio" })
  expect((await first.frame("goaway")).info.reason).toBe("replaced")
  expect(await inboxUrlOf(second)).toBe(await inboxUrlOf(first))
  const sending = post(await inboxUrlOf(second))
  second.answer(await second.frame("request"), { status: 201 })
  expect((await sending).status).toBe(201)
  expect(requests(first)).toBe(0)
  // Axie Studio takes nothing but 200 for success, Stripe would have taken this.
  await second.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ provider: "axiestudio", status: "answered" })
})

test("a provider that the relay does not know is refused by its name", async () => {
  await using relay = await startTestRelay()
  const refused = connectListener(relay, { provider: "nobody" })
  await expect(refused).rejects.toThrow('"nobody" is not a provider.')
})

test("a relay that stops answers the senders that wait and takes their deliveries up again later", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { maxInFlight: 1 })
  const url = await inboxUrlOf(listener)
  const inFlight = post(url, "first")
  const request = await listener.frame("request")
  const waiting = post(url, "second")
  await untilStored(relay, 2)
  const closing = relay.relay.close(10_000)
  expect((await waiting).headers.get("x-whk-answer")).toBe("queued")
  listener.answer(request)
  expect((await inFlight).status).toBe(200)
  expect((await listener.frame("goaway")).info).toMatchObject({ reason: "shutdown", retryAfterMs: 200 })
  await closing
})

test("while nobody listens the next listener hears how many deliveries wait", async () => {
  await using relay = await startTestRelay()
  await postToNobody(relay)
  const listener = await connectListener(relay)
  expect((await listener.frame("welcome")).info.queued).toBe(1)
})
