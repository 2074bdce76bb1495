import { expect, test } from "vitest"
import { inboxUrlOf } from "../hub/inbox-rig.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { readChanges } from "../../support/read-changes.ts"
import { startTestRelay } from "../../support/test-relay.ts"

test("a delivery is told when it comes, and again when its listener has answered", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const changes = await readChanges(relay)
  const sending = fetch(await inboxUrlOf(listener), { method: "POST", body: "{}" })
  const request = await listener.frame("request")
  await changes.until(({ data }) => data.status === "pending" && data.method === "POST")
  listener.answer(request, { status: 201 })
  expect((await sending).status).toBe(201)
  const { data } = await changes.until(({ data: { status } }) => status === "delivered")
  expect(data).toMatchObject({ responseStatus: 201, attempts: 1, bytes: 2 })
  changes.cancel()
})

test("a relay that stops ends its streams at once, while others still have their time", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const changes = await readChanges(relay)
  const sending = fetch(await inboxUrlOf(listener), { method: "POST", body: "{}" })
  const request = await listener.frame("request")
  const closing = relay.relay.close(60_000)
  await changes.ended
  listener.answer(request)
  expect((await sending).status).toBe(200)
  await closing
})

test("a stream is no request that is being answered: a relay that stops does not wait for it", async () => {
  await using relay = await startTestRelay()
  const changes = await readChanges(relay)
  const metrics = await fetch(`${relay.url}/metrics`, { headers: { authorization: `Bearer ${relay.key}` } })
  // The request for the metrics itself is one.
  expect(await metrics.text()).toContain("whk_requests_in_flight 1\n")
  changes.cancel()
})

test("another site gets no stream", async () => {
  await using relay = await startTestRelay()
  const response = await fetch(`${relay.url}/v1/changes`, {
    headers: { authorization: `Bearer ${relay.key}`, origin: "https://evil.com" },
  })
  expect([response.status, await response.text()]).toEqual([403, ""])
})
