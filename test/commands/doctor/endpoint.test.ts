import { expect, test } from "vitest"
import { startManagedRelay, type ManagedRelay } from "../../support/managed-relay.ts"
import { startReceiver } from "../../support/receiver.ts"

interface Check {
  readonly id: string
  readonly status: string
  readonly message: string
  readonly fix: string | null
}

async function examine(relay: ManagedRelay, ...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await relay.whk("doctor", ...args, "--json")
  expect(stdout, stderr).not.toBe("")
  const { ok, endpoint, checks } = JSON.parse(stdout) as { ok: boolean; endpoint: string; checks: Check[] }
  expect(exitCode).toBe(ok ? 0 : 1)
  return { endpoint, checks, of: (id: string) => checks.find((check) => check.id === id) }
}

async function create(
  relay: ManagedRelay,
  url: string,
  provider = "axiestudio",
  ...more: string[]
): Promise<string> {
  const events = "user.created"
  const { id } = await relay.json("create", url, "--provider", provider, "--events", events, ...more)
  return id
}

test("an endpoint that works is well, and nothing is sent to it", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => 200)
  const id = await create(relay, receiver.url)
  const before = await examine(relay, id)
  expect(before.endpoint).toBe(id)
  expect(before.checks.map(({ id: name, status }) => [name, status])).toEqual([
    ["active", "ok"],
    ["subscribed", "ok"],
    ["address", "ok"],
    ["reachable", "ok"],
    ["deliveries", "warning"],
  ])
  expect(receiver.requests).toEqual([])
  await relay.whk("trigger", "user.created", "--provider", "axiestudio")
  const after = await examine(relay, id)
  expect(after.checks.every(({ status }) => status === "ok")).toBe(true)
  expect(after.of("address")?.message).toBe(`Its URL is ${receiver.url}.`)
  expect(after.of("speed")?.message).toMatch(/^Its last answer took \d+ ms; Axie Studio waits 30 s\.$/)
})

test("--send sends the test event and tells its outcome", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => 200)
  const id = await create(relay, receiver.url)
  expect((await examine(relay, id, "--send")).of("test")).toMatchObject({
    status: "ok",
    message: "A test event was accepted (200).",
  })
  expect(receiver.requests.length).toBe(1)
})

test("one that is switched off, or not subscribed, comes with the command that changes it", async () => {
  await using relay = await startManagedRelay()
  const id = await create(relay, "http://localhost:1/hooks", "axiestudio", "--inactive")
  const { of } = await examine(relay, id, "--event", "user.deleted")
  expect(of("active")).toMatchObject({ status: "problem", fix: `whk enable ${id}` })
  expect(of("subscribed")).toMatchObject({
    status: "problem",
    fix: `whk update ${id} --add-event user.deleted`,
  })
})

test("a mistyped event is told with the right one", async () => {
  await using relay = await startManagedRelay()
  const id = await create(relay, "http://localhost:1/hooks")
  const { of } = await examine(relay, id, "--event", "user.deletd")
  expect(of("subscribed")).toMatchObject({
    status: "problem",
    message: "Axie Studio has no event user.deletd; did you mean user.deleted?",
    fix: `whk update ${id} --add-event user.deleted`,
  })
})

test("a server that nobody reaches is a problem", async () => {
  await using relay = await startManagedRelay()
  const id = await create(relay, "http://localhost:1/hooks")
  await relay.whk("test", id)
  const { of } = await examine(relay, id)
  expect(of("reachable")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("localhost:1 cannot be reached from here: connection refused"),
  })
  expect(of("speed")?.message).toBe("It has not answered yet.")
})

test("a 2xx that the provider does not take for success is told with the one it wants", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver(() => 204)
  const id = await create(relay, receiver.url)
  await relay.whk("test", id)
  const { of } = await examine(relay, id)
  expect(of("success-status")).toMatchObject({
    status: "problem",
    message: "It answers 204 (1 of the last 1), and Axie Studio takes only 200 for success.",
    fix: `Answer with 200, then: whk test ${id}`,
  })
})

test("failures are grouped by how they ended, each with what to do", async () => {
  await using relay = await startManagedRelay()
  const receiver = await startReceiver((_, number) => (number === 1 ? 401 : 500))
  const id = await create(relay, receiver.url)
  for (let sent = 0; sent < 3; sent += 1) await relay.whk("test", id)
  const { checks } = await examine(relay, id)
  const failures = checks.filter((check) => check.id === "failures")
  expect(failures.map(({ status, message }) => [status, message])).toEqual([
    ["problem", "2 of the last 3 ended with 500."],
    ["problem", "1 of the last 3 ended with 401."],
  ])
  expect(failures[1]?.fix).toMatch(/^whk delivery dlv_\w+ --format capture \| whk verify/)
})

test("an id of another kind is refused with the line that takes it", async () => {
  await using relay = await startManagedRelay()
  expect(await relay.whk("doctor", "dlv_01jd3k8x9q")).toMatchObject({
    exitCode: 2,
    stderr:
      "error \"dlv_01jd3k8x9q\" is a delivery's id; here an endpoint's id is wanted.\n  → Run `whk delivery dlv_01jd3k8x9q`.\n",
  })
})
