import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Agent, request } from "undici"
import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { ofType } from "../support/start-whk.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"
import { whkHome } from "../support/whk-home.ts"

test("with --json the relay says once where it listens and where its data and its key are", async () => {
  await using home = await whkHome()
  const relay = home.start([
    "relay",
    "--port",
    "0",
    "--data",
    "here",
    "--public-url",
    "https://hooks.example.com/",
  ])
  expect(await relay.line(ofType("ready"))).toEqual({
    type: "ready",
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    publicUrl: "https://hooks.example.com",
    workspace: expect.stringMatching(/^[\w-]+$/),
    data: join(home.path, "here"),
    keyFile: join(home.path, "here", "local.key"),
    inspector: "https://hooks.example.com/inspect",
  })
  expect(await relay.kill("SIGINT")).toBe(130)
  expect(relay.lines).toHaveLength(1)
  expect(relay.stderr()).toBe("")
})

test("for people the same facts stand in lines, and nothing twice", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"], { asText: true })
  await relay.line(({ text }) => String(text).startsWith("next"))
  const names = relay.lines.map(({ text }) => String(text).slice(0, 9).trimEnd())
  expect(names.filter((name) => name !== "")).toEqual([
    "ready",
    "workspace",
    "data",
    "API key",
    "API",
    "inspector",
    "next",
  ])
})

test("a file for --data is named as no folder", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "file"), "")
  expect(await home.run(["relay", "--port", "0", "--data", "file"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(`error The data folder "${join(home.path, "file")}" cannot be made.\n`),
  })
})

test("a port in use is named with the flag", async () => {
  await using home = await whkHome()
  await using other = await startRawServer()
  expect(await home.run(["relay", "--port", String(other.port)])).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: `error Port ${other.port} on 127.0.0.1 is in use.\n  → Pass another port with --port.\n`,
  })
})

test("a second relay on the same data folder is refused by the folder's name", async () => {
  await using home = await whkHome()
  const first = home.start(["relay", "--port", "0"])
  await first.line(ofType("ready"))
  const { exitCode, stderr } = await home.run(["relay", "--port", "0"])
  expect(exitCode).toBe(6)
  expect(stderr).toContain(join(home.env["WHK_HOME"]!, "data"))
  expect(stderr).toContain("  → Stop the other relay, or pass another folder with --data.\n")
})

test("a relay that could not be started lets go of its data folder", async () => {
  await using home = await whkHome()
  await using other = await startRawServer()
  await home.run(["relay", "--port", String(other.port)])
  const relay = home.start(["relay", "--port", "0"])
  await relay.line(ofType("ready"))
})

test("with --tls-cert and --tls-key it serves https", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "cert.pem"), TEST_CERTIFICATE)
  await writeFile(join(home.path, "key.pem"), TEST_KEY)
  const tls = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"]
  const relay = home.start(["relay", "--host", "0.0.0.0", "--port", "0", ...tls])
  const { url } = await relay.line(ofType("ready"))
  expect(String(url)).toMatch(/^https:\/\/localhost:\d+$/)
  const dispatcher = new Agent({ connect: { ca: TEST_CERTIFICATE } })
  const health = await request(`${String(url)}/healthz`, { dispatcher })
  expect(await health.body.json()).toMatchObject({ status: "ok" })
  await dispatcher.close()
})

test("commands on the machine of a relay with TLS find it without trusting its certificate", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "cert.pem"), TEST_CERTIFICATE)
  await writeFile(join(home.path, "key.pem"), TEST_KEY)
  const relay = home.start(["relay", "--port", "0", "--tls-cert", "cert.pem", "--tls-key", "key.pem"])
  const { url } = await relay.line(ofType("ready"))
  const listed = await home.run(["list"])
  expect([listed.exitCode, listed.stderr.includes("No relay is running")]).toEqual([0, false])
  const listener = home.start(["listen", "--once"])
  const ready = await listener.line(ofType("ready"))
  expect(String(ready["url"]).startsWith(`${String(url)}/in/`)).toBe(true)
  // The probe goes through the public URL, whose certificate this test machine has no reason to trust.
  expect(ready["probe"]).toBe("failed")
  const dispatcher = new Agent({ connect: { ca: TEST_CERTIFICATE } })
  const sent = await request(String(ready["url"]), { dispatcher, method: "POST", body: "over TLS" })
  expect(sent.statusCode).toBe(200)
  expect(await listener.exited).toBe(0)
  await dispatcher.close()
})

test("--max-body is inclusive", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0", "--max-body", "100kb"])
  await relay.line(ofType("ready"))
  const listener = home.start(["listen"])
  const { url } = await listener.line(ofType("ready"))
  const statusOf = async (bytes: number): Promise<number> =>
    (await fetch(String(url), { method: "POST", body: new Uint8Array(bytes) })).status
  expect(await statusOf(100 * 1024)).toBe(200)
  expect(await statusOf(100 * 1024 + 1)).toBe(413)
})

// What was typed, the line that says what is wrong with it, and the beginning of the one that says what to do.
test.each<[args: readonly string[], code: number, message: string, hint: string]>([
  [["--port", "x"], 2, '"x" is not a port.', "Pass --port a number from 0 to 65535"],
  [["--port", "65536"], 2, '"65536" is not a port.', "Pass --port"],
  [["--max-body", "big"], 2, '"big" is not a size.', "Use a number and a unit"],
  [["--grace", "30"], 2, '"30" is not a duration.', "Use a number and a unit"],
  [["--time-scale", "0"], 2, '"0" is not a time scale.', "Pass --time-scale a number above 0"],
  [
    ["--public-url", "example.com"],
    2,
    '"example.com" is not an http or https URL.',
    "Pass the address senders use",
  ],
  [
    ["--public-url", "https://"],
    2,
    '"https://" is not an http or https URL.',
    "Pass the address senders use",
  ],
  [["--tls-cert", "c.pem"], 2, "--tls-key is missing.", "TLS needs both"],
  [["--tls-cert", "c.pem", "--tls-key", "k.pem"], 2, 'The file "c.pem" does not exist.', "Check the path"],
  [
    ["--tls-cert", "text", "--tls-key", "text"],
    2,
    '"text" and "text" are not a certificate and its key.',
    "Pass two",
  ],
  [
    ["--host", "0.0.0.0"],
    2,
    '"0.0.0.0" is reachable from other machines, without TLS.',
    "Pass --tls-cert and --tls-key, --trust-proxy <range> behind a TLS proxy, or --insecure-http",
  ],
  [
    ["--trust-proxy", "10.0.0.0/8,proxy"],
    2,
    '"proxy" is not an address or a range (--trust-proxy).',
    "Name the proxies",
  ],
  [
    ["--check-source"],
    2,
    "--check-source cannot work: deliveries come through a proxy, and none is trusted.",
    "Pass --trust-proxy",
  ],
  [
    ["--check-source", "--host", "0.0.0.0", "--insecure-http", "--public-url", "https://x.example"],
    2,
    "--check-source cannot work: deliveries come through a proxy, and none is trusted.",
    "Pass --trust-proxy",
  ],
  [
    ["--check-source", "--trust-proxy", "::/0"],
    2,
    '--check-source proves nothing while "::/0" trusts everybody.',
    "Name only",
  ],
  [
    ["--host", "192.0.2.1", "--insecure-http"],
    2,
    '"192.0.2.1" is not an address of this machine.',
    "Pass --host 127.0.0.1",
  ],
  [["--prot", "1"], 2, "Unknown option '--prot'.", "Did you mean --port?"],
])("whk relay %j exits with one line and one hint", async (args, code, message, hint) => {
  await using home = await whkHome()
  await writeFile(join(home.path, "text"), "text")
  const { exitCode, stdout, stderr } = await home.run(["relay", ...args])
  const [first, second = "", ...rest] = stderr.split("\n")
  expect({ exitCode, stdout, first, rest }).toEqual({
    exitCode: code,
    stdout: "",
    first: `error ${message}`,
    rest: [""],
  })
  expect(second.startsWith(`  → ${hint}`)).toBe(true)
})

test.each([["list"], ["listen"]])(
  "whk %s by a name that is not the relay's says which ones are",
  async (command) => {
    await using home = await whkHome()
    const relay = home.start(["relay", "--port", "0", "--host", "0.0.0.0", "--insecure-http"])
    const { url, keyFile } = await relay.line(ofType("ready"))
    await relay.said("warning Other machines can send to inboxes, nothing else: pass --public-url")
    const other = `http://127.0.0.2:${new URL(String(url)).port}`
    // Another machine's home: on this one the relay is found whatever it is called.
    const WHK_HOME = join(home.path, "elsewhere")
    const env = { WHK_HOME, WHK_API_KEY: (await readFile(String(keyFile), "utf8")).trim() }
    expect(await home.run([command, "--relay", other], { env })).toMatchObject({
      exitCode: 5,
      stderr: expect.stringMatching(
        /error The relay at http:\/\/127\.0\.0\.2:\d+ does not answer to that name\.\n {2}→ Ask it by its own name: /,
      ),
    })
  },
)

test("a relay without a certificate that is told to read it again goes on", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  process.kill(relay.pid, "SIGHUP")
  await relay.said("There is no certificate to read again.")
  expect((await fetch(`${String(url)}/readyz`)).status).toBe(200)
})
