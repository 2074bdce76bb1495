import { spawn } from "node:child_process"
import { once } from "node:events"
import { writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

const WHK = resolve(import.meta.dirname, "../../bin/whk.js")
const SECRET = "0123456789abcdef0123456789abcdef"
let good = ""
let bad = ""

beforeAll(async () => {
  const args = ["payload", "user.created", "--secret", SECRET, "--seed", "7", "--format", "capture"]
  good = (await runWhk(args)).stdout.trim()
  bad = good
    .replace('"bodyBase64":"', '"id":"dlv_bad","bodyBase64":"AAAA')
    .replace(/\["Content-Length","\d+"\],?/i, "")
})

const verify = (input: string, ...args: readonly string[]) =>
  runWhk(["verify", "--secret", SECRET, ...args], { input })

test("of many captures each is judged in a line, and the counts are said on stderr", async () => {
  const { exitCode, stdout, stderr } = await verify([good, bad, good].join("\n"), "--json")
  expect(exitCode).toBe(1)
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { reason: string }).reason),
  ).toEqual(["ok", "no-match", "ok"])
  expect(stderr).toBe("2 verified, 1 not.\n")
})

test("a capture in a list of one is judged as the only one", async () => {
  const alone = await verify(good)
  expect(await verify(`[${good}]`)).toMatchObject({ stdout: alone.stdout, stderr: "", exitCode: 0 })
})

test("what was judged before a broken line is printed, and the line is named", async () => {
  const { exitCode, stdout, stderr } = await verify(`${good}\n{"whk":"capture/1"}\n${good}`)
  expect(exitCode).toBe(2)
  expect(stdout).toMatch(/^✓ verified/)
  expect(stderr.split("\n")[0]).toBe('error "method" of line 2 of standard input is missing.')
})

test("a request that is left out makes the answer bad", async () => {
  const headers = (JSON.parse(good) as { headers: [string, string][] }).headers
  const body = Buffer.from((JSON.parse(good) as { bodyBase64: string }).bodyBase64, "base64").toString()
  const request = {
    method: "POST",
    url: "https://h/",
    headers: headers.map(([name, value]) => ({ name, value })),
    bodySize: 2,
  }
  const entries = [{ request: { ...request, postData: { text: body } } }, { request }]
  const { exitCode, stderr } = await verify(JSON.stringify({ log: { entries } }))
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(
    /^warning Left out: "request\.postData" of entry 2 .*\n1 verified, 0 not, 1 left out\.\n$/,
  )
})

test("a request that nothing can be said about keeps none of the others from being judged", async () => {
  const unreadable = good.replace(
    '"headers":[',
    '"headers":[["X-Signature-Ed25519","00"],["X-Signature-Timestamp","1"],',
  )
  const noKey = JSON.stringify({
    ...(JSON.parse(good) as object),
    headers: [
      ["X-Signature-Ed25519", "00".repeat(64)],
      ["X-Signature-Timestamp", "1768442584"],
    ],
    provider: undefined,
  })
  const { exitCode, stdout, stderr } = await verify(
    [good, noKey, unreadable, good].join("\n"),
    "--provider=auto",
  )
  expect(exitCode).toBe(1)
  expect(stdout.match(/✓ verified/g)).toHaveLength(3)
  expect(stderr).toMatch(/^warning Left out: .*\n3 verified, 0 not, 1 left out\.\n$/)
})

test("what refuses every one of many is an error, not a list of requests left out", async () => {
  const input = [good, good].join("\n")
  const { exitCode, stdout, stderr } = await runWhk(["verify"], { input })
  expect([exitCode, stdout]).toEqual([2, ""])
  expect(stderr).toMatch(/error There is no secret to check X-Webhook-Signature with\.\n/)
})

test("a capture's claim does not take the place of the project's provider, and is told", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "whk.config.json"), JSON.stringify({ provider: "github" }))
  const options = { input: good, cwd: folder.path }
  const { exitCode, stdout } = await runWhk(["verify", "--secret", SECRET], options)
  expect(exitCode).toBe(1)
  expect(stdout).toContain("not verified: header-missing")
  expect(stdout.replace(/\s+/g, " ")).toContain("The capture says axiestudio; it is judged as github")
  expect((await runWhk(["verify", "--secret", SECRET, "--provider", "auto"], options)).exitCode).toBe(0)
})

test("after twenty notes the rest is counted", async () => {
  const short = good.replace('"headers":[', '"headers":[["Content-Length","9"],')
  const { stderr } = await verify(Array.from({ length: 25 }, () => short).join("\n"), "-q")
  const lines = stderr.trimEnd().split("\n")
  expect(lines).toHaveLength(21)
  expect(lines.at(-1)).toBe("warning 5 more like these.")
})

test("captures are judged while they come, and Ctrl-C ends it", async () => {
  await using folder = await temporaryFolder()
  const child = spawn(process.execPath, [WHK, "verify", "--secret", SECRET, "--json"], {
    env: { PATH: process.env["PATH"] ?? "", WHK_HOME: folder.path },
    stdio: ["pipe", "pipe", "inherit"],
  })
  child.stdin.write(`${good}\n${good}\n`)
  const [first] = (await once(child.stdout, "data")) as [Buffer]
  expect(first.toString()).toContain('"verified":true')
  child.kill("SIGINT")
  expect(await once(child, "exit")).toEqual([130, null])
})

test("a reader that has seen enough ends it without an error", async () => {
  await using folder = await temporaryFolder()
  const child = spawn(process.execPath, [WHK, "verify", "--secret", SECRET, "--json"], {
    env: { PATH: process.env["PATH"] ?? "", WHK_HOME: folder.path },
    stdio: ["pipe", "pipe", "pipe"],
  })
  let errors = ""
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()))
  child.stdin.on("error", () => {})
  child.stdin.end(Array.from({ length: 5000 }, () => good).join("\n"))
  await once(child.stdout, "data")
  child.stdout.destroy()
  expect(await once(child, "exit")).toEqual([0, null])
  expect(errors).toBe("")
})
