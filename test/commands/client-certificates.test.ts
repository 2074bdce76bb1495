import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { beforeEach, expect, onTestFinished, test } from "vitest"
import { type RawServer, startRawServer } from "../support/raw-server.ts"
import { startRelayProcess } from "../support/relay-process.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../support/run-whk.ts"
import { ofType, startWhk } from "../support/start-whk.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"

const TRUST = ["--cacert", "cert.pem"]
const SHOW = [...TRUST, "--client-cert", "cert.pem", "--client-key", "key.pem"]
let folder = ""
let server: RawServer

beforeEach(async () => {
  const temporary = await temporaryFolder()
  folder = temporary.path
  await writeFile(join(folder, "cert.pem"), TEST_CERTIFICATE)
  await writeFile(join(folder, "key.pem"), TEST_KEY)
  // It speaks with nobody who shows no certificate of the authority it trusts.
  server = await startRawServer({
    tls: {
      cert: TEST_CERTIFICATE,
      key: TEST_KEY,
      ca: TEST_CERTIFICATE,
      requestCert: true,
      rejectUnauthorized: true,
    },
  })
  onTestFinished(async () => {
    await server.close()
    await temporary[Symbol.asyncDispose]()
  })
})

const whk = (...args: readonly string[]): Promise<WhkResult> =>
  runWhk(args, { cwd: folder, env: { WHK_HOME: join(folder, "home") } })

test("trigger shows its certificate to a server that demands one, and is turned away without", async () => {
  const fire = ["trigger", "invoice.paid", "--to", `https://${server.host}`]
  const without = await whk(...fire, ...TRUST, "--json")
  expect([without.exitCode, server.requests.length]).toEqual([1, 0])
  expect(without.stderr).toContain("--client-cert and --client-key show one.")
  // With TLS 1.3 the handshake ends before the server has looked; a Node server then hangs up.
  expect(JSON.parse(without.stdout)).toMatchObject({ outcome: "reset", status: null })
  expect((await whk(...fire, ...SHOW)).exitCode).toBe(0)
  expect(server.requests).toHaveLength(1)
})

test("check shows its certificate with every case", async () => {
  const check = ["check", `https://${server.host}`, "--provider", "github", "--case", "genuine"]
  expect((await whk(...check, ...TRUST)).exitCode).toBe(1)
  expect((await whk(...check, ...SHOW)).exitCode).toBe(0)
})

test("listen shows its certificate to the app", async () => {
  const forward = ["listen", "--forward", `https://${server.host}/app`, "--inbox", "mtls"]
  const listener = startWhk([...forward, ...SHOW], { WHK_HOME: join(folder, "home") }, { cwd: folder })
  const { url } = await listener.line(ofType("ready"))
  expect((await fetch(`${String(url)}/hooks`, { method: "POST", body: "{}" })).status).toBe(200)
  expect(server.requests[0]!.lines[0]).toBe("POST /app/hooks HTTP/1.1")
  await listener.kill("SIGTERM")
})

async function publishThrough(flags: readonly string[]): Promise<Record<string, unknown>> {
  const inFolder = flags.map((flag) => (flag.endsWith(".pem") ? join(folder, flag) : flag))
  await using relay = await startRelayProcess(inFolder)
  const at = ["--provider", "accelex", "--events", "invoice.resolved"]
  await relay.json("create", `https://${server.host}/hooks`, ...at)
  await relay.whk("trigger", "invoice.resolved", "--provider", "accelex", "--no-wait")
  const { items } = await relay.json("deliveries")
  const untilTried = async (): Promise<Record<string, unknown>> => {
    const { attemptLog } = await relay.json("delivery", items[0].id)
    return attemptLog[0] ?? (await untilTried())
  }
  return await untilTried()
}

test("a relay with a client certificate delivers to an endpoint that demands one", async () => {
  expect(await publishThrough(SHOW)).toMatchObject({ outcome: "responded", status: 200 })
  expect(server.requests).toHaveLength(1)
})

test("a relay without one is turned away, and its log says so", async () => {
  expect(await publishThrough(TRUST)).toMatchObject({ outcome: "reset", status: null })
  expect(server.requests).toHaveLength(0)
})

test.each([
  [["--client-cert", "cert.pem"], "--client-key is missing."],
  [["--client-cert", "key.pem", "--client-key", "key.pem"], "are no certificate with its key"],
  [["--cacert", "nothing.pem"], 'The file "nothing.pem" does not exist.'],
])("a relay refuses to start with %j", async (flags, words) => {
  const { exitCode, stderr } = await whk("relay", "--port", "0", ...flags)
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)])
})
