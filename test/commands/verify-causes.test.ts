import { createHmac } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { RSA_TEST_KEY } from "../support/rsa-test-key.ts"
import { runWhk, temporaryFolder, type WhkOptions } from "../support/run-whk.ts"

const SECRET = "whsec_the_secret_that_was_given"
const OTHER = "whsec_the_secret_that_really_signed"
const AT = "2026-01-15T02:03:04Z"

/** A request of Stripe as it was captured. */
async function captured(secret: string, more: readonly string[] = []): Promise<Buffer> {
  const args = ["payload", "invoice.paid", "--provider", "stripe", "--timestamp", AT, "--format", "capture"]
  return (await runWhk([...args, "--secret", secret, ...more])).bytes
}

async function judged(input: Uint8Array, args: readonly string[], options: WhkOptions = {}) {
  const flags = ["verify", "--secret", SECRET, "--at", AT, ...args]
  return await runWhk(flags, { ...options, input })
}

async function causesOf(input: Uint8Array, args: readonly string[] = [], options: WhkOptions = {}) {
  const { stdout } = await judged(input, ["--json", ...args], options)
  return (JSON.parse(stdout) as { causes: { id: string; title: string }[] }).causes
}

async function folder(): Promise<string> {
  const made = await temporaryFolder()
  onTestFinished(() => made[Symbol.asyncDispose]())
  return made.path
}

test("a secret of --try-secret is named and never shown", async () => {
  const { stdout, stderr, exitCode } = await judged(await captured(OTHER), ["--try-secret", `live=${OTHER}`])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(
    /^✗ not verified: no-match\n {2}cause +The signature was made with another secret \(live\)\.\n/,
  )
  expect(stdout + stderr).not.toContain(OTHER)
})

test.each(["c2VjcmV0IG9mIHRoZSB0ZXN0", "c2VjcmV0IG9mIHRoZSB0ZXN0cw==", "=c2VjcmV0IG9mIHRoZSB0ZXN0", "name="])(
  "--try-secret %s has no name and no value, and is not repeated",
  async (flag) => {
    const { stdout, stderr, exitCode } = await judged(await captured(OTHER), ["--try-secret", flag])
    expect([exitCode, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(/^error A value of --try-secret is not name=value\.\n/)
    expect(stderr).not.toContain("c2VjcmV0")
  },
)

test("a secret of the environment, of a profile and of the project are found by themselves", async () => {
  const cwd = await folder()
  const home = join(cwd, "home")
  await mkdir(join(home, "config"), { recursive: true })
  await writeFile(
    join(home, "config", "profiles.json"),
    JSON.stringify({ profiles: { staging: { secret: "env:STAGING_VALUE" } } }),
  )
  await writeFile(join(cwd, "whk.config.json"), JSON.stringify({ secret: "env:PROJECT_VALUE" }))
  const input = await captured(OTHER)
  const title = async (env: Record<string, string>) =>
    (await causesOf(input, [], { cwd, env: { WHK_HOME: home, ...env } })).map((cause) => cause.title)
  const named = (name: string) => [`The signature was made with another secret (${name}).`]
  expect(await title({ STRIPE_LIVE_SECRET: OTHER })).toEqual(
    named("the environment variable STRIPE_LIVE_SECRET"),
  )
  expect(await title({ STAGING_VALUE: OTHER })).toEqual(named("profile staging"))
  expect((await title({ PROJECT_VALUE: OTHER }))[0]).toMatch(
    /^The signature was made with another secret \(.*whk\.config\.json/,
  )
  expect(await title({ HOME_TOWN: OTHER })).toEqual([])
})

test("a development secret that signed is named", async () => {
  const cwd = await folder()
  const env = { WHK_HOME: join(cwd, "home") }
  const args = ["payload", "invoice.paid", "--provider", "stripe", "--timestamp", AT, "--format", "capture"]
  const { bytes } = await runWhk(args, { cwd, env })
  expect((await causesOf(bytes, [], { cwd, env }))[0]?.title).toBe(
    "The signature was made with another secret (the development secret of stripe).",
  )
})

test("the signature of an earlier request in the same file is told", async () => {
  const first = await captured(SECRET)
  const [one, two] = [first, await captured(SECRET)].map((bytes) => JSON.parse(bytes.toString()))
  const file = [
    { ...one, id: "one" },
    { ...two, id: "two", headers: one.headers },
  ]
    .map((capture) => JSON.stringify(capture))
    .join("\n")
  const { stdout, exitCode } = await judged(Buffer.from(file), ["--json"])
  const verdicts = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(exitCode).toBe(1)
  expect(
    verdicts.map(({ id, causes }) => [id, causes.map((cause: { title: string }) => cause.title)]),
  ).toEqual([
    ["one", []],
    ["two", ["The signature belongs to the body of another request, one."]],
  ])
})

test("--got explains a digest of the user's own code, and exits 0 only for the right one", async () => {
  const input = await captured(SECRET)
  const { bodyBase64 } = JSON.parse(input.toString()) as { bodyBase64: string }
  const body = Buffer.from(bodyBase64, "base64")
  const seconds = String(Date.parse(AT) / 1000)
  const hmac = (message: string) => createHmac("sha256", SECRET).update(message).digest("hex")
  const right = await judged(input, ["--got", hmac(`${seconds}.${body.toString()}`)])
  expect([right.exitCode, right.stdout.split("\n")[1]]).toEqual([0, "✓ --got is the right signature"])
  const wrong = await judged(input, ["--got", hmac(body.toString())])
  expect([wrong.exitCode, wrong.stdout.split("\n").slice(0, 4)]).toEqual([
    1,
    [
      "✓ verified",
      "✗ --got is not the signature",
      "  cause      Your code computed it over the content {body}.",
      "  id         content-timestamp-omitted",
    ],
  ])
})

test("--show-expected prints the signature that would be right", async () => {
  const signed = JSON.parse((await captured(SECRET)).toString())
  const [, value] = signed.headers.find(([name]: [string]) => name === "Stripe-Signature")
  const other = {
    ...signed,
    headers: [["Stripe-Signature", `t=${Date.parse(AT) / 1000},v1=${"0".repeat(64)}`]],
  }
  const input = Buffer.from(JSON.stringify(other))
  const { stdout } = await judged(input, ["--show-expected", "--json"])
  expect(JSON.parse(stdout).signature.expected).toBe(value)
  expect(JSON.parse((await judged(input, ["--json"])).stdout).signature).not.toHaveProperty("expected")
})

test("the fix is shown for the framework of the folder", async () => {
  const cwd = await folder()
  await writeFile(join(cwd, "package.json"), '{"dependencies":{"fastify":"5"}}')
  const spaced = Buffer.from('{ "id": "evt_1" }')
  const signature = createHmac("sha256", SECRET).update('{"id":"evt_1"}').digest("hex")
  await writeFile(join(cwd, "body.json"), spaced)
  const args = ["verify", "--provider", "github", "--secret", SECRET, "--body", "@body.json"]
  const { stdout } = await runWhk([...args, "--header", `X-Hub-Signature-256: sha256=${signature}`], { cwd })
  expect(stdout).toContain("In fastify:")
  expect(stdout).toContain("addContentTypeParser")
})

test("without a cause it is said how much was excluded", async () => {
  const { stdout } = await judged(await captured("a secret nobody knows"), [])
  expect(stdout).toContain("cause      not found: another secret made the signature")
  expect(stdout).toMatch(/excluded {3}[\d,]{5,} hypotheses: \d+ of the body, \d+ of the secret/)
})

test("a secret that is no secret of the provider is refused, unless it is known what became of the true one", async () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
  const args = [
    "payload",
    "user.created",
    "--provider",
    "standard-webhooks",
    "--timestamp",
    AT,
    "--format",
    "capture",
  ]
  const { bytes: input } = await runWhk([...args, "--body", "-", "--secret", secret], { input: "{}" })
  const quoted = await runWhk(["verify", "--secret", `"${secret}"`, "--at", AT, "--json"], { input })
  expect(JSON.parse(quoted.stdout).causes).toMatchObject([{ id: "secret-quotes" }])
  const other = await runWhk(["verify", "--secret", "no base64!", "--at", AT], { input })
  expect([other.exitCode, other.stdout]).toEqual([2, ""])
  expect(other.stderr).toMatch(/^error .*secret.*\n {2}→ /)
})

test("a signature over the URL cannot be judged without it", async () => {
  const args = [
    "verify",
    "--provider",
    "square",
    "--secret",
    "s",
    "--body",
    "-",
    "--header",
    "x-square-hmacsha256-signature: 2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=",
  ]
  const { exitCode, stderr } = await runWhk(args, { input: "{}" })
  expect([exitCode, stderr]).toEqual([
    2,
    "error --url is missing: Square signs the URL of the request.\n  → Pass the address that the provider was given, for example --url https://example.com/hooks.\n",
  ])
})

test("only the first failures of a large file are searched for causes, and the others are counted", async () => {
  const line = (await captured("unknown")).toString().trim()
  const input = Buffer.from(Array.from({ length: 23 }, () => line).join("\n"))
  const { stderr } = await judged(input, [])
  expect(stderr).toContain("The causes of 3 more failures were not searched for.")
  expect(stderr).toContain("0 verified, 23 not.")
})

/** A request with its signature header changed to these values. */
async function withSignatures(change: (value: string) => readonly string[]): Promise<Buffer> {
  const signed = JSON.parse((await captured(SECRET)).toString()) as { headers: [string, string][] }
  const headers = signed.headers.flatMap(([name, value]) =>
    name === "Stripe-Signature" ? change(value).map((text) => [name, text]) : [[name, value]],
  )
  return Buffer.from(JSON.stringify({ ...signed, headers }))
}

test("an empty signature header, and none at all, are said to be that, and nothing else", async () => {
  const empty = await judged(await withSignatures(() => [" "]), [])
  expect(empty.stdout).toMatch(/^✗ not verified: malformed\n {2}why +Stripe-Signature is empty\n/)
  const missing = await judged(await withSignatures(() => []), ["--provider", "stripe"])
  expect(missing.stdout).toMatch(
    /^✗ not verified: header-missing\n {2}why +the request has no Stripe-Signature header\n {2}provider +Stripe\n {2}signature +Stripe-Signature\n$/,
  )
})

test("a signature header that appears twice is told, whatever the verdict", async () => {
  const note =
    "Stripe-Signature stands in the request twice; a receiver may see one of them, or all joined to one value."
  const right = await judged(await withSignatures((value) => [value, value]), ["--json"])
  expect(JSON.parse(right.stdout)).toMatchObject({ verified: true, notes: [note] })
  const wrong = await judged(
    await withSignatures((value) => Array(2).fill(value.replace(/v1=./, "v1=")) as string[]),
    [],
  )
  expect(wrong.exitCode).toBe(1)
  expect(wrong.stdout).toContain(`  note       ${note}\n`)
})

test("a key of another kind is told beside the key that is right", async () => {
  const cwd = await folder()
  const env = { WHK_HOME: join(cwd, "home") }
  const args = ["payload", "APPLICATION_AUTHORIZED", "--provider", "discord", "--format", "capture"]
  const { bytes: input } = await runWhk(args, { cwd, env })
  await writeFile(join(cwd, "rsa.pem"), RSA_TEST_KEY)
  const { stdout } = await runWhk(["verify", "--secret", "file:rsa.pem", "--json"], { cwd, env, input })
  expect(JSON.parse(stdout)).toMatchObject({
    causes: [{ id: "secret-other" }],
    notes: [expect.stringMatching(/The secret .*Discord|discord/)],
  })
})
