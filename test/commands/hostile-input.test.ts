import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type ManagedRelay, startManagedRelay } from "../support/managed-relay.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../support/run-whk.ts"
import { closedAddress, startScriptedApi } from "../support/scripted-api.ts"

let relay: ManagedRelay
beforeAll(async () => void (relay = await startManagedRelay()))
afterAll(async () => await relay[Symbol.asyncDispose]())

const HOSTILE = "\u001b[2J'\"`$(id)\r\nfake line\u202e"
const SHOWN = "\\x1b[2J'\"`$(id)\\r\\nfake line\\u{202e}"
const ENDLESS = "x".repeat(100_000)
const TARGET = "https://example.com/hooks"

/** The two lines of a failure; throws when there is anything else. */
function twoLines({ stdout, stderr }: WhkResult): { message: string; hint: string } {
  const match = /^error (.+)\n {2}→ (.+)\n$/.exec(stderr)
  if (stdout !== "" || !match) throw new Error(`not two lines: ${JSON.stringify({ stdout, stderr })}`)
  return { message: match[1]!, hint: match[2]! }
}

test.each<[args: readonly string[]]>([
  [["providers", HOSTILE]],
  [["events", "--provider", HOSTILE]],
  [["payload", HOSTILE]],
  [["payload", "user.created", "--timestamp", HOSTILE]],
  [["payload", "user.created", "--url", HOSTILE]],
  [["verify", HOSTILE]],
  [["convert", HOSTILE]],
  [["convert", "--format", HOSTILE]],
  [["trigger", "user.created", "--to", HOSTILE]],
  [["create", HOSTILE, "--events", "user.created"]],
  [["create", TARGET, "--events", "user.created", "--provider", HOSTILE]],
  [["list", "--provider", HOSTILE]],
  [["list", "--limit", HOSTILE]],
  [["list", "--relay", HOSTILE]],
  [["deliveries", "--since", HOSTILE]],
  [["deliveries", "--status", HOSTILE]],
  [["rotate", "ep_1", "--overlap", HOSTILE]],
  [["rotate", "ep_1", "--secret", `env:${HOSTILE}`]],
  [["listen", "--forward", HOSTILE]],
  [["listen", "--inbox", HOSTILE]],
  [["relay", "--port", HOSTILE]],
  [["relay", "--max-body", HOSTILE]],
  [[HOSTILE]],
  [["inboxes", HOSTILE]],
  [["list", `--${HOSTILE}`]],
])("whk %j shows the value harmlessly, in two lines", async (args) => {
  const result = await relay.whk(...args, "-q")
  expect(result.exitCode).toBe(2)
  expect(twoLines(result).message).toContain(SHOWN)
})

test.each<[exitCode: number, args: readonly string[]]>([
  [4, ["get", HOSTILE]],
  [4, ["delivery", HOSTILE]],
  [4, ["replay", HOSTILE]],
  [4, ["replay", "--endpoint", HOSTILE]],
  [4, ["inboxes", "rotate", HOSTILE]],
  [4, ["list", "--workspace", HOSTILE]],
  [2, ["list", "--after", HOSTILE]],
  [2, ["create", TARGET, "--events", HOSTILE, "--provider", "axelered"]],
])("exit %i: what the relay refuses of %j it says in two lines as well", async (exitCode, args) => {
  const result = await relay.whk(...args, "-q")
  expect(result.exitCode).toBe(exitCode)
  expect(twoLines(result).message).toMatch(/\\(x1b|u001b)\[2J/)
})

test.each<[args: readonly string[]]>([
  [["providers", ENDLESS]],
  [["payload", ENDLESS]],
  [["trigger", "user.created", "--to", `${ENDLESS}:0`]],
  [["list", "--search", ENDLESS]],
  [["create", TARGET, "--events", "user.created", "--name", ENDLESS]],
  [["deliveries", "--after", ENDLESS]],
])("an endless value is not printed whole (case %#)", async (args) => {
  const result = await relay.whk(...args, "-q")
  expect(result.exitCode).toBe(2)
  expect(twoLines(result).message.length).toBeLessThan(500)
})

test.each<[args: readonly string[], message: string | RegExp]>([
  [["list", "--after", "ep_1"], 'after is "ep_1", which is not the cursor of a page.'],
  [["deliveries", "--since", "-1"], '"-1" is neither a duration nor a time.'],
  [["deliveries", "--since", "999999999d"], '"999999999d" is neither a duration nor a time.'],
  [["create", TARGET, "--events", "user.created", "--secret", "env:"], '"env:" (--secret) names no'],
  [["relay", "--data", ""], "--data is empty."],
  [["relay", "--port", "0", "--data", "/proc/whk"], 'The data folder "/proc/whk" cannot be made.'],
  [
    ["trigger", "user.created", "--to", "3999", "--relay", "http://localhost:4400"],
    "cannot be used with option",
  ],
  [["trigger", "user.created", "--to", "3999", "--no-wait"], "cannot be used with option '--to <target>'."],
  [["get", "ep_1", "ep_2"], "Too many arguments for 'get'. Expected 1 argument but got 2."],
  [
    ["trigger", "user.created", "--to", "https://localhost:1", "--client-cert", "x"],
    "--client-key is missing.",
  ],
])("whk %j is a wrong value, in two lines", async (args, message) => {
  const result = await relay.whk(...args, "-q")
  expect(result.exitCode).toBe(2)
  expect(twoLines(result).message).toContain(message)
})

test.each([
  ["payload", "user.created"],
  ["delivery", "dlv_1"],
])("whk %s does not break the promise of --json for a --format", async (...command) => {
  const { exitCode, stdout, stderr } = await relay.whk(...command, "--json", "--format", "curl", "-q")
  expect([exitCode, stdout, JSON.parse(stderr)]).toMatchObject([
    2,
    "",
    { error: { code: "USAGE", message: "--format curl is not JSON, which --json asks for." } },
  ])
})

test("a file in the place of a certificate is named before anything is sent", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "ca.pem"), Buffer.from([0, 1, 2, 255]))
  const args = ["trigger", "user.created", "--to", "https://localhost:1", "--cacert", "ca.pem", "-q"]
  const result = await runWhk(args, { cwd: folder.path })
  expect([result.exitCode, twoLines(result).message]).toEqual([2, '"ca.pem" is no certificate.'])
})

test.each([["list"], ["secret"], ["listen"], ["relay"]])(
  "whk %s in a home that cannot hold anything names it and is no bug",
  async (command) => {
    const result = await runWhk([command, "-q"], { env: { WHK_HOME: "/dev/null" } })
    expect(result.exitCode).toBe(2)
    expect(twoLines(result).message).toMatch(/^"\/dev\/null" cannot be used: not a directory\.$/)
  },
)

test("a folder in the place of the project's settings is named", async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, "whk.config.json")
  await mkdir(path)
  const result = await runWhk(["list"], { cwd: folder.path })
  expect([result.exitCode, twoLines(result).message]).toEqual([2, `"${path}" cannot be read.`])
})

test("a relay that is not there says how to start one", async () => {
  const address = `http://${await closedAddress()}`
  const env = { WHK_RELAY: address, WHK_API_KEY: "whk_some-key-of-a-relay" }
  expect(await runWhk(["list"], { env })).toMatchObject({
    exitCode: 5,
    stdout: "",
    stderr: `error The relay at ${address} cannot be reached: connection refused.\n  → Start one with \`whk relay\`, or name another with --relay.\n`,
  })
})

test("a port in use names the port and the flag", async () => {
  const { port } = new URL(relay.url)
  const result = await runWhk(["relay", "--port", port])
  expect(result.exitCode).toBe(2)
  expect(twoLines(result)).toEqual({
    message: `Port ${port} on 127.0.0.1 is in use.`,
    hint: "Pass another port with --port.",
  })
})

test("a stack is shown with WHK_DEBUG=1 alone", async () => {
  const [quiet, debug] = await Promise.all([
    runWhk(["providers", "nope"]),
    runWhk(["providers", "nope"], { env: { WHK_DEBUG: "1" } }),
  ])
  expect(quiet.stderr).not.toMatch(/^\s+at /m)
  expect(debug.stderr).toMatch(/^\s+at /m)
  expect(debug.stderr.endsWith(quiet.stderr)).toBe(true)
})

test("help of a group of commands is its own", async () => {
  const { exitCode, stdout } = await runWhk(["inboxes"])
  expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "Usage: whk inboxes [options] [command]"])
})

test.each<[string, { status?: number; text?: string; json?: unknown }, number, string]>([
  ["an HTML page", { text: "<!doctype html>" }, 1, "answered an HTML page where JSON was expected."],
  ["an HTML error", { status: 500, text: "<html>" }, 1, "answered 500 with an HTML page."],
  ["other JSON", { json: { items: null } }, 1, "is not a whk relay of this version."],
  ["a refusal", { status: 401 }, 3, "refuses the key …-key."],
  ["an escape sequence", { status: 400, text: HOSTILE }, 1, `answered 400 with "${SHOWN}".`],
])("a server that answers %s instead of a relay is told in two lines", async (_, answer, exitCode, said) => {
  await using server = await startScriptedApi({ "GET /v1/endpoints": answer })
  const env = { WHK_RELAY: server.url, WHK_API_KEY: "whk_not-a-real-key" }
  const result = await runWhk(["list", "-q"], { env })
  expect(result.exitCode).toBe(exitCode)
  expect(twoLines(result).message).toContain(said)
})

test.each([
  ["a line break inside", "whk_a\nwhk_b", "WHK_API_KEY holds characters that no key has."],
  ["a key of another kind", "ax_secret_of_a_provider", "WHK_API_KEY is not a relay's key"],
  ["an unknown key", "whk_wrong-0123456789-abcd", "refuses the key …abcd."],
])("%s is refused as a key without showing it", async (_, key, said) => {
  const result = await runWhk(["list"], { env: { WHK_RELAY: relay.url, WHK_API_KEY: key } })
  expect(result.exitCode).toBe(3)
  expect(twoLines(result).message).toContain(said)
  expect(result.stderr).not.toContain(key)
})
