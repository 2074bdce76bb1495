import { afterAll, beforeAll, expect, test } from "vitest"
import { mask } from "../../src/capture/redact/mask.ts"
import { type ManagedRelay, startManagedRelay } from "../support/managed-relay.ts"
import { startReceiver } from "../support/receiver.ts"

let relay: ManagedRelay
beforeAll(async () => void (relay = await startManagedRelay({ timeScale: 1000 })))
afterAll(async () => await relay[Symbol.asyncDispose]())

async function endpointAt(url: string, provider = "axiestudio", event = "user.created"): Promise<string> {
  const { id } = await relay.json("create", url, "--provider", provider, "--events", event)
  return id
}

/** Publishes an event and returns the id of the delivery it was made into for the endpoint. */
async function publishTo(endpoint: string, provider: string, type: string): Promise<string> {
  const { json } = await relay.api("POST", "/v1/events", { provider, type })
  const { deliveries } = json as { deliveries: { id: string; endpoint: string }[] }
  return deliveries.find((delivery) => delivery.endpoint === endpoint)!.id
}

/** Resolves with the delivery once it has ended. */
async function ended(id: string): Promise<{ status: string; attempts: number }> {
  const delivery = await relay.json("delivery", id)
  return delivery.status === "pending" ? await ended(id) : delivery
}

test.each([
  ["axiestudio", "Sent webhook.test."],
  ["ainexlayer", "AINexLayer has no test event: sent a sample of document.uploaded."],
  ["axelered", "Axelered has no test event: sent a sample of process.completed."],
  ["axcelerate", "aXcelerate has no test event: sent a sample of"],
  ["accelex", "AccelEx has no test event: sent a sample of"],
])("test sends %s's test event or its first sample, and says which", async (provider, sent) => {
  const receiver = await startReceiver(() => 200)
  const id = await endpointAt(receiver.url, provider, "*")
  const { exitCode, stdout, stderr } = await relay.whk("test", id)
  expect(stdout).toContain("✓ attempt 1  200 in")
  expect(stderr).toContain(sent)
  expect(exitCode).toBe(0)
  expect(receiver.requests).toHaveLength(1)
})

test("test says the provider's rule when a 2xx is not success, and ends with 1", async () => {
  const receiver = await startReceiver(() => 204)
  const id = await endpointAt(receiver.url)
  const { exitCode, stdout } = await relay.whk("test", id)
  expect(stdout).toMatch(/✗ attempt 1 {2}204 in \d+ms, only 200 counts/)
  expect(exitCode).toBe(1)
})

test("test of an endpoint where nothing listens says so, and --json holds the outcome", async () => {
  const id = await endpointAt("http://127.0.0.1:9/hooks")
  const { exitCode, stdout } = await relay.whk("test", id)
  expect(stdout).toContain("connection refused")
  expect(stdout).toContain("http://127.0.0.1:9/hooks")
  expect(exitCode).toBe(1)
  const json = await relay.whk("test", id, "--json")
  expect(JSON.parse(json.stdout)).toMatchObject({ attempt: { outcome: "refused", status: null } })
})

test("deliveries lists by endpoint, status, event and time", async () => {
  const receiver = await startReceiver(() => 200)
  const endpoint = await endpointAt(receiver.url, "accelex", "*")
  const id = await publishTo(endpoint, "accelex", "invoice.resolved")
  await ended(id)
  const wanted = [
    "deliveries",
    endpoint,
    "--status",
    "delivered",
    "--event",
    "invoice.resolved",
    "--since",
    "1h",
  ]
  expect(await relay.json(...wanted)).toMatchObject({
    items: [{ id, endpoint, status: "delivered", responseStatus: 200, attempts: 1 }],
    next: null,
  })
  expect(await relay.json("deliveries", endpoint, "--status", "failed")).toMatchObject({ items: [] })
  const { stdout } = await relay.whk("deliveries", endpoint)
  expect(stdout).toMatch(/invoice\.resolved +ep_\w+ +delivered +200/)
})

test("delivery shows the request, every attempt and the verdict", async () => {
  const receiver = await startReceiver((_, number) => (number === 1 ? 500 : 200))
  const endpoint = await endpointAt(receiver.url, "ainexlayer", "user.login")
  const id = await publishTo(endpoint, "ainexlayer", "user.login")
  await ended(id)
  const { stdout, exitCode } = await relay.whk("delivery", id)
  expect(exitCode).toBe(0)
  expect(stdout).toContain("delivered after 2 attempts")
  expect(stdout).toContain(`POST ${receiver.url}`)
  expect(stdout).toContain('"user.login"')
  expect(stdout).toMatch(/✗ attempt 1 {2}500/)
  expect(stdout).toMatch(/✓ attempt 2 {2}200/)
})

test("--format with --redact prints the request without its signature", async () => {
  const receiver = await startReceiver(() => 200)
  const endpoint = await endpointAt(receiver.url, "ainexlayer", "user.login")
  const id = await publishTo(endpoint, "ainexlayer", "user.login")
  await ended(id)
  const signature = (capture: { headers: [string, string][] }): string | undefined =>
    capture.headers.find(([name]) => /signature/i.test(name))?.[1]
  const whole = await relay.json("delivery", id, "--format", "capture")
  const redacted = await relay.json("delivery", id, "--format", "capture", "--redact")
  expect(redacted.redacted).toBe(true)
  expect(signature(whole)).toMatch(/[a-f1-9]/)
  expect(signature(redacted)).toBe(signature(whole)!.replaceAll(/(?<==).*/g, (hex) => mask(hex)))
})

test("replay makes a new attempt of the same delivery with the same bytes", async () => {
  const receiver = await startReceiver(() => 200)
  const endpoint = await endpointAt(receiver.url, "axelered", "process.completed")
  const id = await publishTo(endpoint, "axelered", "process.completed")
  await ended(id)
  const lines = await relay.lines("replay", id)
  expect(lines).toMatchObject([
    {
      type: "attempt",
      delivery: id,
      event: "process.completed",
      attempt: 2,
      ok: true,
      outcome: "responded",
      status: 200,
    },
  ])
  expect(receiver.requests[1]!.body).toEqual(receiver.requests[0]!.body)
})

test("replay of what was given up selects, shows with --dry-run, sends and waits for the outcomes", async () => {
  const receiver = await startReceiver(() => 500)
  const endpoint = await endpointAt(receiver.url, "ainexlayer", "document.failed")
  const id = await publishTo(endpoint, "ainexlayer", "document.failed")
  expect(await ended(id)).toMatchObject({ status: "failed", attempts: 5 })
  const dry = await relay.whk("replay", "--endpoint", endpoint, "--failed", "--dry-run")
  expect(dry).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Would replay 1.") })
  expect(receiver.requests).toHaveLength(5)
  receiver.answer(() => 200)
  const { exitCode, stdout, stderr } = await relay.whk("replay", "--endpoint", endpoint, "--failed")
  expect(stdout).toMatch(/✓ attempt 6 {2}200/)
  expect(stderr).toContain("1 of 1 delivered.")
  expect(exitCode).toBe(0)
})

test("a replay that is not accepted ends with 1", async () => {
  const receiver = await startReceiver(() => 200)
  const endpoint = await endpointAt(receiver.url, "accelex", "workflow.failed")
  const id = await publishTo(endpoint, "accelex", "workflow.failed")
  await ended(id)
  receiver.answer(() => 503)
  expect(await relay.whk("replay", id)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("503") })
})

test("stats counts endpoints, events and deliveries", async () => {
  const stats = await relay.json("stats")
  expect(Object.keys(stats)).toEqual(["endpoints", "events", "deliveries", "latencyMs"])
  expect(stats.deliveries.delivered).toBeGreaterThan(0)
  const { stdout } = await relay.whk("stats")
  expect(stdout).toMatch(/^Endpoints +\d+ total/)
})

test("inboxes are listed, given a new address and deleted", async () => {
  await relay.api("POST", "/v1/inboxes", { name: "billing", provider: "axiestudio" })
  const before = (await relay.json("inboxes", "list")).items.find(
    ({ name }: { name: string }) => name === "billing",
  )
  expect((await relay.whk("inboxes", "list")).stdout).toContain(before.url)
  const rotated = await relay.json("inboxes", "rotate", "billing", "--yes")
  expect(rotated).toMatchObject({ id: before.id })
  expect(rotated.url).not.toBe(before.url)
  expect(await relay.whk("inboxes", "delete", "billing")).toMatchObject({ exitCode: 2 })
  expect(await relay.json("inboxes", "delete", "billing", "--yes")).toMatchObject({ deleted: true })
  expect((await relay.json("inboxes", "list")).items).toEqual([])
})

test.each<[string, string[], number, RegExp]>([
  ["a status that is none", ["deliveries", "--status", "done"], 2, /"done"/],
  ["a time that is none", ["deliveries", "--since", "yesterday"], 2, /"yesterday"/],
  ["an unknown delivery", ["delivery", "dlv_nothing"], 4, /dlv_nothing/],
  ["an unknown inbox", ["deliveries", "no-such-inbox"], 4, /no-such-inbox/],
  ["replay of nothing", ["replay"], 2, /<delivery> is missing/],
  ["replay by id and by flag", ["replay", "dlv_1", "--failed"], 2, /not both/],
  ["replay of an unknown delivery", ["replay", "dlv_nothing"], 4, /dlv_nothing/],
  ["an unknown subcommand", ["inboxes", "lst"], 2, /lst/],
])("%s is refused", async (_, args, exitCode, message) => {
  const result = await relay.whk(...args)
  expect(result).toMatchObject({ exitCode, stdout: "", stderr: expect.stringMatching(message) })
})
