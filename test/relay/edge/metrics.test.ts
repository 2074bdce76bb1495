import { expect, test } from "vitest"
import { Counter, gauge, Histogram, writeExposition } from "../../../src/relay/edge/exposition.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { inboxUrlOf, post } from "../hub/inbox-rig.ts"

test("metrics are written in the text format of Prometheus", () => {
  const requests = new Counter("requests_total", "Requests.")
  requests.add({ route: "ingest", status: "200" })
  requests.add({ route: "ingest", status: "200" })
  requests.add({ route: "api", status: "404" })
  const seconds = new Histogram("seconds", "How long.", [0.1, 1])
  for (const value of [0.05, 0.1, 0.5, 3]) seconds.observe(value)
  expect(writeExposition([requests, seconds, gauge("sessions", "Listeners.", () => 7)])).toBe(`\
# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{route="ingest",status="200"} 2
requests_total{route="api",status="404"} 1
# HELP seconds How long.
# TYPE seconds histogram
seconds_bucket{le="0.1"} 2
seconds_bucket{le="1"} 3
seconds_bucket{le="+Inf"} 4
seconds_sum 3.65
seconds_count 4
# HELP sessions Listeners.
# TYPE sessions gauge
sessions 7
`)
})

async function readMetrics(relay: TestRelay, headers: Record<string, string>): Promise<[number, string]> {
  const answer = await fetch(`${relay.url}/metrics`, { headers })
  return [answer.status, await answer.text()]
}

test("a delivery is counted on every step of its way, and no label holds an id, a token or a URL", async () => {
  await using relay = await startTestRelay()
  const listener = await connectListener(relay)
  const url = await inboxUrlOf(listener)
  const sending = post(url, "hello")
  listener.answer(await listener.frame("request"), { status: 201 })
  await (await sending).arrayBuffer()
  await listener.frame("ack")
  await (await fetch(`${relay.url}/in/nosuchinbox`, { method: "POST" })).arrayBuffer()
  const [status, text] = await readMetrics(relay, { authorization: `Bearer ${relay.key}` })
  expect(status).toBe(200)
  const lines = text.split("\n")
  expect(lines).toEqual(
    expect.arrayContaining([
      'whk_http_requests_total{route="ingest",status="201"} 1',
      'whk_http_requests_total{route="ingest",status="404"} 1',
      'whk_refused_total{reason="unknown-inbox"} 1',
      'whk_deliveries_received_total{origin="inbox"} 1',
      "whk_ingest_bytes_total 5",
      'whk_attempts_total{outcome="responded"} 1',
      'whk_deliveries_settled_total{status="delivered"} 1',
      "whk_store_commit_seconds_count 2",
      "whk_sessions 1",
      "whk_deliveries_pending 0",
    ]),
  )
  const values = [...text.matchAll(/="([^"]*)"/g)].map(([, value = ""]) => value)
  expect(values.filter((value) => !/^(?:[a-z-]{2,15}|[0-9.]{1,6}|\+Inf)$/.test(value))).toEqual([])
  expect(text).not.toContain(relay.key)
  expect(text).not.toContain(url.slice(-24))
})

test("metrics are for a key of the first workspace, from this machine as well", async () => {
  await using relay = await startTestRelay()
  expect(await readMetrics(relay, {})).toEqual([401, "whk: metrics need an API key\n"])
  expect((await readMetrics(relay, { authorization: "Bearer whk_wrong" }))[0]).toBe(401)
})
