import { execFileSync } from "node:child_process"
import { copyFile, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { transform } from "esbuild"
import { expect, test } from "vitest"
import { freePort } from "../support/free-port.ts"
import { whatIsMissing } from "../support/missing-tools.ts"
import { runWhk } from "../support/run-whk.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const NODE = { file: "server.mjs", command: "node server.mjs" }
const FLASK = { file: "app.py", command: "python3 app.py", needs: "python3 -c 'import flask'" }
const GO = { file: "main.go", build: "go build -o server main.go", command: "./server", needs: "go version" }
const RAILS = {
  file: "webhooks_controller.rb",
  server: "config.ru",
  command: "puma --silent --bind tcp://localhost:$PORT config.ru",
  needs: `ruby -e 'require "action_controller"; require "puma"'`,
}
const LARAVEL = {
  file: "WebhookController.php",
  server: "server.php",
  command: "php -S localhost:$PORT server.php",
  needs: "php -r 'require \"Illuminate/Http/autoload.php\";'",
}
const SPRING_JARS = ["web", "core", "beans"].map((part) => `/usr/share/java/spring3-${part}.jar`)
const CLASSPATH = [".", ...SPRING_JARS].join(":")
const SPRING = {
  file: "WebhooksController.java",
  server: "Serve.java",
  build: `javac -cp ${CLASSPATH} Serve.java WebhooksController.java`,
  command: `java -cp ${CLASSPATH} Serve`,
  needs: `javac -version && ls ${SPRING_JARS.join(" ")}`,
}

interface Checked {
  readonly framework: string
  readonly provider: string
  /** Where the handler is written. */
  readonly file: string
  readonly command: string
  readonly needs?: string
  /** What serves it, beside it. */
  readonly server?: string
  readonly build?: string
}

const CHECKED: readonly Checked[] = [
  { framework: "express", provider: "github", ...NODE },
  { framework: "express", provider: "axiestudio", ...NODE },
  { framework: "fastify", provider: "standard-webhooks", ...NODE },
  { framework: "fastify", provider: "axiestudio", ...NODE },
  { framework: "hono", provider: "github", ...NODE },
  { framework: "hono", provider: "stripe", ...NODE },
  { framework: "node", provider: "lovable", ...NODE },
  { framework: "node", provider: "accelex", ...NODE },
  { framework: "node", provider: "fusionauth", ...NODE },
  { framework: "nextjs", provider: "standard-webhooks", file: "route.ts", command: "node server.mjs" },
  { framework: "flask", provider: "github", ...FLASK },
  { framework: "flask", provider: "axiestudio", ...FLASK },
  { framework: "flask", provider: "standard-webhooks", ...FLASK },
  { framework: "go", provider: "github", ...GO },
  { framework: "go", provider: "stripe", ...GO },
  { framework: "go", provider: "standard-webhooks", ...GO },
  { framework: "go", provider: "axiestudio", ...GO },
  { framework: "rails", provider: "github", ...RAILS },
  { framework: "rails", provider: "standard-webhooks", ...RAILS },
  { framework: "laravel", provider: "stripe", ...LARAVEL },
  { framework: "laravel", provider: "axiestudio", ...LARAVEL },
  { framework: "spring", provider: "standard-webhooks", ...SPRING },
  { framework: "spring", provider: "box", ...SPRING },
]

/** A folder with the handler that `whk init` prints, ready to run. */
async function handlerFolder(
  { framework, provider, file, server, build }: Checked,
  env: Record<string, string>,
) {
  const path = await mkdtemp(join(tmpdir(), "whk-handler-"))
  const args = [
    "init",
    "--provider",
    provider,
    "--framework",
    framework,
    "--secret-env",
    "HANDLER_SECRET",
    "-q",
  ]
  const { exitCode, stdout, stderr } = await runWhk(args, { cwd: path, env })
  expect(exitCode, stderr).toBe(0)
  await writeFile(join(path, file), stdout)
  await symlink(join(ROOT, "node_modules"), join(path, "node_modules"))
  // What the handlers of coded schemes import; node_modules itself is everybody's.
  await writeFile(join(path, "whk.mjs"), `export * from ${JSON.stringify(join(ROOT, "dist/index.js"))}`)
  if (stdout.includes('from "whk"'))
    await writeFile(join(path, file), stdout.replace('from "whk"', 'from "./whk.mjs"'))
  if (file.endsWith(".ts")) {
    const { readFile } = await import("node:fs/promises")
    const adapter = await readFile(join(ROOT, "test/support/serve-route.ts"), "utf8")
    await writeFile(join(path, "route.mjs"), (await transform(stdout, { loader: "ts" })).code)
    await writeFile(join(path, "server.mjs"), (await transform(adapter, { loader: "ts" })).code)
  }
  if (server !== undefined) await copyFile(join(ROOT, "test/support/servers", server), join(path, server))
  if (build !== undefined) execFileSync("sh", ["-c", build], { cwd: path, stdio: "pipe" })
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

test.for(CHECKED)(
  "whk check finds no bug in the $framework handler for $provider",
  async (handler, context) => {
    const missing = whatIsMissing(handler)
    if (missing !== undefined) context.skip(missing)
    const env = { HOME: process.env["HOME"] ?? "" }
    await using folder = await handlerFolder(handler, env)
    const { provider, command } = handler
    const args = [
      "check",
      `${await freePort()}/webhooks`,
      "--provider",
      provider,
      "--exec",
      command,
      "--json",
    ]
    const { exitCode, stdout, stderr } = await runWhk([...args, "--secret-env", "HANDLER_SECRET"], {
      cwd: folder.path,
      // The project's own setting names this variable.
      env: { ...env, HANDLER_SECRET: await developmentSecret(provider) },
    })
    expect(stdout, stderr).not.toBe("")
    const report = JSON.parse(stdout) as {
      cases: { id: string; ok: boolean | null; detail: string }[]
      diagnosis: object[]
    }
    expect(report.cases.filter(({ ok }) => ok === false)).toEqual([])
    expect(report.diagnosis).toEqual([])
    expect(report.cases.filter(({ ok }) => ok).length).toBeGreaterThan(20)
    expect(exitCode).toBe(0)
  },
)

async function developmentSecret(provider: string): Promise<string> {
  return (await runWhk(["secret", provider, "-q"])).stdout.trim()
}
