import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { nextCommands } from "../../src/commands/overview/next-commands.ts"
import { GROUPS } from "../../src/program/groups.ts"
import { startReceiver } from "../support/receiver.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

test("whk alone shows what it can do, and three commands to go on with", async () => {
  const { exitCode, stdout, stderr } = await runWhk([], { env: { COLUMNS: "100" } })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
  expect(stdout).toMatchSnapshot()
})

test.each([60, 80])("it fits a terminal of %i columns", async (columns) => {
  const { stdout } = await runWhk([], { env: { COLUMNS: String(columns) } })
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(columns)
})

test("every command it names is one", async () => {
  const { stdout } = await runWhk([])
  const names = stdout
    .split("\n")
    .filter((line) => /^ {2}\S/.test(line) && !line.startsWith("  whk"))
    .flatMap((line) => line.slice(line.lastIndexOf("  ")).trim().split(", "))
  expect(names.length).toBeGreaterThan(20)
  for (const name of names) expect((await runWhk(["help", name])).exitCode, name).toBe(0)
}, 60_000)

test("every command is in a group of the help", async () => {
  const { stdout } = await runWhk(["--help"])
  expect(stdout).not.toContain("More:")
  expect(stdout).not.toContain("__complete")
  const shown = [...stdout.matchAll(/^[A-Z].*:$/gm)].map(([title]) => title)
  expect(shown).toEqual(["Options:", ...Object.keys(GROUPS), "Examples:"])
})

async function nextIn(files: Record<string, string>, env: Record<string, string> = {}): Promise<string[]> {
  await using folder = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  const { stdout } = await runWhk(["--json"], { cwd: folder.path, env })
  return (JSON.parse(stdout) as { next: { command: string }[] }).next.map(({ command }) => command)
}

test("nothing at all: the demonstration first", async () => {
  const [first, second, third] = await nextIn({}, { PORT: "3999" })
  expect([first, second, third]).toEqual([
    "whk demo",
    "whk listen --forward localhost:3999",
    "whk trigger user.created --to localhost:3999",
  ])
})

test("a project without settings: init first, and its own port", async () => {
  const manifest = '{"dependencies":{"fastify":"5"},"scripts":{"dev":"node x.js --port 4321"}}'
  expect(await nextIn({ "package.json": manifest })).toEqual([
    "whk init",
    "whk listen --forward localhost:4321",
    "whk trigger user.created --to localhost:4321",
  ])
})

test("a project with settings: its own target, and an event of its provider", async () => {
  const config = '{"provider":"github","forward":"localhost:4000/hooks"}'
  expect(await nextIn({ "whk.config.json": config })).toEqual([
    "whk listen --forward",
    "whk trigger ping --to localhost:4000/hooks",
    "whk check localhost:4000/hooks",
  ])
})

test("settings that are not JSON: the doctor first", async () => {
  expect((await nextIn({ "whk.config.json": "{" }))[0]).toBe("whk doctor")
})

test("a relay with failures: those first", async () => {
  await using home = await whkHome()
  const receiver = await startReceiver(() => 410)
  await home.start(["listen"]).line(ofType("ready"))
  await home.run(["create", receiver.url, "--provider", "axelered", "--events", "process.completed"])
  const { stdout } = await home.run(["--json"])
  const { situation } = JSON.parse(stdout) as { situation: { relay: string; endpoints: number } }
  expect(situation).toMatchObject({ relay: `http://127.0.0.1:${home.port}`, endpoints: 1 })
  const known = { ...situation, failed: 2 } as never as Parameters<typeof nextCommands>[0]
  expect(nextCommands(known)[0]).toEqual({
    command: "whk deliveries --status failed",
    why: "2 deliveries given up",
  })
})

test("a run file that a crash left behind is no relay", async () => {
  await using folder = await temporaryFolder()
  const run = join(folder.path, "home", "run")
  await mkdir(run, { recursive: true, mode: 0o700 })
  const left = { url: "http://127.0.0.1:1", instance: "x", keyFile: "/none" }
  await writeFile(join(run, "relay.json"), JSON.stringify(left), { mode: 0o600 })
  const { stdout } = await runWhk(["--json"], { env: { WHK_HOME: join(folder.path, "home") } })
  expect((JSON.parse(stdout) as { situation: { relay: null } }).situation.relay).toBeNull()
})
