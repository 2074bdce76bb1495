import { join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import type { Command as Program } from "commander"
import { HELP_LAYOUT } from "../../src/program/help-layout.ts"
import { type Parsed, parseCommandLine } from "../../src/program/program.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

function withInner(command: Program): Program[] {
  return [command, ...command.commands.flatMap((inner) => withInner(inner as Program))]
}

const WHK = resolve(import.meta.dirname, "../../bin/whk.js")

async function helpOf(command: string): Promise<string> {
  return (await runWhk([...command.split(" "), "--help"], { env: { COLUMNS: "100" } })).stdout
}

const OFFLINE = ["backup", "providers", "events", "payload", "sign", "secret", "trigger", "verify", "convert"]
const ENDPOINTS = ["create", "list", "get", "update", "enable", "disable", "delete", "rotate", "test"]
const DELIVERIES = ["deliveries", "delivery", "replay", "stats"]
const TENANTS = ["workspaces", "workspaces list", "workspaces create", "audit"]
const INBOXES = ["inboxes", "inboxes list", "inboxes delete", "inboxes rotate"]
const ACCESS = ["login", "logout", "inspect", "keys", "keys create", "keys list", "keys revoke"]
const SETTINGS = ["init", "doctor", "completion", "help", "config", "profile"]
const STORED = ["path", "list", "get", "set", "unset"].map((name) => `config ${name}`)
const PROFILES = ["list", "use", "set", "remove"].map((name) => `profile ${name}`)

test("the help of all commands is as published", async () => {
  expect((await runWhk(["--help"], { env: { COLUMNS: "100" } })).stdout).toMatchSnapshot()
})

test.each([
  ...OFFLINE,
  ...ENDPOINTS,
  ...DELIVERIES,
  ...INBOXES,
  ...ACCESS,
  ...TENANTS,
  ...SETTINGS,
  ...STORED,
  ...PROFILES,
])("the help of %s is as published", async (command) => {
  expect(await helpOf(command)).toMatchSnapshot()
})

test.each([60, 80, 120])(
  "on a screen of %i columns no sentence of the help is broken in a word",
  async (columns) => {
    const { program } = (await parseCommandLine(["list"])) as Extract<Parsed, { kind: "run" }>
    const commands = withInner(program.parent!)
    expect(commands.length).toBeGreaterThan(50)
    for (const command of commands) {
      const text = command.configureHelp({ ...HELP_LAYOUT, helpWidth: columns }).helpInformation()
      for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(columns)
    }
  },
)

test("a flag without a value of its own tells no default, and one with a value tells it without quotes", async () => {
  const help = await helpOf("listen")
  expect(help).toMatch(/--timeout <duration> .*\(default:\s+30s\)/s)
  expect(help).not.toContain("[]")
  expect(await helpOf("completion")).not.toContain("choices")
})

// The other commands name an id, which nobody has before there is an endpoint.
const WITHOUT_IDS = [
  "create",
  "list",
  "deliveries",
  "stats",
  "inboxes list",
  "keys create",
  "keys list",
  "workspaces list",
  "audit",
]
const HERE = ["init", "completion", "help", ...STORED, "config", "profile", "profile list", "profile set"]

test.each(["providers", "events", "payload", "sign", "secret", "verify", "convert", ...WITHOUT_IDS, ...HERE])(
  "the examples of %s work when pasted into a shell",
  async (command) => {
    await using folder = await temporaryFolder()
    const examples = (await helpOf(command)).split("Examples:\n")[1]!
    expect(examples.trimEnd().split("\n").length).toBeGreaterThanOrEqual(2)
    const shell = `set -euo pipefail\nwhk() { "${process.execPath}" "${WHK}" "$@"; }\n${examples}`
    const { exitCode, stderr } = await execa("bash", [], {
      input: shell,
      cwd: folder.path,
      env: { PATH: process.env["PATH"] ?? "", WHK_HOME: join(folder.path, "home") },
      extendEnv: false,
      reject: false,
    })
    expect({ exitCode, errors: stderr.match(/^error .*/gm) }).toEqual({ exitCode: 0, errors: null })
  },
)
