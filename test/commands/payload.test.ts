import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

const SECRET = "0123456789abcdef0123456789abcdef"

test("a payload is a whole HTTP message with the provider's headers and signature", async () => {
  const { exitCode, stdout } = await runWhk(["payload", "user.created", "--secret", SECRET, "--seed", "7"])
  const [head, body] = stdout.split("\r\n\r\n")
  expect(exitCode).toBe(0)
  expect(head!.split("\r\n")).toEqual([
    "POST / HTTP/1.1",
    "Host: localhost:3000",
    "Content-Type: application/json",
    "User-Agent: AxieStudio-Webhook/1.0",
    "X-Webhook-Event: user.created",
    expect.stringMatching(/^X-Webhook-Signature: sha256=[0-9a-f]{64}$/),
    "X-Webhook-Timestamp: 1768442584",
    `Content-Length: ${Buffer.byteLength(body!)}`,
  ])
  expect(JSON.parse(body!)).toMatchObject({ event: "user.created", timestamp: "2026-01-15T02:03:04Z" })
})

test("the same seed gives the same bytes, another seed others", async () => {
  const make = async (seed: string): Promise<string> =>
    (await runWhk(["payload", "user.created", "--secret", SECRET, "--seed", seed])).stdout
  expect(await make("1")).toBe(await make("1"))
  expect(await make("1")).not.toBe(await make("2"))
})

test("the choice among several providers is said on stderr, and the development secret announced", async () => {
  const { stderr } = await runWhk(["payload", "user.created"])
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(
      /^user\.created of axiestudio; also in ainexlayer, standard-webhooks\b.* \(choose with --provider\)\.$/,
    ),
    expect.stringMatching(
      /^Made the development secret of axiestudio \(…[0-9a-f]{4}\); `whk secret axiestudio` prints it\.$/,
    ),
    "",
  ])
})

test("--quiet says nothing of that", async () => {
  const { stderr } = await runWhk(["payload", "user.created", "-q"])
  expect(stderr).toBe("")
})

test("--json is the request in its parts", async () => {
  const what = [
    "payload",
    "contact.contact_updated",
    "--unsigned",
    "--json",
    "--url",
    "https://h.example/x?y",
  ]
  const shape = ["--header", "X-Team: billing", "--method", "PUT", "--set", "message.contact.id=7"]
  const { stdout } = await runWhk([...what, ...shape])
  const json: unknown = JSON.parse(stdout)
  expect(json).toEqual({
    provider: "axcelerate",
    event: "contact.contact_updated",
    method: "PUT",
    url: "https://h.example/x?y",
    headers: [
      ["Content-Type", "application/json"],
      ["Ax-Signature-Version", "0"],
      ["Ax-Signature", ""],
      ["X-Team", "billing"],
    ],
    body: expect.stringContaining('"message":{"contact":{"id":7}}'),
    bodyBase64: expect.any(String),
    signature: { scheme: "axcelerate", header: "Ax-Signature", field: null, value: "" },
  })
})

test.each([
  ["curl", /^curl -X POST http:\/\/localhost:3000\/ \\\n/],
  ["httpie", /^http --ignore-stdin POST http:\/\/localhost:3000\/ \\\n/],
  ["har", /^\{\n {2}"log": \{/],
  ["capture", /^\{"whk":"capture\/1","provider":"stripe"/],
  ["json", /^\{\n {2}"provider": "stripe"/],
])("--format %s writes it that way", async (format, expected) => {
  const { stdout, exitCode } = await runWhk(["payload", "invoice.paid", "--format", format])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(expected)
  expect(stdout.endsWith("\n")).toBe(true)
})

test("--data replaces the event's data, from a file too", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "data.json"), '{"role":"admin"}')
  const { stdout } = await runWhk(["payload", "user.created", "--data", "@data.json", "--json"], {
    cwd: folder.path,
  })
  expect(JSON.parse(JSON.parse(stdout).body)).toMatchObject({ data: { role: "admin" } })
})

test("--body gives exact bytes, whatever they are", async () => {
  const body = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0x80])
  const { bytes, stderr } = await runWhk(["payload", "--body", "-", "-q"], { input: body })
  const head = bytes.indexOf("\r\n\r\n")
  expect(bytes.subarray(head + 4).equals(body)).toBe(true)
  expect(bytes.toString("latin1", 0, head)).toMatch(/webhook-signature: v1,/)
  expect(stderr).toBe("")
})

test("AccelEx signs the re-serialised text of --body, sends the bytes untouched and says so", async () => {
  const body = '{"event_type":"invoice.resolved","amount":12450.00}'
  const args = ["payload", "--provider", "accelex", "--secret", "s", "--body", "-"]
  const spaced = await runWhk([...args, "--json"], { input: body })
  const compact = await runWhk([...args, "--json"], { input: JSON.stringify(JSON.parse(body)) })
  expect(JSON.parse(spaced.stdout)).toMatchObject({ body, event: "invoice.resolved" })
  expect(JSON.parse(spaced.stdout).signature).toEqual(JSON.parse(compact.stdout).signature)
  expect(spaced.stderr).toBe(
    "warning AccelEx signs JSON.stringify(JSON.parse(body)), which differs from this body. The bytes are untouched; the signature is over the re-serialised text.\n",
  )
  expect(compact.stderr).toBe("")
})

test("values that the provider's file assumes can be replaced", async () => {
  const args = ["payload", "chat.message", "--assume", "signature.prefix=", "-q", "--json"]
  const { stdout } = await runWhk([...args, "--signature-header", "X-Sig"])
  expect(JSON.parse(stdout).signature).toMatchObject({
    header: "X-Sig",
    value: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test("an event type outside aXcelerate's list is taken with a warning", async () => {
  const { exitCode, stderr } = await runWhk(["payload", "contact.merged", "--provider", "axcelerate", "-q"])
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/^warning contact\.merged is not among the 38 known event types of aXcelerate\.\n$/)
})

test("the project file names provider, secret and target", async () => {
  await using folder = await temporaryFolder()
  const settings = { provider: "ainexlayer", secret: "env:HOOK", forward: "localhost:4000/hooks" }
  await writeFile(join(folder.path, "whk.config.json"), JSON.stringify(settings))
  const { stdout, stderr } = await runWhk(["payload", "user.created", "--json"], {
    cwd: folder.path,
    env: { HOOK: "a-secret-of-some-length" },
  })
  expect(JSON.parse(stdout)).toMatchObject({ provider: "ainexlayer", url: "http://localhost:4000/hooks" })
  expect(stderr).toBe("")
})
