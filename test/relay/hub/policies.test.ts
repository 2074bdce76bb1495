import { expect, test } from "vitest"
import type { InboxPolicy } from "../../../src/tunnel/frames.ts"
import { connectListener, type FakeListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, onlyDelivery, post, postToNobody, requests, roundTrip } from "./inbox-rig.ts"

const CASES: readonly [
  policy: InboxPolicy,
  appSays: number,
  senderHears: number,
  then: string,
  owner?: string,
][] = [
  [{}, 200, 200, "delivered"],
  [{}, 500, 500, "answered", "provider"],
  [{ retries: "provider" }, 500, 500, "answered", "provider"],
  [{ retries: "whk" }, 500, 200, "pending", "whk"],
  [{ retries: "whk" }, 201, 201, "delivered"],
  [{ retries: "none" }, 500, 200, "failed", "none"],
  [{ respond: "ack" }, 500, 200, "pending", "whk"],
  [{ respond: "ack" }, 201, 200, "delivered"],
  [{ respond: "ack", retries: "none" }, 500, 200, "failed", "none"],
]

test.each(CASES)("with %j an app that says %i lets the sender hear %i and leaves it %s", async (...row) => {
  const [policy, appSays, senderHears, then, owner] = row
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { policy })
  const sending = post(await inboxUrlOf(listener))
  listener.answer(await listener.frame("request"), { status: appSays })
  expect((await sending).status).toBe(senderHears)
  await listener.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({
    status: then,
    ...(owner !== undefined && { retries: owner }),
  })
})

test("an inbox that answers at once does so before the app has", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { policy: { respond: "ack" } })
  const answer = await post(await inboxUrlOf(listener))
  expect([answer.status, answer.headers.get("x-whk-answer")]).toEqual([200, "queued"])
  await listener.frame("request")
})

test("a provider that never sends again is told of the failure, and nobody retries", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay, { provider: "github" })
  const sending = post(await inboxUrlOf(listener))
  listener.answer(await listener.frame("request"), { status: 500 })
  expect((await sending).status).toBe(500)
  await listener.frame("ack")
  expect(await onlyDelivery(relay)).toMatchObject({ status: "answered", retries: "none" })
})

test("nobody listens: queued and acknowledged, or refused, as the inbox was told to", async () => {
  await using relay = await startTestRelay()
  const queued = await postToNobody(relay)
  expect([queued.status, queued.headers.get("x-whk-answer")]).toEqual([200, "queued"])
  const refused = await postToNobody(relay, { policy: { offline: "reject" } })
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"])
  expect((await postToNobody(relay, {})).status).toBe(503)
  expect((await postToNobody(relay, { policy: { offline: "queue" } })).status).toBe(200)
})

async function backlogOf(
  relay: TestRelay,
  bodies: readonly string[],
  policy: InboxPolicy = {},
): Promise<number[]> {
  const listener = await connectListener(relay, { policy })
  const url = await inboxUrlOf(listener)
  await leave(listener)
  const statuses: number[] = []
  for (const body of bodies) statuses.push((await post(url, body)).status)
  return statuses
}

async function leave(listener: FakeListener): Promise<void> {
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  await roundTrip(listener)
  listener.destroy()
  await listener.closed
}

test("a full backlog refuses what comes after it, keeps what it has, and tells the next listener of the gap", async () => {
  await using relay = await startTestRelay()
  expect(await backlogOf(relay, ["1", "2", "3", "4"], { maxBacklog: 2 })).toEqual([200, 200, 503, 503])
  const next = await connectListener(relay)
  const { info } = await next.frame("gap")
  expect(info.count).toBe(2)
  expect(Date.parse(info.from)).toBeLessThanOrEqual(Date.parse(info.to))
  const bodies = [await next.frame("request", 0), await next.frame("request", 1)].map(({ body }) =>
    Buffer.from(body).toString(),
  )
  expect(bodies.toSorted((a, b) => a.localeCompare(b))).toEqual(["1", "2"])
  // Told once.
  const later = await connectListener(relay)
  await roundTrip(later)
  expect(later.frames.some(({ type }) => type === "gap")).toBe(false)
})

test("a listener that wants nothing of what waits leaves it waiting for the next one", async () => {
  await using relay = await startTestRelay()
  await backlogOf(relay, ["old"])
  const now = await connectListener(relay, { sinceAgoMs: 0 })
  const sending = post(await inboxUrlOf(now), "new")
  const request = await now.frame("request")
  expect(Buffer.from(request.body).toString()).toBe("new")
  now.answer(request)
  await sending
  await roundTrip(now)
  expect(requests(now)).toBe(1)
  await leave(now)
  const all = await connectListener(relay)
  expect(Buffer.from((await all.frame("request")).body).toString()).toBe("old")
})

test("a listener can begin behind a delivery it names, and is refused for one that is none", async () => {
  await using relay = await startTestRelay()
  await backlogOf(relay, ["1", "2"])
  const { items }: { items: { id: string }[] } = (await relay.api("GET", "/v1/deliveries")).json
  await expect(connectListener(relay, { sinceDelivery: "dlv_nothing" })).rejects.toThrow("no delivery")
  const listener = await connectListener(relay, { sinceDelivery: items.at(-1)!.id })
  expect(Buffer.from((await listener.frame("request")).body).toString()).toBe("2")
  await roundTrip(listener)
  expect(requests(listener)).toBe(1)
})
