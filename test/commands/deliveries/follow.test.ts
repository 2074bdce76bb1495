import { expect, test } from "vitest"
import { startReceiver } from "../../support/receiver.ts"
import { startRelayProcess } from "../../support/relay-process.ts"
import { runWhk } from "../../support/run-whk.ts"
import { startScriptedApi } from "../../support/scripted-api.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { type Line, ofType, startWhk } from "../../support/start-whk.ts"

const tells =
  (status: string) =>
  (line: Line): boolean =>
    line.type === "delivery" && line["status"] === status

test("--follow tells deliveries as they come and end, also over a restart of the relay, until it is stopped", async () => {
  await using relay = await startRelayProcess()
  const receiver = await startReceiver(() => 200)
  await relay.whk("create", receiver.url, "--provider", "axiestudio", "--events", "user.created")
  const before = await relay.lines("trigger", "user.created", "--provider", "axiestudio")

  const following = startWhk(["deliveries", "--follow", "--limit", "1"], { WHK_HOME: relay.home })
  const first = await following.line(tells("delivered"))
  expect(first).toMatchObject({ id: before[0].delivery, event: "user.created", responseStatus: 200 })

  const [second] = await relay.lines("trigger", "user.created", "--provider", "axiestudio")
  await following.line((line) => line["id"] === second.delivery && line["status"] === "delivered")

  await relay.kill()
  await following.said("Waiting for it.")
  await relay.start()
  await following.said("The relay is back.")
  const [third] = await relay.lines("trigger", "user.created", "--provider", "axiestudio")
  await following.line((line) => line["id"] === third.delivery && line["status"] === "delivered")

  expect(await following.kill("SIGINT")).toBe(130)
  const told = following.lines.map(({ id, status }) => `${String(id)} ${String(status)}`)
  expect(new Set(told).size).toBe(told.length)
  expect(following.stderr().match(/Waiting for it/g)).toHaveLength(1)
})

test("it says that it follows before anything comes, and a delivery that waits is told when it is given up", async () => {
  await using relay = await startRelayProcess(["--time-scale", "10"])
  const receiver = await startReceiver(() => 500)
  await relay.whk("create", receiver.url, "--provider", "axiestudio", "--events", "user.created")
  const following = startWhk(["deliveries", "--follow"], { WHK_HOME: relay.home }, { asText: true })
  await following.said("Ctrl-C ends it.")
  await relay.whk("trigger", "user.created", "--provider", "axiestudio", "--no-wait")
  const { text } = await following.line(({ text: line }) => String(line).includes("failed"))
  expect(text).toMatch(/^dlv_\w+ {2}failed {2}500 in \d+ms {2}5 attempts {2}user\.created {2}ep_\w+$/)
  expect(await following.kill("SIGTERM")).toBe(143)
})

test("a delivery is told without asking for it", async () => {
  let asked = 0
  const observe = ({ type }: { readonly type: string }): void => void (asked += type === "request" ? 1 : 0)
  await using relay = await startTestRelay({ observe })
  const publish = (): Promise<unknown> =>
    relay.api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
  const url = "https://example.invalid/hooks"
  await relay.api("POST", "/v1/endpoints", { provider: "axiestudio", url, events: ["user.created"] })
  await publish()
  const following = startWhk(["deliveries", "--follow", "--limit", "1"], {
    WHK_RELAY: relay.url,
    WHK_API_KEY: relay.key,
  })
  const { id: first } = await following.line(ofType("delivery"))
  const before = asked
  await publish()
  await following.line((line) => line.type === "delivery" && line["id"] !== first)
  // The publication itself, and perhaps the end of an answer from before; to ask again would be two more.
  expect(asked - before).toBeLessThanOrEqual(2)
  await following.kill("SIGINT")
})

test("a relay that does not tell changes is asked again and again", async () => {
  const json = { code: "NOT_FOUND", detail: '"/v1/changes" is not a route of this API.', hint: "GET" }
  const row = {
    id: "dlv_01jd3k8x9q00000000000000aa",
    event: "user.created",
    provider: null,
    inbox: "in_1",
    createdAt: new Date().toISOString(),
    status: "delivered",
    responseStatus: 200,
    elapsedMs: 3,
    attempts: 1,
    nextAttemptAt: null,
    replayOf: null,
  }
  const none = { json: { items: [], next: null, total: 0 } }
  let asked = 0
  await using api = await startScriptedApi({
    "GET /v1/changes": { status: 404, json },
    "GET /v1/deliveries?limit=1": none,
    get "GET /v1/deliveries?limit=1000"() {
      asked += 1
      return asked === 1 ? none : { json: { items: [row], next: null, total: 1 } }
    },
    "GET /v1/deliveries?status=pending&limit=1000": none,
  })
  const following = startWhk(["deliveries", "--follow", "--relay", api.url], { WHK_API_KEY: "whk_any" })
  expect(await following.line(ofType("delivery"))).toMatchObject({ id: row.id })
  await following.kill("SIGINT")
})

test("without a relay there is nothing to follow: exit 5, and none is started in its place", async () => {
  const { exitCode, stderr } = await runWhk(["deliveries", "--follow"])
  expect([exitCode, stderr]).toEqual([5, expect.stringContaining("No relay is running on this machine.")])
})

test("a page of a list cannot be followed", async () => {
  const { exitCode } = await runWhk(["deliveries", "--follow", "--after", "dlv_1"])
  expect(exitCode).toBe(2)
})
