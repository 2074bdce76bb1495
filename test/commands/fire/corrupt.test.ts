import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { verify } from "../../../src/signing/verify.ts"
import { startReceiver } from "../../support/receiver.ts"
import { runWhk } from "../../support/run-whk.ts"

const SECRET = "a secret of this test alone"
const send = ["trigger", "push", "--provider", "github", "--secret", SECRET]

/** A handler that verifies as it should. */
async function verifying(): Promise<ReturnType<typeof startReceiver>> {
  const { scheme } = findProvider("github")
  return await startReceiver(async ({ headers, body, method }) => {
    const input = { headers, body, method, url: "", secrets: [SECRET], nowMs: Date.now() }
    return (await verify(scheme, input)).reason === "ok" ? 200 : 401
  })
}

test("--corrupt sends the request of a case; a refusal that it expects ends with 0", async () => {
  const receiver = await verifying()
  const args = [...send, "--corrupt", "body-tampered-first", "--to", receiver.url, "--json"]
  const { exitCode, stdout, stderr } = await runWhk(args)
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    type: "attempt",
    event: "push",
    ok: false,
    status: 401,
    case: "body-tampered-first",
    expect: "reject",
    asExpected: true,
  })
  expect(stderr).toContain("body-tampered-first expects a refusal in the 400s: as it should be.")
})

test("a handler that takes a forged request ends it with 1 and a mark that says so", async () => {
  const receiver = await startReceiver(() => 200)
  const { exitCode, stdout, stderr } = await runWhk([...send, "--corrupt", "unsigned", "--to", receiver.url])
  expect(exitCode).toBe(1)
  expect(stdout).toContain("✗ attempt 1  200 in")
  expect(stderr).toContain("unsigned expects a refusal in the 400s: accepted it with 200.")
})

test("a case of many requests sends them all", async () => {
  const receiver = await verifying()
  const { exitCode } = await runWhk([...send, "--corrupt", "burst", "--to", receiver.url])
  expect([exitCode, receiver.requests.length]).toEqual([0, 50])
})

test("data of one's own is what is corrupted", async () => {
  const receiver = await verifying()
  const own = ["--data", '{"mine":"yes"}', "--corrupt", "signature-missing"]
  await runWhk([...send, ...own, "--to", receiver.url])
  expect(receiver.requests[0]!.body.toString()).toContain('"mine":"yes"')
})

test("an unknown case names the nearest", async () => {
  const { exitCode, stderr } = await runWhk([...send, "--corrupt", "signature-mising", "--to", "127.0.0.1:9"])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("Did you mean signature-missing")])
})

test("a case that says nothing about the provider says why", async () => {
  const { exitCode, stderr } = await runWhk([...send, "--corrupt", "timestamp-stale", "--to", "127.0.0.1:9"])
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringContaining("The case timestamp-stale does not apply to GitHub: "),
  ])
})

test("nobody at the target ends with 5", async () => {
  const { exitCode } = await runWhk([...send, "--corrupt", "unsigned", "--to", "127.0.0.1:9"])
  expect(exitCode).toBe(5)
})
