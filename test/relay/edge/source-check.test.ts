import { expect, test } from "vitest"
import { AddressRanges } from "../../../src/domain/address-ranges.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, roundTrip } from "../hub/inbox-rig.ts"

const PROXY = new AddressRanges(["127.0.0.1"])
// One of the addresses that Polar documents (see its file in src/providers/catalogue).
const POLAR = "3.134.238.10"

/** An inbox of this provider that nobody listens on any more. */
async function inboxFor(relay: TestRelay, provider: string): Promise<string> {
  const listener = await connectListener(relay, { inbox: provider, provider })
  const url = await inboxUrlOf(listener)
  listener.send({ type: "goaway", info: { reason: "closing", message: "bye" } })
  await roundTrip(listener)
  listener.destroy()
  await listener.closed
  return url
}

async function statusFrom(address: string | undefined, url: string): Promise<number> {
  const headers = address === undefined ? {} : { "x-forwarded-for": address }
  const sent = await fetch(url, { method: "POST", body: "{}", headers })
  await sent.arrayBuffer()
  return sent.status
}

test("only an address that the inbox's provider documents is taken, as the proxy tells it", async () => {
  await using relay = await startTestRelay({ checkSource: true, trustProxy: PROXY })
  const url = await inboxFor(relay, "polar")
  const refused = ["203.0.113.7", `${POLAR}, 203.0.113.7`, "unknown", undefined]
  expect(await Promise.all(refused.map((address) => statusFrom(address, url)))).toEqual([403, 403, 403, 403])
  expect(await relay.api("GET", "/v1/deliveries")).toMatchObject({ json: { items: [] } })
  expect(await statusFrom(POLAR, url)).toBe(200)
  expect(await statusFrom(`203.0.113.7, ${POLAR}`, url)).toBe(200)
  expect(await relay.api("GET", "/v1/deliveries")).toMatchObject({ json: { total: 2 } })
  const metrics = await fetch(`${relay.url}/metrics`, { headers: { authorization: `Bearer ${relay.key}` } })
  expect(await metrics.text()).toContain('whk_refused_total{reason="source"} 4\n')
})

test("what a client writes for itself counts for nothing when no proxy is trusted", async () => {
  await using relay = await startTestRelay({ checkSource: true })
  expect(await statusFrom(POLAR, await inboxFor(relay, "polar"))).toBe(403)
})

test("a provider that documents no addresses takes its deliveries from anywhere, and so does every inbox without the check", async () => {
  await using checking = await startTestRelay({ checkSource: true, trustProxy: PROXY })
  expect(await statusFrom("203.0.113.7", await inboxFor(checking, "stripe"))).toBe(200)
  await using open = await startTestRelay()
  expect(await statusFrom("203.0.113.7", await inboxFor(open, "polar"))).not.toBe(403)
})
