import { expect, test } from "vitest"
import type { DeliveryDetailJson, DeliveryJson, ListPage } from "../../../src/domain/api-types.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"

async function inboxOf(listener: FakeListener): Promise<string> {
  return (await listener.frame("welcome")).info.inbox.url
}

function post(url: string, body = "hello"): Promise<Response> {
  return fetch(url, { method: "POST", body })
}

async function onlyDelivery(relay: TestRelay): Promise<DeliveryDetailJson> {
  const { items }: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries")).json
  expect(items).toHaveLength(1)
  return (await relay.api("GET", `/v1/deliveries/${items[0]!.id}`)).json
}

test("the app's status, headers and body go back to the sender", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const sending = post(await inboxOf(listener))
  listener.answer(await listener.frame("request"), {
    status: 418,
    headers: [["X-Tea", "pot"]],
    body: "short",
  })
  const response = await sending
  expect([response.status, response.headers.get("x-tea"), await response.text()]).toEqual([
    418,
    "pot",
    "short",
  ])
})

test("an answer is acknowledged to the listener once its outcome is committed", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const sending = post(await inboxOf(listener))
  const request = await listener.frame("request")
  listener.answer(request)
  await sending
  expect((await listener.frame("ack")).info).toEqual({ delivery: request.info.delivery, attempt: 1 })
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 1, responseStatus: 200 })
})

test("an app's refusal goes to the sender, who owns the retries", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const sending = post(await inboxOf(listener))
  listener.answer(await listener.frame("request"), { status: 500 })
  expect((await sending).status).toBe(500)
  await listener.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "answered", nextAttemptAt: null })
})

test.each([
  ["refused", 502],
  ["timeout", 504],
] as const)("a local server that ends in %s is a %d for the sender", async (outcome, status) => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const sending = post(await inboxOf(listener))
  const { stream, info } = await listener.frame("request")
  const { delivery, attempt, epoch } = info
  const head = {
    delivery,
    attempt,
    epoch,
    outcome,
    elapsedMs: 1,
    detail: "localhost:3000 refused the connection",
  }
  listener.send({ type: "response", stream, last: true, info: head, body: new Uint8Array() })
  const response = await sending
  expect(response.status).toBe(status)
  expect(await response.text()).toContain("localhost:3000")
})

test("while nobody listens a delivery is stored and answered with 200, and goes to the next listener", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay)
  const url = await inboxOf(first)
  first.destroy()
  await first.closed
  const response = await untilQueued(url)
  expect(response.status).toBe(200)
  const second = await connectListener(relay)
  const request = await second.frame("request")
  expect(request.info.kind).toBe("queued")
  expect(Buffer.from(request.body).toString()).toBe("hello")
  second.answer(request)
  await second.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered" })
})

/** The relay notices a cut connection a moment after the listener does. */
async function untilQueued(url: string): Promise<Response> {
  const response = await post(url)
  expect(response.headers.get("x-whk-answer")).toBe("queued")
  return response
}

test("an inbox of Axie Studio answers exactly 200 for what it queues", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay, { provider: "axiestudio" })
  const url = await inboxOf(first)
  first.destroy()
  await first.closed
  expect((await untilQueued(url)).status).toBe(200)
})

test("a sender waits when the listener dies and gets the answer of the next one", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay)
  const sending = post(await inboxOf(first))
  const before = await first.frame("request")
  first.destroy()
  const second = await connectListener(relay)
  const again = await second.frame("request")
  expect(again.info).toMatchObject({ delivery: before.info.delivery, attempt: 1 })
  second.answer(again, { body: "from the second" })
  expect(await (await sending).text()).toBe("from the second")
})

test("an answer repeated after a reconnect reaches the sender and is acknowledged", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay)
  const sending = post(await inboxOf(first))
  const request = await first.frame("request")
  first.destroy()
  const second = await connectListener(relay)
  second.answer({ ...request, stream: 0 }, { status: 202, repeated: true, body: "remembered" })
  expect(await (await sending).text()).toBe("remembered")
  await second.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 1, responseStatus: 202 })
})

test("a newer listener takes the inbox and the older one is told", async () => {
  await using relay = await startTestRelay()
  const first = await connectListener(relay)
  await connectListener(relay)
  expect((await first.frame("goaway")).info.reason).toBe("replaced")
})

test("an answer for a delivery of another inbox settles nothing", async () => {
  await using relay = await startTestRelay()
  const victim = await connectListener(relay, { inbox: "victim" })
  void post(await inboxOf(victim)).catch(() => {})
  const request = await victim.frame("request")
  const stranger = await connectListener(relay, { inbox: "stranger" })
  stranger.answer({ ...request, stream: 0 }, { repeated: true })
  stranger.send({ type: "ping" })
  await stranger.frame("pong")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "pending" })
})

test("a body above 64 KiB goes down in chunks and stops when credit runs out", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const body = "x".repeat(400 * 1024)
  const sending = post(await inboxOf(listener), body)
  const request = await listener.frame("request")
  expect(request.last).toBe(false)
  await listener.frame("data", 3)
  listener.send({ type: "ping" })
  await listener.frame("pong")
  expect(listener.frames.filter(({ type }) => type === "data")).toHaveLength(4)
  listener.send({ type: "credit", stream: request.stream, bytes: 256 * 1024 })
  await listener.frame("end")
  const received = listener.frames.flatMap((frame) => (frame.type === "data" ? [frame.body] : []))
  expect(Buffer.concat(received).toString()).toBe(body)
  listener.answer(request)
  expect((await sending).status).toBe(200)
})

test("an answer that breaks off in the middle resets the sender's connection", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const sending = post(await inboxOf(listener))
  const request = await listener.frame("request")
  listener.beginAnswer(request, { body: "half" })
  const response = await sending
  listener.send({ type: "cancel", stream: request.stream, reason: "the app died" })
  await expect(response.text()).rejects.toThrow()
  await listener.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "answered", responseStatus: null })
})

test("an unknown inbox is 404 and stores nothing", async () => {
  await using relay = await startTestRelay()
  expect((await post(`${relay.url}/in/AAAAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404)
})

test("a body above the limit is 413, also when it does not say its length", async () => {
  await using relay = await startTestRelay({ maxBodyBytes: 100_000 })
  const listener = await connectListener(relay)
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(100_001))
      controller.close()
    },
  })
  const response = await fetch(await inboxOf(listener), {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit)
  expect(response.status).toBe(413)
})

test("a listener without a valid key is turned away with 401", async () => {
  await using relay = await startTestRelay()
  await expect(connectListener({ url: relay.url, key: "whk_wrong" })).rejects.toThrow("401")
})
