import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { detectProject } from "../../src/commands/project/project.ts"
import { findPort } from "../../src/commands/project/port.ts"
import { freePort } from "../support/free-port.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

const WHK = resolve(import.meta.dirname, "../../bin/whk.js")

async function folderWith(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder.path, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  return folder
}

const manifest = (dependency: string): string => JSON.stringify({ dependencies: { [dependency]: "1" } })

test.each([
  ["nextjs", { "package.json": manifest("next") }],
  ["express", { "package.json": manifest("express") }],
  ["fastify", { "package.json": manifest("fastify") }],
  ["hono", { "package.json": manifest("hono") }],
  ["nestjs", { "package.json": manifest("@nestjs/core") }],
  ["koa", { "package.json": manifest("koa") }],
  ["node", { "package.json": manifest("left-pad") }],
  ["flask", { "requirements.txt": "Flask==3.1" }],
  ["fastapi", { "pyproject.toml": 'dependencies = ["fastapi"]' }],
  ["django", { "requirements.txt": "django>=5" }],
  ["rails", { Gemfile: 'gem "rails"' }],
  ["go", { "go.mod": "module example.com/app" }],
  ["laravel", { "composer.json": '{"require":{"laravel/framework":"^12"}}' }],
  ["spring", { "build.gradle.kts": 'id("org.springframework.boot")' }],
  ["aspnet", { "App.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web">' }],
  [undefined, { "notes.txt": "nothing" }],
])("the framework %s is found", async (framework, files) => {
  await using folder = await folderWith(files as Record<string, string>)
  expect(await detectProject(folder.path)).toBe(framework)
})

test.each([
  [{ ".env": "A=1\nPORT=4001\n" }, 4001, ".env"],
  [{ ".env": 'export PORT="4002"\n' }, 4002, ".env"],
  [{ "package.json": '{"scripts":{"dev":"next dev -p 4003"}}' }, 4003, "package.json"],
  [{ "package.json": '{"scripts":{"start":"PORT=4004 node x.js"}}' }, 4004, "package.json"],
  [{ "server.js": "app.listen(4005)" }, 4005, "server.js"],
  [{ "src/index.ts": 'const port = process.env.PORT ?? "4006"' }, 4006, "src/index.ts"],
  [{ "app.py": "app.run(host='0.0.0.0', port=4007)" }, 4007, "app.py"],
  [{ "main.go": 'http.ListenAndServe("localhost:4008", nil)' }, 4008, "main.go"],
  [
    { "src/main/resources/application.properties": "server.port=4009" },
    4009,
    "src/main/resources/application.properties",
  ],
])("the port in %j is found", async (files, port, from) => {
  await using folder = await folderWith(files as unknown as Record<string, string>)
  expect(await findPort(folder.path, "node", {})).toEqual({ port, from })
})

test("PORT wins over what files say", async () => {
  await using folder = await folderWith({ ".env": "PORT=4001" })
  expect(await findPort(folder.path, "node", { PORT: "4100" })).toEqual({ port: 4100, from: "PORT" })
})

async function init(cwd: string, ...args: readonly string[]) {
  return await runWhk(["init", ...args], { cwd })
}

test("without a terminal the provider has to be named", async () => {
  await using folder = await folderWith({})
  const { exitCode, stderr } = await init(folder.path)
  expect(exitCode).toBe(2)
  expect(stderr).toContain("--provider is missing")
})

test("it writes settings that hold no secret, and prints the handler alone on stdout", async () => {
  await using folder = await folderWith({ "package.json": manifest("express"), ".env": "PORT=4001" })
  const { exitCode, stdout, stderr } = await init(folder.path, "--provider", "github")
  expect(exitCode, stderr).toBe(0)
  expect(await readFile(join(folder.path, "whk.config.json"), "utf8")).toBe(
    `{
  "provider": "github",
  "secret": "env:GITHUB_WEBHOOK_SECRET",
  "forward": "localhost:4001/webhooks"
}
`,
  )
  expect(stdout).toMatchSnapshot()
  expect(stderr).toContain("export GITHUB_WEBHOOK_SECRET=$(whk secret github)")
  expect(stderr).toContain("whk trigger ping --to localhost:4001/webhooks")
})

test("at the root of a monorepo it says where to run it", async () => {
  const root = { "package.json": '{"workspaces":["apps/*"]}', "apps/api/package.json": manifest("fastify") }
  await using folder = await folderWith(root)
  const said = "run it in the folder of the app"
  expect((await init(folder.path, "--yes")).stderr).toContain(said)
  expect((await init(join(folder.path, "apps/api"), "--yes")).stderr).not.toContain(said)
})

test("the server is said to need the variable of the secret as well, until it is set", async () => {
  await using folder = await folderWith({})
  const flags = ["init", "--yes", "--force", "--secret-env", "HOOK_SECRET"]
  const unset = await runWhk(flags, { cwd: folder.path })
  expect(unset.stderr).toContain(
    "Next, with your server running under the same variable:\n  export HOOK_SECRET=",
  )
  const set = await runWhk(flags, { cwd: folder.path, env: { HOOK_SECRET: "s3cret" } })
  expect(set.stderr).toContain("Next, with your server running:\n  whk trigger")
})

test("flags say it all, and --json prints it", async () => {
  await using folder = await folderWith({ "requirements.txt": "flask" })
  const flags = ["--provider", "stripe", "--forward", "localhost:4242/hooks", "--secret-env", "STRIPE_SECRET"]
  const { stdout } = await init(folder.path, ...flags, "--inbox", "billing", "--json")
  expect(JSON.parse(stdout)).toMatchObject({
    path: join(folder.path, "whk.config.json"),
    config: {
      provider: "stripe",
      secret: "env:STRIPE_SECRET",
      forward: "localhost:4242/hooks",
      inbox: "billing",
    },
    framework: "flask",
    port: { port: 4242 },
    snippet: expect.stringContaining('@app.post("/hooks")'),
    next: expect.arrayContaining(["whk listen --forward"]),
  })
})

test("where no whole handler is written it says how the framework gives the signed bytes", async () => {
  await using folder = await folderWith({ "go.mod": "module example.com/app" })
  const { stderr } = await init(folder.path, "--provider", "discord")
  expect(stderr).toContain("How Go gives you the bytes that Discord signed; `whk providers discord` says")
})

test("a file that is there is replaced only with --force", async () => {
  await using folder = await folderWith({ "whk.config.json": '{"provider":"stripe"}' })
  const refused = await init(folder.path, "--provider", "github")
  expect(refused.exitCode).toBe(6)
  expect(refused.stderr).toContain("--force")
  expect(await readFile(join(folder.path, "whk.config.json"), "utf8")).toBe('{"provider":"stripe"}')
  expect((await init(folder.path, "--provider", "github", "--force")).exitCode).toBe(0)
  expect(await readFile(join(folder.path, "whk.config.json"), "utf8")).toContain('"github"')
})

test.each([
  [["--provider", "githb"], 'error "githb" is not a provider.'],
  [["--yes", "--secret-env", "sk_live_1 2"], "is not the name of an environment variable"],
  [["--yes", "--framework", "ember"], 'error "ember" is not a framework'],
  [["--yes", "--forward", "a b"], 'error "a b" is not a port'],
  [["--yes", "--inbox", "a b"], 'error "a b" is not a name for an inbox'],
])("init %j is refused, and nothing is written", async (args, message) => {
  await using folder = await folderWith({})
  const { exitCode, stderr } = await init(folder.path, ...args)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
  await expect(readFile(join(folder.path, "whk.config.json"))).rejects.toThrow("ENOENT")
})

test("the handler and the commands that it names lead to a verified event at once", async () => {
  await using folder = await folderWith({ "package.json": manifest("left-pad") })
  const port = await freePort()
  const printed = await init(
    folder.path,
    "--provider",
    "github",
    "--forward",
    `localhost:${port}/webhooks`,
    "--json",
  )
  const { snippet, next } = JSON.parse(printed.stdout) as { snippet: string; next: string[] }
  await writeFile(join(folder.path, "server.mjs"), snippet)
  expect(next[2]).toBe("whk listen --forward")
  const script = `set -euo pipefail
whk() { "${process.execPath}" "${WHK}" "$@"; }
${next[0]}
PORT=${port} "${process.execPath}" server.mjs & server=$!
trap 'kill $server' EXIT
until (: < /dev/tcp/localhost/${port}) 2> /dev/null; do sleep 0.05; done
${next[1]}`
  const { stdout, stderr, exitCode } = await execa("bash", ["-c", script], {
    cwd: folder.path,
    env: { PATH: process.env["PATH"] ?? "", WHK_HOME: join(folder.path, "home") },
    extendEnv: false,
    reject: false,
  })
  expect(exitCode, stderr).toBe(0)
  expect(stdout).toMatch(/^✓ attempt 1 {2}200 in \d+ms/)
})

test("an event that is not signed with the project's secret is refused by the handler", async () => {
  await using folder = await folderWith({ "package.json": manifest("left-pad") })
  const { stdout } = await init(folder.path, "--provider", "github", "-q")
  await writeFile(join(folder.path, "server.mjs"), stdout)
  const port = await freePort()
  const args = [
    "check",
    `${port}/webhooks`,
    "--exec",
    "node server.mjs",
    "--secret-env",
    "GITHUB_WEBHOOK_SECRET",
  ]
  const env = { GITHUB_WEBHOOK_SECRET: "right", HOME: process.env["HOME"] ?? "" }
  const { exitCode } = await runWhk([...args, "--case", "signature-missing"], { cwd: folder.path, env })
  expect(exitCode).toBe(0)
})
