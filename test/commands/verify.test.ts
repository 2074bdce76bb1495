import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { beforeAll, expect, onTestFinished, test } from "vitest"
import { runWhk, temporaryFolder, type WhkOptions, type WhkResult } from "../support/run-whk.ts"

const SECRET = "0123456789abcdef0123456789abcdef"
let capture = ""
let message: Buffer = Buffer.alloc(0)

beforeAll(async () => {
  const args = ["payload", "user.created", "--secret", SECRET, "--timestamp", "2026-01-15T02:03:04Z"]
  capture = (await runWhk([...args, "--format", "capture"])).stdout
  message = (await runWhk(args)).bytes
})

async function verify(args: readonly string[], options: WhkOptions = {}): Promise<WhkResult> {
  return await runWhk(["verify", ...args], { input: capture, ...options })
}

test("a right signature exits 0 and says what it stands on", async () => {
  const { exitCode, stdout } = await verify(["--secret", SECRET, "--at", "2026-01-15T02:03:10Z"])
  expect(exitCode).toBe(0)
  expect(stdout).toBe(
    [
      "✓ verified",
      "  provider   Axie Studio",
      "  signature  X-Webhook-Signature: sha256={signature} in hex",
      "  signed     the body as it was sent",
      "  secret     …cdef",
      "  timestamp  1768442584, 6s old, age not judged, not part of the signature",
      "",
    ].join("\n"),
  )
})

test("--json is the verdict", async () => {
  const { stdout } = await verify(["--secret", SECRET, "--at", "2026-01-15T02:03:10Z", "--json"])
  expect(JSON.parse(stdout)).toEqual({
    verified: true,
    provider: "axiestudio",
    scheme: "axiestudio",
    reason: "ok",
    signature: { header: "X-Webhook-Signature", field: null, matchedIndex: 0 },
    timestamp: { value: "1768442584", ageSeconds: 6, fresh: null, signed: false },
    match: {
      secretIndex: 0,
      bodyForm: "raw",
      urlForm: "raw",
      template: "sha256={signature}",
      digest: "hex",
    },
    got: null,
    causes: [],
    excluded: null,
    notes: [],
    rule: {
      text: "Axie Studio signs {body} with hmac-sha256, the secret as UTF-8 text, written as hex in X-Webhook-Signature",
      sources: ["https://docs.axiestudio.se/docs/enterprise/webhooks"],
    },
  })
})

test("a wrong secret exits 1 with the reason", async () => {
  const { exitCode, stdout } = await verify(["--secret", "wrong"])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^✗ not verified: no-match\n {2}why +no signature in X-Webhook-Signature was made/)
})

test("of several secrets the matching one is named by its place, never in full", async () => {
  const { exitCode, stdout } = await verify(["--secret", "old-secret-0123456789", "--secret", SECRET])
  expect(exitCode).toBe(0)
  expect(stdout).toContain("…cdef (number 2 of 2)")
  expect(stdout).not.toContain(SECRET)
})

test("a raw message is read from a file, its provider found by the headers", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "hook.http"), message)
  const { exitCode, stdout } = await verify(["hook.http", "--secret", SECRET, "--json"], { cwd: folder.path })
  expect([exitCode, JSON.parse(stdout).provider]).toEqual([0, "axiestudio"])
})

test("a body that stands alone is judged with the headers given", async () => {
  const signature = /^X-Webhook-Signature: .*$/m.exec(message.toString())![0].trim()
  const body = message.subarray(message.indexOf("\r\n\r\n") + 4)
  const { exitCode } = await verify(["--body", "-", "--header", signature, "--secret", SECRET], {
    input: body,
  })
  expect(exitCode).toBe(0)
})

test("a changed byte is not verified", async () => {
  const changed = Buffer.from(message)
  changed[changed.length - 2]! ^= 1
  const { exitCode, stdout } = await verify(["--secret", SECRET, "--json"], { input: changed })
  expect([exitCode, JSON.parse(stdout).reason]).toEqual([1, "no-match"])
})

test("several captures are judged one by one, and one bad one is enough for exit 1", async () => {
  const other = capture.replace('"bodyBase64":"', '"id":"dlv_bad","bodyBase64":"AAAA')
  const { exitCode, stdout } = await verify(["--secret", SECRET, "--json"], { input: `${capture}${other}` })
  const lines = stdout.trimEnd().split("\n")
  expect(exitCode).toBe(1)
  expect(lines.map((line) => JSON.parse(line).reason)).toEqual(["ok", "no-match"])
})

test("what was sent with the development secret is verified with it", async () => {
  const folder = await temporaryFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  const env = { WHK_HOME: folder.path }
  const { bytes } = await runWhk(["payload", "invoice.paid"], { env })
  const { exitCode, stdout } = await verify([], { input: bytes, env })
  expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "✓ verified"])
})

test.each([
  [
    "stale",
    "2026-01-15T03:03:04Z",
    [],
    "The signature is right, and its timestamp is 1h old at the time it is judged at.",
  ],
  [
    "future",
    "2026-01-15T01:03:04Z",
    ["--tolerance", "5m"],
    "The signature is right, and its timestamp is 1h ahead of the time it is judged at.",
  ],
  [
    "stale",
    "2026-01-15T02:03:06Z",
    ["--tolerance", "1s"],
    "The signature is right, and its timestamp is 2s old at the time it is judged at.",
  ],
])("a right signature with a wrong clock is %s at %s", async (reason, at, flags, cause) => {
  const args = ["payload", "invoice.paid", "--secret", "s", "--timestamp", "2026-01-15T02:03:04Z"]
  const { bytes } = await runWhk(args)
  const { exitCode, stdout } = await verify(["--secret", "s", "--at", at, ...flags], { input: bytes })
  expect(exitCode).toBe(1)
  expect(stdout).toContain(`✗ not verified: ${reason}\n  cause      ${cause}\n`)
})

test("a request without any known signature header is not verified", async () => {
  const { exitCode, stdout } = await verify(["--json"], { input: "POST / HTTP/1.1\nHost: h\n\n{}" })
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    verified: false,
    provider: null,
    reason: "header-missing",
    signature: { header: null },
  })
})

test("untrusted text of a capture cannot steer the terminal", async () => {
  const evil = capture.replace('"1768442584"', '"17684\\u001b[2J42584"').replace("{", '{"id":"\\u001b]0;x",')
  const { stdout } = await verify(["--secret", SECRET], { input: `${evil}${evil}` })
  expect(stdout).not.toContain("\u001b")
  expect(stdout).toContain("\\x1b]0;x")
})
