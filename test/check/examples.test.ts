import { readFile } from "node:fs/promises"
import { once } from "node:events"
import { type IncomingMessage, request } from "node:http"
import { resolve } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { execa } from "execa"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { Subject } from "../../src/check/subject.ts"
import { endToEndHeaders, type Headers } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import {
  type Change,
  copyExample,
  type Example,
  startExample,
  whatIsMissing,
} from "../support/example-app.ts"
import { freePort } from "../support/free-port.ts"
import { runWhk } from "../support/run-whk.ts"

interface Planted extends Example {
  /** What `whk check` has to say of the copy with the changed line. */
  readonly bug: string
  readonly change: Change
}

const EXAMPLES: readonly Planted[] = [
  {
    folder: "node",
    file: "server.js",
    provider: "github",
    command: "node server.js",
    bug: "prefix-compared",
    change: [
      "return given.length === expected.length && timingSafeEqual(given, expected)",
      "return given.length > 0 && timingSafeEqual(given, expected.subarray(0, given.length))",
    ],
  },
  {
    folder: "express",
    file: "server.js",
    provider: "stripe",
    command: "node server.js",
    bug: "body-reserialised-javascript",
    change: [
      "const body = request.body ?? Buffer.alloc(0)",
      "const body = request.body ? JSON.stringify(JSON.parse(request.body)) : Buffer.alloc(0)",
    ],
  },
  {
    folder: "fastify",
    file: "server.js",
    provider: "standard-webhooks",
    command: "node server.js",
    bug: "one-signature-read",
    change: [
      'return signatures.split(" ").some((signature) => isEqual(signature, `v1,${digest}`))',
      'return isEqual(signatures.split(" ")[0], `v1,${digest}`)',
    ],
  },
  {
    folder: "hono",
    file: "server.js",
    provider: "github",
    command: "node server.js",
    bug: "missing-signature-accepted",
    change: ["if (!digits) return false", 'if (!digits) return header === ""'],
  },
  {
    folder: "nextjs",
    file: "route.ts",
    provider: "standard-webhooks",
    command: "node server.mjs",
    bug: "future-timestamp-accepted",
    change: ["Math.abs(Date.now() / 1000 - Number(timestamp))", "Date.now() / 1000 - Number(timestamp)"],
  },
  {
    folder: "flask",
    file: "app.py",
    provider: "stripe",
    command: "python3 app.py",
    needs: "python3 -c 'import flask'",
    bug: "timestamp-not-judged",
    change: [
      "if abs(time.time() - int(timestamps[0])) > TOLERANCE_SECONDS:",
      "if int(timestamps[0]) > time.time() + TOLERANCE_SECONDS:",
    ],
  },
  {
    folder: "go",
    file: "main.go",
    provider: "standard-webhooks",
    command: "./server",
    needs: "command -v go",
    bug: "content-order",
    change: [
      'mac.Write([]byte(id + "." + timestamp + "."))',
      'mac.Write([]byte(timestamp + "." + id + "."))',
    ],
  },
]

const HEAD_START_MS = 200

interface CheckJson {
  readonly cases: readonly { readonly id: string; readonly ok: boolean | null; readonly detail: string }[]
  readonly diagnosis: readonly { readonly id: string }[]
}

/** What `whk check --exec` says of an example, as a person would run it. */
async function check({ provider, command }: Example, cwd: string) {
  const port = await freePort()
  const target = `${port}/webhooks`
  const args = ["check", target, "--provider", provider, "--exec", command, "--json"]
  const { HOME = "" } = process.env
  const { exitCode, stdout, stderr } = await runWhk(args, { cwd, env: { HOME } })
  expect(stdout, stderr).not.toBe("")
  return { exitCode, report: JSON.parse(stdout) as CheckJson }
}

describe.each(EXAMPLES)("examples/$folder", (example) => {
  const missing = whatIsMissing(example)
  const provider = findProvider(example.provider)
  const secret = generateSecret(provider)
  const eventOf = (url: string): Subject =>
    new Subject({
      provider,
      secret,
      url,
      event: provider.events[0]!.type,
      nowMs: Date.now(),
      seed: "1",
      verifyToken: "",
    })
  const post = async (url: string, changes: Parameters<Subject["shot"]>[0]): Promise<number> => {
    const { headers, body } = await eventOf(url).shot(changes)
    return await postPatiently(url, { headers: endToEndHeaders(headers), body })
  }

  test("passes every case that applies", async (context) => {
    if (missing !== undefined) context.skip(missing)
    await using copy = await copyExample(example)
    const { exitCode, report } = await check(example, copy.path)
    expect(report.cases.filter(({ ok }) => ok === false)).toEqual([])
    expect(report.diagnosis).toEqual([])
    expect(report.cases.filter(({ ok }) => ok).length).toBeGreaterThan(30)
    expect(exitCode).toBe(0)
  })

  test(`with one line changed is told to have ${example.bug}`, async (context) => {
    if (missing !== undefined) context.skip(missing)
    await using copy = await copyExample(example, example.change)
    const { exitCode, report } = await check(example, copy.path)
    expect(report.diagnosis.map(({ id }) => id)[0]).toBe(example.bug)
    expect(exitCode).toBe(1)
  })

  test("takes a body of 1 MiB, refuses 8 MiB with 413, other methods and a time far ahead", async (context) => {
    if (missing !== undefined) context.skip(missing)
    await using copy = await copyExample(example)
    await using app = await startExample(example, { path: copy.path, port: await freePort(), secret })
    const bodyOf = (bytes: number): Buffer => Buffer.from(`{"text":"${"x".repeat(bytes)}"}`)
    expect(await post(app.url, { body: bodyOf(1024 * 1024) })).toBe(204)
    expect(await post(app.url, { body: bodyOf(8 * 1024 * 1024) })).toBe(413)
    expect([404, 405]).toContain((await fetch(app.url)).status)
    expect([404, 405]).toContain((await fetch(app.url, { method: "PUT", body: "{}" })).status)
    const aheadMs = Date.now() + 10 * 60_000
    if (provider.scheme.timestamp) expect(await post(app.url, { timeMs: aheadMs })).toBe(401)
    expect(await post(app.url, {})).toBe(204)
  })

  test("does not start without a secret", async (context) => {
    if (missing !== undefined) context.skip(missing)
    await using copy = await copyExample(example)
    const [program = "", ...args] = example.command.split(" ")
    const env = { WHK_SECRET: "", PORT: String(await freePort()) }
    const result = await execa(program, args, { cwd: copy.path, env, reject: false, timeout: 20_000 })
    expect(result.timedOut).toBe(false)
    expect(result.exitCode).toBeGreaterThan(0)
    expect(result.stderr).toContain("WHK_SECRET is not set")
  })

  test("is at most 70 lines long, and its first one says how to check it", async () => {
    const lines = (await readExample(`${example.folder}/${example.file}`)).trimEnd().split("\n")
    expect(lines.length).toBeLessThanOrEqual(70)
    expect(lines[0]).toContain(
      `Check it: npx whk check 3000/webhooks --provider ${example.provider} --exec '`,
    )
  })
})

/**
 * Sends the head of a request alone at first: a server that refuses by Content-Length and hangs up is heard before the
 * body is written into a closed connection.
 */
async function postPatiently(
  url: string,
  { headers, body }: { readonly headers: Headers; readonly body: Uint8Array },
): Promise<number> {
  const sending = request(url, { method: "POST", agent: false })
  for (const [name, value] of headers) sending.setHeader(name, value)
  sending.setHeader("Content-Length", body.length)
  const answer = once(sending, "response") as Promise<[IncomingMessage]>
  sending.flushHeaders()
  const isAnswered = await Promise.race([answer.then(() => true), pause(HEAD_START_MS, false)])
  if (!isAnswered) sending.end(body)
  const [{ statusCode = 0 }] = await answer
  sending.destroy()
  return statusCode
}

test("the workflow to copy runs flags that whk check has, and uploads the report it writes", async () => {
  interface Workflow {
    readonly jobs: Record<string, { readonly steps: readonly { run?: string; with?: { path?: string } }[] }>
  }
  const { jobs } = parse(await readExample("github-actions.yml")) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const command = steps.find(({ run }) => run?.includes("whk check"))?.run ?? ""
  const { stdout } = await runWhk(["check", "--help"])
  const flags = command.slice(command.indexOf("whk check")).match(/--[a-z-]+/g) ?? []
  expect(flags).toEqual(expect.arrayContaining(["--exec", "--format", "--junit"]))
  for (const flag of flags) expect(stdout).toContain(flag)
  expect(steps.map((step) => step.with?.path)).toContain(/--junit (\S+)/.exec(command)?.[1])
})

test("the table of the examples names each of them with its command", async () => {
  const readme = await readExample("README.md")
  for (const { folder, file, provider } of EXAMPLES) {
    expect(readme).toContain(`(${folder}/${file})`)
    expect(readme).toMatch(new RegExp(`\\(${folder}/${file}\\).*--provider ${provider} --exec`))
  }
})

async function readExample(path: string): Promise<string> {
  return await readFile(resolve(import.meta.dirname, "../../examples", path), "utf8")
}
