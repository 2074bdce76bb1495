import { chmod, mkdir, writeFile } from "node:fs/promises"
import { createServer, type RequestListener } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { clockFinding } from "../../../src/commands/doctor/clock.ts"
import { nodeFinding, proxyFinding } from "../../../src/commands/doctor/machine.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { VERSION } from "../../../src/version.ts"
import { freePort } from "../../support/free-port.ts"
import { runWhk, temporaryFolder } from "../../support/run-whk.ts"
import { ofType } from "../../support/start-whk.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../../support/test-certificate.ts"
import { whkHome } from "../../support/whk-home.ts"

interface Check {
  readonly id: string
  readonly status: string
  readonly message: string
  readonly fix: string | null
}

/** What `whk doctor --json` says, by the id of each check; the last of those that share one. */
async function doctor(options: { env?: Record<string, string>; config?: object | string } = {}) {
  await using folder = await temporaryFolder()
  if (options.config !== undefined) {
    const text = typeof options.config === "string" ? options.config : JSON.stringify(options.config)
    await writeFile(join(folder.path, "whk.config.json"), text)
  }
  const env = { WHK_HOME: join(folder.path, "home"), ...options.env }
  const { exitCode, stdout, stderr } = await runWhk(["doctor", "--json"], { cwd: folder.path, env })
  expect(stdout, stderr).not.toBe("")
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] }
  expect(exitCode).toBe(ok ? 0 : 1)
  return { exitCode, checks, of: (id: string) => checks.findLast((check) => check.id === id) }
}

async function serve(answer: RequestListener, tls = false): Promise<number> {
  const server = tls
    ? createTlsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, answer)
    : createServer(answer)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test("an empty home and a default target are warned of, which is no failure", async () => {
  const { exitCode, checks, of } = await doctor()
  expect(checks.filter(({ status }) => status === "problem")).toEqual([])
  expect(exitCode).toBe(0)
  expect(of("node")).toMatchObject({ status: "ok" })
  expect(of("relay")).toMatchObject({ status: "warning", fix: "whk relay" })
})

test("every check has a message in one line, and a fix where it is not ok", async () => {
  const { checks } = await doctor({ config: { forward: "localhost:1", relay: "http://127.0.0.1:1" } })
  for (const { status, message, fix } of checks) {
    expect(message).toMatch(/^[^\n]+\.$/)
    expect(fix === null).toBe(status === "ok")
  }
})

test.each([
  ["{", "project", "is not JSON"],
  [{ provder: "github" }, "project", '"provder" in'],
  [{ provider: "githb" }, "provider", '"githb" is not a provider'],
  [{ forward: "a b" }, "target", '"a b" is not a port'],
])("settings that cannot be used are a problem: %j", async (config, id, message) => {
  const { exitCode, of } = await doctor({ config })
  expect(exitCode).toBe(1)
  expect(of(id)).toMatchObject({ status: "problem", message: expect.stringContaining(message) })
})

test("a mistyped key comes with the nearest one", async () => {
  const { of } = await doctor({ config: { provder: "github" } })
  expect(of("project")?.fix).toBe('Did you mean "provider"?')
})

test("a secret's variable that is not set is told of, with the line that sets it", async () => {
  const config = { provider: "github", secret: "env:GITHUB_WEBHOOK_SECRET" }
  const { of } = await doctor({ config })
  expect(of("secret")).toMatchObject({
    status: "warning",
    fix: "export GITHUB_WEBHOOK_SECRET=$(whk secret github)",
  })
  const set = await doctor({ config, env: { GITHUB_WEBHOOK_SECRET: "It's a secret to everybody" } })
  expect(set.of("secret")).toMatchObject({ status: "ok" })
  expect(JSON.stringify(set.checks)).not.toContain("everybody")
})

test("a profile that is not there is a problem", async () => {
  const { of } = await doctor({ env: { WHK_PROFILE: "wrk" } })
  expect(of("profile")).toMatchObject({ status: "problem", fix: "whk profile set wrk provider=github" })
})

test("a relay with its key is well", async () => {
  await using relay = await startTestRelay()
  const { of } = await doctor({ env: { WHK_RELAY: relay.url, WHK_API_KEY: relay.key } })
  for (const id of ["relay", "relay-key", "relay-ready", "relay-version", "clock"])
    expect(of(id)).toMatchObject({ status: "ok" })
})

test("a wrong key and a missing one are told apart from a relay that is gone", async () => {
  await using relay = await startTestRelay()
  const wrong = await doctor({ env: { WHK_RELAY: relay.url, WHK_API_KEY: "whk_wrongwrongwrong" } })
  expect(wrong.of("relay-key")).toMatchObject({ status: "problem", fix: `whk login --relay ${relay.url}` })
  const none = await doctor({ env: { WHK_RELAY: relay.url } })
  expect(none.of("relay-key")?.message).toContain("There is no API key for")
  const port = await freePort()
  const gone = await doctor({ env: { WHK_RELAY: `http://127.0.0.1:${port}` } })
  expect(gone.of("relay")).toMatchObject({
    status: "problem",
    message: `The relay at http://127.0.0.1:${port} cannot be reached: connection refused.`,
    fix: `whk relay --port ${port}`,
  })
})

test("a relay that speaks http where https is said is told with its address, in the place that names it", async () => {
  await using relay = await startTestRelay()
  const said = relay.url.replace("http:", "https:")
  const message = `The relay at ${said} speaks plain http: it gets https.`
  const environment = await doctor({ env: { WHK_RELAY: said } })
  expect(environment.of("relay")).toMatchObject({ message, fix: `export WHK_RELAY=${relay.url}` })
  const project = await doctor({ config: { relay: said } })
  expect(project.of("relay")?.fix).toBe(`whk config set relay ${relay.url}`)
})

test("another program in the relay's place is told of", async () => {
  const port = await serve((_, response) => response.end("hello"))
  const { of } = await doctor({ env: { WHK_RELAY: `http://127.0.0.1:${port}` } })
  expect(of("relay")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("is not a whk relay"),
  })
})

test("an older relay, a clock that is off and a full disk are found through its answers", async () => {
  const date = new Date(Date.now() - 10 * 60_000).toUTCString()
  const port = await serve((request, response) => {
    response.setHeader("Date", date)
    const ready = { status: "disk" }
    const health = { status: "ok", instance: "abc", version: "0.0.9" }
    response.end(JSON.stringify(request.url === "/readyz" ? ready : health))
  })
  const { of } = await doctor({ env: { WHK_RELAY: `http://127.0.0.1:${port}`, WHK_API_KEY: "whk_abc" } })
  expect(of("relay-version")).toMatchObject({
    status: "warning",
    message: expect.stringContaining("the older 0.0.9"),
    fix: `npm install --global whk@${VERSION}`,
  })
  expect(of("clock")).toMatchObject({
    status: "warning",
    message: expect.stringContaining("ahead of the relay's"),
  })
  expect(of("relay-ready")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("disk is short"),
  })
})

test("a clock is judged by the tolerance of the project's provider", () => {
  const at = Date.parse("2026-01-15T12:00:00Z")
  const other = (seconds: number) => ({
    dateHeader: new Date(at + seconds * 1000).toUTCString(),
    askedAtMs: at - 50,
    answeredAtMs: at + 50,
  })
  expect(clockFinding(other(1), undefined).status).toBe("ok")
  expect(clockFinding(other(4), undefined)).toMatchObject({
    status: "warning",
    message: "This machine's clock is 4 s behind the relay's: no provider's tolerance is that small.",
  })
  expect(clockFinding(other(-400), findProvider("stripe"))).toMatchObject({ status: "problem" })
  expect(clockFinding(other(-400), findProvider("github")).status).toBe("warning")
  expect(clockFinding({ ...other(0), dateHeader: undefined }, undefined).status).toBe("ok")
})

test("a target that answers is well, and is asked nothing that changes anything", async () => {
  const methods: string[] = []
  const port = await serve((request, response) => {
    methods.push(request.method ?? "")
    response.end()
  })
  expect((await doctor({ config: { forward: `127.0.0.1:${port}/hooks` } })).of("target")?.status).toBe("ok")
  expect(methods).toEqual(["HEAD"])
})

test("a target that nobody listens at is a problem when it was named", async () => {
  const port = await freePort()
  const { of } = await doctor({ config: { forward: `127.0.0.1:${port}` } })
  expect(of("target")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("nothing listens there"),
  })
})

test("a target that speaks TLS where http is said, and the other way round, is told with the right address", async () => {
  const answer: RequestListener = (_, response) => void response.end()
  const [tls, plain] = [await serve(answer, true), await serve(answer)]
  expect((await doctor({ config: { forward: `http://127.0.0.1:${tls}/hooks` } })).of("target")).toMatchObject(
    {
      status: "problem",
      message: expect.stringContaining("speaks TLS"),
      fix: `whk config set forward https://127.0.0.1:${tls}/hooks`,
    },
  )
  expect((await doctor({ config: { forward: `https://127.0.0.1:${plain}` } })).of("target")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("speaks plain http"),
    fix: `whk config set forward http://127.0.0.1:${plain}/`,
  })
})

test("an https target whose certificate is not trusted is warned of, with the flag that takes it", async () => {
  const port = await serve((_, response) => void response.end(), true)
  const { of } = await doctor({ config: { forward: `https://127.0.0.1:${port}/hooks` } })
  expect(of("target")).toMatchObject({
    status: "warning",
    message: expect.stringMatching(/answers with a certificate that is not trusted \(.+\)\.$/),
    fix: `whk listen --forward https://127.0.0.1:${port}/hooks --insecure`,
  })
})

test("nobody is told to start a server on a machine that is not this one", async () => {
  const { of } = await doctor({ config: { forward: "no-such-host.invalid:3000" } })
  expect(of("target")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("its host is not known"),
    fix: "whk config set forward localhost:3000",
  })
})

test("a path that answers 404 to everything is warned of", async () => {
  const port = await serve((_, response) => void response.writeHead(404).end())
  const { of } = await doctor({ config: { forward: `127.0.0.1:${port}/hoks` } })
  expect(of("target")).toMatchObject({
    status: "warning",
    fix: `curl -i -X POST http://127.0.0.1:${port}/hoks`,
  })
})

test("files and folders that others can read come with the command that ends it", async () => {
  await using folder = await temporaryFolder()
  const config = join(folder.path, "home", "config")
  await mkdir(config, { recursive: true })
  await chmod(config, 0o755)
  await writeFile(join(config, "keys.json"), "{}", { mode: 0o644 })
  const { exitCode, checks } = await doctor({ env: { WHK_HOME: join(folder.path, "home") } })
  const fixes = checks.filter(({ id }) => id === "files").map(({ fix }) => fix)
  expect(fixes).toEqual([`chmod 700 ${config}`, `chmod 600 ${join(config, "keys.json")}`])
  expect(exitCode).toBe(1)
})

test("nothing that whk makes by itself is found to be readable by others", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen"])
  await listener.line(ofType("ready"))
  await home.run(["secret", "github"])
  const { stdout } = await home.run(["doctor", "--json"])
  const { checks } = JSON.parse(stdout) as { checks: Check[] }
  expect(checks.filter(({ status }) => status === "problem")).toEqual([])
  expect(checks.find(({ id }) => id === "relay")?.message).toContain("A relay answers at")
  expect(checks.find(({ id }) => id === "port")?.message).toBe(`Port ${home.port} is the relay's.`)
})

test("the port of a relay that another program has taken is warned of", async () => {
  await using home = await whkHome()
  const port = await serve((_, response) => response.end("hello"))
  await writeFile(join(home.env["WHK_HOME"]!, "data", "port"), String(port), { mode: 0o600 })
  const { checks } = JSON.parse((await home.run(["doctor", "--json"])).stdout) as { checks: Check[] }
  expect(checks.find(({ id }) => id === "port")).toMatchObject({
    status: "warning",
    message: expect.stringContaining("taken by another program"),
  })
})

test("proxy variables that catch localhost are warned of, with the exception to set", () => {
  expect(proxyFinding({})).toMatchObject({ status: "ok" })
  expect(proxyFinding({ HTTP_PROXY: "http://p:1", NO_PROXY: "localhost,127.0.0.1" }).status).toBe("ok")
  expect(proxyFinding({ https_proxy: "http://p:1", NO_PROXY: "example.com" })).toMatchObject({
    status: "warning",
    fix: "export NO_PROXY=example.com,localhost,127.0.0.1,::1 no_proxy=example.com,localhost,127.0.0.1,::1",
  })
})

test.each([
  ["18.20.0", "problem"],
  ["20.18.9", "problem"],
  ["20.19.0", "ok"],
  ["24.1.0", "ok"],
])("Node %s is judged: %s", (version, status) => {
  expect(nodeFinding(version).status).toBe(status)
})
