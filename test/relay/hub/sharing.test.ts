import { expect, test } from "vitest"
import type { Hello } from "../../../src/tunnel/frames.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, post, requests, roundTrip } from "./inbox-rig.ts"

async function two(relay: TestRelay, hello: Partial<Hello>): Promise<[FakeListener, FakeListener, string]> {
  const first = await connectListener(relay, hello)
  const second = await connectListener(relay, hello)
  return [first, second, await inboxUrlOf(second)]
}

test("two that take turns get every other delivery, and each answers for its own", async () => {
  await using relay = await startTestRelay()
  const [first, second, url] = await two(relay, { share: "round-robin" })
  const answers = [post(url, "1"), post(url, "2"), post(url, "3"), post(url, "4")]
  const asked = await Promise.all(
    [first, second].flatMap((listener) => [listener.frame("request", 0), listener.frame("request", 1)]),
  )
  for (const [index, request] of asked.entries())
    (index < 2 ? first : second).answer(request, { body: index < 2 ? "first" : "second" })
  const texts = await Promise.all(answers.map(async (answer) => await (await answer).text()))
  expect(texts.toSorted((a, b) => a.localeCompare(b))).toEqual(["first", "first", "second", "second"])
})

test("what the one who takes turns had in flight goes to the other when it dies", async () => {
  await using relay = await startTestRelay()
  const [first, second, url] = await two(relay, { share: "round-robin" })
  const answers = [post(url), post(url)]
  await first.frame("request")
  second.answer(await second.frame("request"))
  first.destroy()
  second.answer(await second.frame("request", 1), { body: "in its place" })
  const texts = await Promise.all(answers.map(async (answer) => await (await answer).text()))
  expect(texts).toContain("in its place")
})

test("a broadcast reaches everybody, the newest answers for it, and the others are told to forget it", async () => {
  await using relay = await startTestRelay()
  const [first, second, url] = await two(relay, { share: "broadcast" })
  const sending = post(url)
  const [copy, request] = [await first.frame("request"), await second.frame("request")]
  expect([copy.info.kind, request.info.kind]).toEqual(["copy", "live"])
  expect(copy.info.delivery).toBe(request.info.delivery)
  first.answer(copy, { status: 500, body: "not mine to say" })
  await first.frame("ack")
  second.answer(request, { body: "answered" })
  expect(await (await sending).text()).toBe("answered")
  await second.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "delivered", attempts: 1 })
})

test("a plain listener takes the inbox from all who shared it", async () => {
  await using relay = await startTestRelay()
  const [first, second] = await two(relay, { share: "broadcast" })
  await connectListener(relay)
  for (const listener of [first, second])
    expect((await listener.frame("goaway")).info.reason).toBe("replaced")
})

test("who wants the inbox for itself does not get it from a listener that is alive", async () => {
  await using relay = await startTestRelay()
  const holder = await connectListener(relay)
  const answering = holder.frame("ping").then(() => holder.send({ type: "pong" }))
  await expect(connectListener(relay, { exclusive: true })).rejects.toThrow("another listener holds")
  await answering
  const url = await inboxUrlOf(holder)
  const sending = post(url)
  holder.answer(await holder.frame("request"))
  expect((await sending).status).toBe(200)
})

test("nobody takes an inbox from who holds it for itself and is alive", async () => {
  await using relay = await startTestRelay()
  const holder = await connectListener(relay, { exclusive: true })
  const answering = holder.frame("ping").then(() => holder.send({ type: "pong" }))
  await expect(connectListener(relay)).rejects.toThrow("another listener holds")
  await answering
})

test("a refused listener changes nothing about the inbox", async () => {
  await using relay = await startTestRelay()
  const holder = await connectListener(relay, { exclusive: true, provider: "github" })
  void holder.frame("ping").then(() => holder.send({ type: "pong" }))
  await expect(connectListener(relay, { provider: "stripe" })).rejects.toThrow("another listener holds")
  const { items }: { items: { provider: string }[] } = (await relay.api("GET", "/v1/inboxes")).json
  expect(items).toMatchObject([{ provider: "github" }])
})

test("a holder that gives no sign of life loses the inbox to who wants it for itself", async () => {
  await using relay = await startTestRelay()
  const dead = await connectListener(relay, { exclusive: true })
  const next = await connectListener(relay, { exclusive: true })
  expect(await dead.closed).toBeGreaterThan(0)
  const sending = post(await inboxUrlOf(next))
  next.answer(await next.frame("request"))
  expect((await sending).status).toBe(200)
})

test("a listener takes its own place at once, without a sign of life of its former self", async () => {
  await using relay = await startTestRelay()
  const before = await connectListener(relay, { exclusive: true, listener: "me" })
  await connectListener(relay, { exclusive: true, listener: "me" })
  expect((await before.frame("goaway")).info.reason).toBe("replaced")
  expect(before.frames.some(({ type }) => type === "ping")).toBe(false)
})

test("in order, the next delivery begins when the one before has ended", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { ordered: true })
  const url = await inboxUrlOf(listener)
  const first = post(url, "1")
  const one = await listener.frame("request")
  const second = post(url, "2")
  await roundTrip(listener)
  expect(requests(listener)).toBe(1)
  listener.answer(one)
  listener.answer(await listener.frame("request", 1))
  expect([(await first).status, (await second).status]).toEqual([200, 200])
})

test("in order, a delivery that waits to be tried again holds up those behind it", async () => {
  await using relay = await startTestRelay({ timeScale: 10 })
  const away = await connectListener(relay, { ordered: true })
  const url = await inboxUrlOf(away)
  away.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  await roundTrip(away)
  away.destroy()
  await away.closed
  for (const body of ["1", "2"]) expect((await post(url, body)).status).toBe(200)
  const listener = await connectListener(relay, { ordered: true })
  const texts: string[] = []
  for (const [index, status] of [500, 200, 200].entries()) {
    const request = await listener.frame("request", index)
    texts.push(Buffer.from(request.body).toString())
    listener.answer(request, { status })
  }
  expect(texts).toEqual(["1", "1", "2"])
})
