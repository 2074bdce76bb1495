import { writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import { expect, test } from "vitest"
import { HANG_UP, startRawServer, WAIT } from "../support/raw-server.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"

const status = (code: number, body = ""): string =>
  `HTTP/1.1 ${code} Status\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === "object" && address ? address.port : 0
}

test("an accepted event exits 0 and shows the attempt", async () => {
  await using server = await startRawServer()
  const { exitCode, stdout } = await runWhk(["trigger", "user.created", "--to", `${server.host}/hooks`])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^✓ attempt 1 {2}200 in \d+ms {2}http:\/\/localhost:\d+\/hooks\n$/)
  expect(server.requests[0]!.lines).toContain("X-Webhook-Event: user.created")
  expect(server.requests[0]!.lines[0]).toBe("POST /hooks HTTP/1.1")
})

test("the bytes that payload prints are the bytes that trigger sends", async () => {
  await using server = await startRawServer()
  const flags = ["invoice.paid", "--secret", "s", "--timestamp", "1768442584", "--seed", "7"]
  const { bytes } = await runWhk(["payload", ...flags, "--url", `http://${server.host}/`])
  await runWhk(["trigger", ...flags, "--to", server.host])
  const [request] = server.requests
  const lines = request!.lines.filter((line) => !/^(host|connection|content-length):/i.test(line))
  const [head, body] = bytes.toString().split("\r\n\r\n")
  expect(lines).toEqual(head!.split("\r\n").filter((line) => !/^(Host|Content-Length):/.test(line)))
  expect(request!.body.toString()).toBe(body)
})

test("--json is one line for the attempt", async () => {
  await using server = await startRawServer()
  const { stdout } = await runWhk(["trigger", "user.created", "--to", server.host, "--json"])
  expect(stdout.trimEnd().split("\n")).toHaveLength(1)
  expect(JSON.parse(stdout)).toEqual({
    type: "attempt",
    delivery: expect.stringMatching(/^dlv_/),
    event: "user.created",
    url: `http://${server.host}/`,
    attempt: 1,
    ok: true,
    outcome: "responded",
    status: 200,
    elapsedMs: expect.any(Number),
    response: { headers: [["Content-Length", "2"]], bodyBase64: "b2s=" },
  })
})

test("201 is a failure for Axie Studio, which takes exactly 200, and a success elsewhere", async () => {
  await using server = await startRawServer({ answer: () => status(201) })
  const strict = await runWhk(["trigger", "user.created", "--to", server.host, "--provider", "axiestudio"])
  const other = await runWhk(["trigger", "user.created", "--to", server.host, "--provider", "ainexlayer"])
  expect([strict.exitCode, other.exitCode]).toEqual([1, 0])
  expect(strict.stderr).toContain("Axie Studio takes exactly 200 for success; 201 counts as a failure.\n")
})

test("a refusing answer is shown, cleaned", async () => {
  const body = "bad \u001b[2Jsignature\r\n\r\nsecond line\n"
  await using server = await startRawServer({ answer: () => Buffer.from(status(400, body)) })
  const { exitCode, stderr } = await runWhk(["trigger", "invoice.paid", "--to", server.host])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(
    "Stripe takes any 2xx for success; 400 counts as a failure.\n  bad \\x1b[2Jsignature\n  second line\n",
  )
})

test("a redirect is a failure and is not followed", async () => {
  await using server = await startRawServer({
    answer: () => "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
  })
  const { exitCode } = await runWhk(["trigger", "invoice.paid", "--to", server.host])
  expect([exitCode, server.requests.length]).toEqual([1, 1])
})

test("nobody at the target exits 5 and names host and port, in --json as well", async () => {
  const port = await closedPort()
  const { exitCode, stdout, stderr } = await runWhk([
    "trigger",
    "invoice.paid",
    "--to",
    String(port),
    "--json",
    "-q",
  ])
  expect(exitCode).toBe(5)
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, outcome: "refused", status: null, response: null })
  expect(JSON.parse(stderr)).toMatchObject({
    error: {
      code: "TARGET_UNREACHABLE",
      message: expect.stringContaining(`localhost:${port}`),
      hint: "Start the server that should answer there, or name another target.",
    },
  })
})

test.each([
  ["waits too long", WAIT, "The target took the request and did not answer within 100ms; Stripe counts"],
  ["hangs up", HANG_UP, "The target took the request and hung up; Stripe counts"],
] as const)("a target that %s exits 1", async (_, answer, words) => {
  await using server = await startRawServer({ answer: () => answer })
  const { exitCode, stderr } = await runWhk([
    "trigger",
    "invoice.paid",
    "--to",
    server.host,
    "--timeout",
    "100ms",
  ])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(words)
})

test("a private certificate is refused with exit 5, and taken with --cacert", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "ca.pem"), TEST_CERTIFICATE)
  await using server = await startRawServer({ tls: { cert: TEST_CERTIFICATE, key: TEST_KEY } })
  const args = ["trigger", "invoice.paid", "--to", `https://${server.host}`]
  const refused = await runWhk(args)
  const trusted = await runWhk([...args, "--cacert", "ca.pem"], { cwd: folder.path })
  expect([refused.exitCode, trusted.exitCode]).toEqual([5, 0])
  expect(refused.stderr).toContain(`error TLS with ${server.host} failed`)
})

test("exact bytes from standard input arrive untouched", async () => {
  await using server = await startRawServer()
  const body = Buffer.from([0xff, 0x00, 0x0a])
  const { exitCode } = await runWhk(["trigger", "--body", "-", "--to", server.host], { input: body })
  expect(exitCode).toBe(0)
  expect(server.requests[0]!.body.equals(body)).toBe(true)
})
