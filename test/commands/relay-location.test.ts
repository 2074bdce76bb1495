import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { closedAddress, type ScriptedApi, startScriptedApi } from "../support/scripted-api.ts"

const CREATE = ["create", "https://example.com/hooks", "--events", "user.created"]
const KEY = "whk_0123456789abcdef"

function relayThat(): Promise<ScriptedApi> {
  return startScriptedApi({
    "GET /healthz": { json: { status: "ok", instance: "abc", version: "1" } },
    "GET /v1/inboxes": { json: { items: [], next: null, total: 0 } },
    "GET /v1/workspace": { json: { id: "ws-1", name: "default" } },
  })
}

const asked = ({ seen }: ScriptedApi): string[] =>
  seen.map(({ line }) => line).filter((line) => !line.includes("healthz"))
const keysSeen = ({ seen }: ScriptedApi): unknown[] =>
  seen.flatMap(({ headers }) => headers.authorization ?? [])

async function writeRunFile(home: string, url: string, instance: string): Promise<void> {
  const run = join(home, "run")
  await mkdir(run, { recursive: true })
  await writeFile(join(run, "key"), "whk_local")
  await writeFile(
    join(run, "relay.json"),
    JSON.stringify({ url, instance, keyFile: join(run, "key"), pid: 1 }),
  )
}

test("with an empty WHK_HOME the local store is used directly, said in one line, and kept", async () => {
  await using home = await temporaryFolder()
  const env = { WHK_HOME: home.path }
  const empty = await runWhk(["list"], { env })
  expect(empty).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Total 0") })
  expect(empty.stderr.split("\n")[0]).toBe("No relay is running: using the local store directly.")
  expect(await runWhk(CREATE, { env })).toMatchObject({ exitCode: 0 })
  expect(await runWhk(["list"], { env })).toMatchObject({
    stdout: expect.stringContaining("Total 1 · Active 1"),
  })
})

test("commands at the same time share the local store: every endpoint is created, and once", async () => {
  await using home = await temporaryFolder()
  const env = { WHK_HOME: home.path }
  const codes = await Promise.all([1, 2, 3, 4, 5].map(async () => (await runWhk(CREATE, { env })).exitCode))
  expect(codes).toEqual([0, 0, 0, 0, 0])
  expect(await runWhk(["list"], { env })).toMatchObject({ stdout: expect.stringContaining("Total 5 ·") })
})

test("the relay is taken from the flag, then WHK_RELAY, then the project, then from what runs here", async () => {
  await using folder = await temporaryFolder()
  await using flag = await relayThat()
  await using variable = await relayThat()
  await using project = await relayThat()
  await using running = await relayThat()
  const home = join(folder.path, "home")
  await writeRunFile(home, running.url, "abc")
  const plain = { cwd: folder.path, env: { WHK_HOME: home, WHK_API_KEY: KEY } }
  const withVariable = { ...plain, env: { ...plain.env, WHK_RELAY: variable.url } }

  await runWhk(["inboxes", "list"], plain)
  expect([flag, variable, project, running].map(asked)).toEqual([[], [], [], ["GET /v1/inboxes"]])
  await writeFile(join(folder.path, "whk.config.json"), JSON.stringify({ relay: project.url }))
  await runWhk(["inboxes", "list"], plain)
  expect(asked(project)).toEqual(["GET /v1/inboxes"])
  await runWhk(["inboxes", "list"], withVariable)
  expect(asked(variable)).toEqual(["GET /v1/inboxes"])
  await runWhk(["inboxes", "list", "--relay", flag.url], withVariable)
  expect([flag, variable, project, running].map(asked)).toEqual(Array(4).fill(["GET /v1/inboxes"]))
})

test("the local key goes to the relay that runs here, named or not, and to no other", async () => {
  await using home = await temporaryFolder()
  await using running = await relayThat()
  await using other = await relayThat()
  await writeRunFile(home.path, running.url, "abc")
  const env = { WHK_HOME: home.path }
  await runWhk(["inboxes", "list"], { env })
  await runWhk(["inboxes", "list", "--relay", running.url.replace("127.0.0.1", "localhost")], { env })
  await runWhk(["inboxes", "list", "--relay", other.url], { env })
  expect(keysSeen(running)).toEqual(["Bearer whk_local", "Bearer whk_local"])
  expect(asked(other)).toEqual(["GET /v1/inboxes"])
  expect(keysSeen(other)).toEqual([])
})

test("a program that took the relay's port is not sent the local key", async () => {
  await using home = await temporaryFolder()
  await using impostor = await relayThat()
  await writeRunFile(home.path, impostor.url, "another-instance")
  const { exitCode } = await runWhk(["inboxes", "list", "--relay", impostor.url], {
    env: { WHK_HOME: home.path },
  })
  expect(keysSeen(impostor)).toEqual([])
  expect(exitCode).toBe(0)
})

test("a provider's key is not sent to a relay", async () => {
  await using relay = await startScriptedApi({ "GET /v1/inboxes": { status: 401, json: {} } })
  const { exitCode, stderr } = await runWhk(["inboxes", "list", "--relay", relay.url], {
    env: { WHK_API_KEY: "ax_secret_key" },
  })
  expect(exitCode).toBe(3)
  expect(stderr).toContain("WHK_API_KEY is not a relay's key")
  expect(keysSeen(relay)).toEqual([])
})

test("a relay's key is not sent to a provider's documented address", async () => {
  const args = ["list", "--api", "provider", "--provider", "axelered", "--workspace", "w"]
  const { exitCode, stderr } = await runWhk(args, { env: { WHK_API_KEY: KEY } })
  expect(exitCode).toBe(3)
  expect(stderr).toContain("WHK_API_KEY is a relay's key, so it is not sent to https://api.axelered.com")
  expect(stderr).not.toContain(KEY)
})

test("a relay that is not there is named with host and port, and how to start one", async () => {
  const address = await closedAddress()
  const { exitCode, stderr, stdout } = await runWhk(["list", "--relay", address])
  expect(exitCode).toBe(5)
  expect(stdout).toBe("")
  expect(stderr).toBe(
    `error The relay at http://${address} cannot be reached: connection refused.\n  → Start one with \`whk relay\`, or name another with --relay.\n`,
  )
})

test.each(["http://", "not a url", "ftp://example.com", "localhost:99999", "unix:/tmp/x.sock"])(
  "--relay %j is refused with the value quoted",
  async (relay) => {
    const { exitCode, stderr } = await runWhk(["list", "--relay", relay])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`"${relay}" (--relay) is not the address of a relay.`)
  },
)

test("--workspace holds a relay's key to its own workspace", async () => {
  await using relay = await relayThat()
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: KEY }
  expect(await runWhk(["inboxes", "list", "--workspace", "ws-1"], { env })).toMatchObject({ exitCode: 0 })
  const other = await runWhk(["inboxes", "list", "--workspace", "ws-2"], { env })
  expect(other).toMatchObject({ exitCode: 4, stderr: expect.stringContaining('"ws-2"') })
  expect(asked(relay).filter((line) => line.includes("inboxes"))).toHaveLength(1)
})

test("errors of a relay are JSON on stderr with --json", async () => {
  const address = await closedAddress()
  const { stderr, stdout } = await runWhk(["stats", "--relay", `http://${address}`, "--json"])
  expect(stdout).toBe("")
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: "RELAY_UNREACHABLE", hint: expect.any(String) } })
})
