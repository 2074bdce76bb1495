import { afterAll, beforeAll, expect, test } from "vitest"
import { startReceiver } from "../support/receiver.ts"
import { runWhk, type WhkResult } from "../support/run-whk.ts"
import { startTestRelay, type TestRelay } from "../support/test-relay.ts"

// The relay speaks both providers' dialects, so it stands in for their servers here.
let relay: TestRelay
beforeAll(async () => void (relay = await startTestRelay()))
afterAll(async () => await relay[Symbol.asyncDispose]())

const URL = "https://example.com/hooks"

function at(provider: string, ...args: readonly string[]): Promise<WhkResult> {
  const workspace = provider === "axelered" ? ["--workspace", relay.relay.workspace.id] : []
  return runWhk([...args, "--api", relay.url, "--provider", provider, ...workspace], {
    env: { WHK_API_KEY: relay.key },
  })
}

async function json(provider: string, ...args: readonly string[]): Promise<Record<string, never>> {
  const { stdout, stderr, exitCode } = await at(provider, ...args, "--json")
  if (exitCode !== 0) throw new Error(`whk ${args.join(" ")} ended with ${exitCode}: ${stderr}`)
  return JSON.parse(stdout) as Record<string, never>
}

test.each([
  ["axelered", "process.completed"],
  ["ainexlayer", "user.login"],
])("an endpoint lives and dies at %s through its own API", async (provider, event) => {
  const created = await json(provider, "create", URL, "--events", event, "--name", "prod")
  expect(created).toMatchObject({ provider, url: URL, name: "prod", events: [event], active: true })
  const id = String(created["id"])
  expect(await json(provider, "list")).toMatchObject({ items: [{ id, url: URL }], next: null })
  expect(await json(provider, "get", id)).toMatchObject({ id, events: [event] })
  expect(await json(provider, "update", id, "--url", `${URL}/2`)).toMatchObject({
    url: `${URL}/2`,
    events: [event],
  })
  const rotated = await json(provider, "rotate", id)
  expect(rotated["secret"]).not.toBe(created["secret"])
  expect(await json(provider, "delete", id, "--yes")).toEqual({ id, deleted: true })
  expect(await at(provider, "get", id)).toMatchObject({ exitCode: 4, stdout: "" })
})

test("create at a provider says so, prints the secret once, and says which path is assumed", async () => {
  const { stdout, stderr } = await at("ainexlayer", "create", URL, "--events", "user.login")
  expect(stdout).toMatch(/Secret +\S{16,}/)
  expect(stderr).toContain("Created at AINexLayer.")
  expect(stderr).toContain("AINexLayer names this operation but not its path; assuming POST /webhooks.")
  expect(stderr).not.toContain("on your relay")
})

test("pages of AINexLayer are followed by number", async () => {
  await json("ainexlayer", "create", URL, "--events", "user.login")
  await json("ainexlayer", "create", URL, "--events", "user.login")
  const first = await json("ainexlayer", "list", "--limit", "1")
  expect(first["next"]).toBe("2")
  const second = await json("ainexlayer", "list", "--limit", "1", "--after", "2")
  expect(second["items"]).not.toEqual(first["items"])
})

test("test, deliveries and their status work at AINexLayer; replay is not documented there", async () => {
  const receiver = await startReceiver(() => 500)
  const { id } = await json("ainexlayer", "create", receiver.url, "--events", "user.login")
  expect(await at("ainexlayer", "test", id!)).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining("500"),
  })
  const failed = await json("ainexlayer", "deliveries", id!, "--status", "failed")
  expect(failed).toMatchObject({ items: [{ endpoint: id, status: "failed", responseStatus: 500 }] })
  const replay = await at("ainexlayer", "replay", "dlv_1")
  expect(replay).toMatchObject({ exitCode: 6, stderr: expect.stringContaining("leave out --api") })
})

test.each<[string, string[], number, RegExp]>([
  [
    "an operation that Axelered does not document",
    ["test", "wh_1"],
    6,
    /Axelered documents no API to send a test event/,
  ],
  ["switching an Axelered endpoint off", ["disable", "wh_1"], 6, /Axelered documents no API to switch/],
  ["a webhook that does not exist", ["get", "wh_nothing"], 4, /wh_nothing|not found/i],
  ["an event of another provider", ["create", URL, "--events", "user.login"], 2, /"user\.login"/],
  ["an http target", ["create", "http://example.com/", "--events", "*"], 6, /http:\/\/example\.com/],
])("%s is refused in words", async (_, args, exitCode, message) => {
  expect(await at("axelered", ...args)).toMatchObject({
    exitCode,
    stdout: "",
    stderr: expect.stringMatching(message),
  })
})

test.each(["axiestudio", "accelex", "axcelerate"])(
  "create at %s prints the steps of its dashboard and ends with 6",
  async (provider) => {
    const { exitCode, stdout, stderr } = await at(provider, "create", URL, "--events", "*")
    expect(exitCode).toBe(6)
    expect(stdout).toMatch(/^Create an endpoint at .+:\n {2}1\. /)
    expect(stderr).toContain("Leave out --api to use the relay")
  },
)

test("with --json the steps of a dashboard are in the error, and stdout stays empty", async () => {
  const { stdout, stderr } = await at("axiestudio", "rotate", "x", "--json")
  expect(stdout).toBe("")
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: "DASHBOARD_ONLY", hint: expect.stringContaining("Dashboard") },
  })
})

test.each<[string, string[], number, RegExp]>([
  ["--api without a provider", ["list", "--api", "provider"], 2, /--provider is missing/],
  [
    "Axelered without a workspace",
    ["list", "--api", "provider", "--provider", "axelered"],
    2,
    /--workspace is missing/,
  ],
  ["an address that is none", ["list", "--api", "nonsense", "--provider", "ainexlayer"], 2, /"nonsense"/],
  [
    "no key",
    ["list", "--api", "provider", "--provider", "ainexlayer"],
    3,
    /no API key for https:\/\/api\.ainexlayer/,
  ],
])("%s is refused", async (_, args, exitCode, message) => {
  expect(await runWhk(args)).toMatchObject({ exitCode, stdout: "", stderr: expect.stringMatching(message) })
})

test("an API that is not there is named", async () => {
  const args = ["list", "--api", "http://127.0.0.1:9/api/v1", "--provider", "ainexlayer"]
  expect(await runWhk(args, { env: { WHK_API_KEY: "ain_key" } })).toMatchObject({
    exitCode: 5,
    stderr: expect.stringContaining("http://127.0.0.1:9/api/v1 cannot be reached: connection refused."),
  })
})
