import { expect, test } from "vitest"
import type { DeliveryJson, ListPage } from "../../../src/domain/api-types.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, postToNobody, requests, roundTrip } from "../hub/inbox-rig.ts"

const GITHUB = { provider: "github" }

function send(
  url: string,
  { id = "72d3162e", body = '{"zen":1}', signature = "sha256=a" } = {},
): Promise<Response> {
  const headers = { "x-github-event": "ping", "x-github-delivery": id, "x-hub-signature-256": signature }
  return fetch(url, { method: "POST", headers, body })
}

async function deliveries(relay: TestRelay): Promise<readonly DeliveryJson[]> {
  const page: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries?limit=100")).json
  return page.items
}

test("what was delivered and comes again is answered as the app answered, and does not reach it", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, GITHUB)
  const url = await inboxUrlOf(listener)
  const first = send(url)
  const headers = [["X-App", "mine"]] as const
  listener.answer(await listener.frame("request"), { status: 201, headers, body: "created" })
  expect((await first).status).toBe(201)
  const again = await send(url)
  expect([again.status, await again.text()]).toEqual([201, "created"])
  expect(again.headers.get("x-app")).toBe("mine")
  expect(again.headers.get("x-whk-answer")).toBe("duplicate")
  const delivery = await onlyDelivery(relay)
  expect(again.headers.get("x-whk-delivery-id")).toBe(delivery.id)
  expect(delivery).toMatchObject({ attempts: 1, duplicates: 1 })
  await roundTrip(listener)
  expect(requests(listener)).toBe(1)
})

test("64 at once are one delivery, one request at the app, and 64 answers with the same id", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, GITHUB)
  const url = await inboxUrlOf(listener)
  const sending = Promise.all(Array.from({ length: 64 }, () => send(url)))
  listener.answer(await listener.frame("request"))
  const answers = await sending
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const delivery = await onlyDelivery(relay)
  expect(delivery).toMatchObject({ status: "delivered", duplicates: 63 })
  const named = answers.flatMap(({ headers }) => headers.get("x-whk-delivery-id") ?? [])
  expect(named).toHaveLength(63)
  expect(new Set(named)).toEqual(new Set([delivery.id]))
  expect(requests(listener)).toBe(1)
})

test("what was refused and comes again is a new attempt with the headers of the new request", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { provider: "stripe" })
  const url = await inboxUrlOf(listener)
  const body = '{"id":"evt_1","type":"invoice.paid"}'
  const post = (signature: string): Promise<Response> =>
    fetch(url, { method: "POST", headers: { "stripe-signature": signature }, body })
  const first = post("t=1")
  listener.answer(await listener.frame("request"), { status: 500 })
  expect((await first).status).toBe(500)
  const second = post("t=2")
  const request = await listener.frame("request", 1)
  expect(request.info).toMatchObject({ attempt: 2, kind: "live" })
  expect(request.info.headers).toContainEqual(["stripe-signature", "t=2"])
  listener.answer(request, { body: "taken" })
  expect(await (await second).text()).toBe("taken")
  await listener.frame("ack", 1)
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 2, duplicates: 1 })
})

test("what waits in whk's care and comes again is acknowledged and not doubled", async () => {
  await using relay = await startTestRelay()
  const first = await postToNobody(relay, GITHUB)
  expect(first.status).toBe(200)
  const [inbox] = ((await relay.api("GET", "/v1/inboxes")).json as { items: { url: string }[] }).items
  expect((await send(inbox!.url)).headers.get("x-whk-answer")).toBe("queued")
  const again = await send(inbox!.url)
  expect([again.status, again.headers.get("x-whk-answer")]).toEqual([200, "duplicate"])
  expect(await deliveries(relay)).toHaveLength(2)
})

test("what was refused and comes again while nobody listens waits in whk's care", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, GITHUB)
  const url = await inboxUrlOf(listener)
  const first = send(url)
  listener.answer(await listener.frame("request"), { status: 503 })
  await first
  await listener.frame("ack")
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  await roundTrip(listener)
  expect((await send(url)).status).toBe(200)
  expect(await onlyDelivery(relay)).toMatchObject({ status: "pending" })
  const next = await connectListener(relay, GITHUB)
  next.answer(await next.frame("request"))
  await next.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 2 })
})

test("another body under the same id is another delivery", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, GITHUB)
  const url = await inboxUrlOf(listener)
  for (const [index, body] of ["{}", "{ }"].entries()) {
    const sending = send(url, { body })
    listener.answer(await listener.frame("request", index))
    await sending
  }
  expect(await deliveries(relay)).toHaveLength(2)
})

test("a large body that comes again leaves nothing of itself behind", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, GITHUB)
  const url = await inboxUrlOf(listener)
  const body = "x".repeat(200_000)
  const first = send(url, { body })
  const request = await listener.frame("request")
  for (const bytes of [64, 64, 64])
    listener.send({ type: "credit", stream: request.stream, bytes: bytes * 1024 })
  await listener.frame("end")
  listener.answer(request)
  await first
  expect((await send(url, { body })).headers.get("x-whk-answer")).toBe("duplicate")
  expect(await onlyDelivery(relay)).toMatchObject({ duplicates: 1 })
})

test("an inbox without a provider knows no ids, and takes everything for new", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const url = await inboxUrlOf(listener)
  for (const index of [0, 1]) {
    const sending = send(url)
    listener.answer(await listener.frame("request", index))
    await sending
  }
  expect(await deliveries(relay)).toHaveLength(2)
})
