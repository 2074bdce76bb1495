import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startRawServer, type RawRequest } from "../../support/raw-server.ts"
import { runWhk, temporaryFolder } from "../../support/run-whk.ts"

const SECRET = "whsec_test_secret_of_this_page_only"
const THEN = "1768442584"

/** Header lines without those that every connection has of its own. */
function own({ lines }: RawRequest): readonly string[] {
  return lines.slice(1).filter((line) => !/^(host|connection|content-length):/i.test(line))
}

async function captured(format: string, ...more: readonly string[]): Promise<Buffer> {
  const signing = ["--provider", "stripe", "--secret", SECRET, "--timestamp", THEN, "--seed", "7"]
  const url = ["--url", "https://shop.example/hooks/stripe?shop=1"]
  return (await runWhk(["payload", "invoice.paid", ...signing, ...url, "--format", format, ...more])).bytes
}

test.each(["capture", "har", "http", "curl"])(
  "--from sends a request written down as %s byte for byte, to the path it was sent to",
  async (format) => {
    await using server = await startRawServer()
    const input = await captured(format)
    const { exitCode } = await runWhk(["trigger", "--from", "-", "--to", server.host], { input })
    const [head = "", body] = (await captured("http")).toString().split("\r\n\r\n")
    const [request] = server.requests
    expect(exitCode).toBe(0)
    expect(request!.lines[0]).toBe("POST /hooks/stripe?shop=1 HTTP/1.1")
    expect(request!.lines).toContain(`host: ${server.host}`)
    expect(own(request!)).toEqual(own({ lines: head.split("\r\n") } as unknown as RawRequest))
    expect(request!.body.toString()).toBe(body)
  },
)

test("a target with a path of its own is where it goes; the captured query stays", async () => {
  await using server = await startRawServer()
  const input = await captured("capture")
  await runWhk(["trigger", "--from", "-", "--to", `${server.host}/here`], { input })
  expect(server.requests[0]!.lines[0]).toBe("POST /here?shop=1 HTTP/1.1")
})

test("the address of an inbox is no part of the path: what the provider sent behind it is", async () => {
  await using server = await startRawServer()
  const url = "https://relay.example/in/cvL-Tdd0h3OXuYdW8w22LMmH/hooks"
  const capture = await runWhk(["payload", "invoice.paid", "--url", url, "--format", "capture"])
  await runWhk(["trigger", "--from", "-", "--to", server.host], { input: capture.bytes })
  expect(server.requests[0]!.lines[0]).toBe("POST /hooks HTTP/1.1")
})

test("every request of a file is sent in turn, a binary body as it is", async () => {
  await using server = await startRawServer()
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "body"), Buffer.from([0xff, 0x00, 0x0a, 0x80]))
  const binary = await runWhk(["payload", "--body", "@body", "--format", "capture"], { cwd: folder.path })
  await writeFile(join(folder.path, "all.jsonl"), Buffer.concat([await captured("capture"), binary.bytes]))
  const args = ["trigger", "--from", "all.jsonl", "--to", server.host, "--json"]
  const { exitCode, stdout, stderr } = await runWhk(args, { cwd: folder.path })
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(exitCode).toBe(0)
  expect(lines.map(({ event, attempt }) => [event, attempt])).toEqual([
    ["invoice.paid", 1],
    [null, 1],
  ])
  expect(server.requests[1]!.body).toEqual(Buffer.from([0xff, 0x00, 0x0a, 0x80]))
  expect(stderr).toContain("2 sent, 2 accepted")
})

test("--resign signs it anew at the present time, and leaves everything else as it was", async () => {
  await using server = await startRawServer()
  const input = await captured("capture", "--header", "X-Team: billing")
  const again = ["trigger", "--from", "-", "--to", server.host, "--resign", "--secret", SECRET]
  const { exitCode } = await runWhk(again, { input })
  const [request] = server.requests
  expect(exitCode).toBe(0)
  const raw = Buffer.concat([Buffer.from(`${request!.head}\r\n\r\n`, "latin1"), request!.body])
  const verified = await runWhk(["verify", "--secret", SECRET, "--json"], { input: raw })
  expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true, timestamp: { fresh: true } })
  const without = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => (line.startsWith("Stripe-Signature:") ? "Stripe-Signature" : line))
  const [head = ""] = (await captured("http", "--header", "X-Team: billing")).toString().split("\r\n\r\n")
  expect(without(own(request!))).toEqual(without(own({ lines: head.split("\r\n") } as unknown as RawRequest)))
})

test.each([
  "github",
  "axiestudio",
  "standard-webhooks",
  "svix",
  "slack",
  "paypal",
  "rfc9421",
  "adyen",
  "twilio",
])("a request of %s that was signed anew verifies, with another secret than before", async (provider) => {
  await using server = await startRawServer()
  await using home = await temporaryFolder()
  const env = { WHK_HOME: home.path }
  const payload = await runWhk(
    ["payload", ...(await firstEvent(provider)), "--url", `http://${server.host}/`, "--format", "capture"],
    // The first home has another development secret.
    {},
  )
  const again = ["trigger", "--from", "-", "--to", server.host, "--resign", "--provider", provider]
  const sent = await runWhk(again, { input: payload.bytes, env })
  expect([sent.exitCode, sent.stderr]).toEqual([0, expect.not.stringContaining("error")])
  const [request] = server.requests
  const raw = Buffer.concat([Buffer.from(`${request!.head}\r\n\r\n`, "latin1"), request!.body])
  const path = request!.lines[0]!.split(" ")[1]!
  const judge = ["verify", "--provider", provider, "--url", `http://${server.host}${path}`, "--json"]
  const verified = await runWhk(judge, { input: raw, env })
  expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true })
})

async function firstEvent(provider: string): Promise<string[]> {
  const { stdout } = await runWhk(["events", "--provider", provider, "--json"])
  return [String(JSON.parse(stdout)[0].type), "--provider", provider]
}

test("--resign of a request that does not say whose it is asks for --provider", async () => {
  const input = "POST /hooks HTTP/1.1\r\nHost: a.example\r\n\r\n{}"
  const { exitCode, stderr } = await runWhk(["trigger", "--from", "-", "--resign", "--to", "127.0.0.1:9"], {
    input,
  })
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--provider is missing")])
})

test("a redacted capture is sent with a warning that its signature is masked", async () => {
  await using server = await startRawServer()
  const { bytes } = await runWhk(["convert", "--redact"], { input: await captured("capture") })
  const { stderr } = await runWhk(["trigger", "--from", "-", "--to", server.host], { input: bytes })
  expect(stderr).toContain("warning The capture was redacted")
})

test("a file that is not there is said to be so", async () => {
  const { exitCode, stderr } = await runWhk(["trigger", "--from", "nothing.har", "--to", "127.0.0.1:9"])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('The file "nothing.har" does not exist.')])
})

test("a secret says nothing about bytes that are sent as they were captured", async () => {
  const args = ["trigger", "--from", "-", "--secret", "s", "--to", "127.0.0.1:9"]
  const { exitCode, stderr } = await runWhk(args, { input: "" })
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--secret says nothing without --resign")])
})
