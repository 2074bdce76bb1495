import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { readAll } from "../support/read-captures.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

const SECRET = "0123456789abcdef0123456789abcdef"
const payload = async (...args: readonly string[]): Promise<string> => {
  const { stdout } = await runWhk(["payload", "user.created", "--secret", SECRET, "--seed", "7", ...args])
  return stdout
}

test.each(["capture", "http", "har", "curl", "webhook-site", "ngrok"])(
  "what was written as %s and converted is still verified",
  async (format) => {
    const input = await payload("--format", format, "--url", "https://h.example/hooks")
    const converted = await runWhk(["convert"], { input })
    expect(converted).toMatchObject({ exitCode: 0, stderr: "" })
    expect(JSON.parse(converted.stdout)).toMatchObject({ whk: "capture/1", url: "https://h.example/hooks" })
    const verified = await runWhk(["verify", "--secret", SECRET, "--json"], { input: converted.stdout })
    expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true, provider: "axiestudio" })
  },
)

const captureOf = (number: number, more: object = {}): object => ({
  whk: "capture/1",
  id: `dlv_${number}`,
  method: "POST",
  url: "https://h/",
  headers: [],
  bodyBase64: Buffer.from(`{"n":${number}}`).toString("base64"),
  ...more,
})

test.each(["capture", "har", "curl", "webhook-site", "ngrok"])(
  "many captures become one document of %s",
  async (format) => {
    const input = Array.from({ length: 300 }, (_, number) => JSON.stringify(captureOf(number))).join("\n")
    const { exitCode, stdout } = await runWhk(["convert", "--format", format], { input })
    expect(exitCode).toBe(0)
    const { captures } = await readAll(stdout)
    expect(captures.map(({ body }) => Buffer.from(body).toString())).toEqual(
      Array.from({ length: 300 }, (_, number) => `{"n":${number}}`),
    )
  },
)

test("--redact hides what is told, and verify says that nothing can be said", async () => {
  await using folder = await temporaryFolder()
  await writeFile(
    join(folder.path, "hook.har"),
    await payload("--format", "har", "--set", "data.email=ada@example.com"),
  )
  const { exitCode, stdout } = await runWhk(["convert", "hook.har", "--redact"], { cwd: folder.path })
  expect(exitCode).toBe(0)
  const capture = JSON.parse(stdout) as { redacted: boolean; bodyBase64: string }
  expect(capture.redacted).toBe(true)
  const body = Buffer.from(capture.bodyBase64, "base64").toString()
  expect(body).toContain('"email":"xxx@xxxxxxx.xxx"')
  expect(body).toContain('"user.created"')
  const verified = await runWhk(["verify", "--secret", SECRET], { input: stdout })
  expect(verified.exitCode).toBe(1)
  expect(verified.stdout).toBe(
    [
      "✗ not verified: redacted",
      "  why       this capture was redacted, so its signature cannot be judged",
      "  provider  Axie Studio",
      "",
    ].join("\n"),
  )
})

test.each(["http", "curl", "har", "webhook-site", "ngrok"])(
  "verify sees that a request was redacted in %s, which may have no mark for it",
  async (format) => {
    const input = await payload("--format", "capture")
    const { stdout } = await runWhk(["convert", "--redact", "--format", format], { input })
    const verified = await runWhk(["verify", "--secret", SECRET, "--json"], { input: stdout })
    expect(JSON.parse(verified.stdout)).toMatchObject({ verified: false, reason: "redacted" })
  },
)

test("what cannot be read whole is left out with a warning, and the exit code says so", async () => {
  const entry = (postData: object | undefined) => ({
    request: { method: "POST", url: "https://h/", headers: [], bodySize: 2, postData },
  })
  const input = JSON.stringify({ log: { entries: [entry(undefined), entry({ text: "{}" })] } })
  const { exitCode, stdout, stderr } = await runWhk(["convert"], { input })
  expect([exitCode, stdout.split("\n").length]).toEqual([1, 2])
  expect(stderr).toBe(
    'warning Left out: "request.postData" of entry 1 (line 1) of standard input is missing: the archive was saved without the body of 2 bytes.\n',
  )
})

test.each<[args: readonly string[], input: string, message: string]>([
  [["--format", "xml"], "", '"xml" is not a format.'],
  [
    ["--format", "http"],
    `${JSON.stringify([captureOf(1), captureOf(2)])}`,
    "--format http holds one request, and there are more.",
  ],
  [["none.json"], "", 'The file "none.json" does not exist.'],
  [["."], "", 'The file "." cannot be read.'],
  [[], "", "standard input is empty."],
  [[], "curl https://h/ -d @none", 'The file "none" does not exist: see --data on line 1 of standard input.'],
  [
    [],
    "curl https://h/ -d @/dev/zero",
    'The file "/dev/zero" lies outside the working folder: see --data on line 1 of standard input.',
  ],
])("whk convert %j is refused: %s", async (args, input, message) => {
  const { exitCode, stdout, stderr } = await runWhk(["convert", ...args], { input })
  expect({ exitCode, stdout, first: stderr.split("\n")[0] }).toEqual({
    exitCode: 2,
    stdout: "",
    first: `error ${message}`,
  })
})

test("a body that the notation cannot hold is refused by a rule", async () => {
  const input = JSON.stringify(captureOf(1, { bodyBase64: "/w==" }))
  const { exitCode, stderr } = await runWhk(["convert", "--format", "webhook-site"], { input })
  expect([exitCode, stderr.split("\n")[0]]).toEqual([
    6,
    "error The body is not UTF-8, and webhook.site's JSON holds nothing else.",
  ])
})

test("--json rules out what is no JSON", async () => {
  const { exitCode, stderr } = await runWhk(["convert", "--format", "curl", "--json"], { input: "" })
  expect(exitCode).toBe(2)
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: "USAGE", message: "--format curl is not JSON, which --json asks for." },
  })
})
