import { existsSync } from "node:fs"
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { startRawServer, WAIT } from "../support/raw-server.ts"
import { type Line, ofType, type RunningWhk } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

function post(ready: Line, event: string): Promise<Response> {
  return fetch(String(ready["url"]), { method: "POST", headers: { "x-event": event }, body: event })
}

/** The ready line of a listener that has left its inbox with these deliveries in it. */
async function backlog(start: () => RunningWhk, events: readonly string[]): Promise<Line> {
  const listener = start()
  const ready = await listener.line(ofType("ready"))
  await listener.kill("SIGTERM")
  return Promise.all(events.map((event) => post(ready, event))).then(() => ready)
}

test("--once forwards exactly one of the deliveries that wait, and exits 0", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listen = ["listen", "--relay", String(url), "--forward", String(app.port)]
  await backlog(() => home.start(listen), ["a", "b", "c"])
  const once = home.start([...listen, "--once"])
  expect(await once.exited).toBe(0)
  expect(app.received.size).toBe(1)
  expect(once.lines.filter(ofType("ready"))).toMatchObject([{ probe: "ok" }])
  const rest = home.start([...listen, "--until", "2"])
  expect(await rest.exited).toBe(0)
  expect(Object.fromEntries(app.received)).toEqual({ a: 1, b: 1, c: 1 })
})

test("--until counts what is settled, refusals too", async () => {
  await using home = await whkHome()
  await using app = await startApp((_request, response) => response.writeHead(500).end())
  const listener = home.start(["listen", "--forward", String(app.port), "--until", "2"])
  const ready = await listener.line(ofType("ready"))
  expect((await post(ready, "a")).status).toBe(500)
  expect((await post(ready, "b")).status).toBe(500)
  expect(await listener.exited).toBe(0)
})

test("--ready-file holds the ready line, only once it is ready, for nobody else to read", async () => {
  await using home = await whkHome()
  const path = join(home.path, "made", "ready.json")
  await mkdir(join(home.path, "made"))
  await writeFile(path, "of an earlier run")
  const listener = home.start(["listen", "--ready-file", "made/ready.json"])
  const ready = await listener.line(ofType("ready"))
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(ready)
  await listener.kill("SIGKILL")
  const away = await home.run(["listen", "--relay", "http://127.0.0.1:1", "--ready-file", "made/ready.json"])
  expect([away.exitCode, existsSync(path)]).toEqual([5, false])
})

test("a ready file that cannot be written ends the listener with two lines", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "file"), "")
  const { exitCode, stderr } = await home.run(["listen", "--ready-file", "file/ready.json"])
  expect(exitCode).toBe(2)
  expect(stderr).toBe(
    `error "${join(home.path, "file/ready.json")}" (--ready-file) cannot be written.\n  → Check the path, its permissions and the space on the disk.\n`,
  )
})

test("--record writes captures that verify, byte for byte", async () => {
  await using home = await whkHome()
  await using app = await startRawServer()
  const listen = ["listen", "--forward", String(app.port), "--provider", "stripe", "--record", "captures"]
  const listener = home.start([...listen, "--once"])
  const { url } = await listener.line(ofType("ready"))
  const secret = { WHK_SECRET: "whsec_recorded" }
  const fired = await home.run(["trigger", "invoice.paid", "--provider", "stripe", "--to", String(url)], {
    env: secret,
  })
  expect(fired.exitCode).toBe(0)
  expect(await listener.exited).toBe(0)
  const [name = ""] = await readdir(join(home.path, "captures"))
  const capture = JSON.parse(await readFile(join(home.path, "captures", name), "utf8")) as Record<
    string,
    unknown
  >
  expect(capture).toMatchObject({
    whk: "capture/1",
    provider: "stripe",
    method: "POST",
    url,
    response: { status: 200 },
  })
  expect(Buffer.from(String(capture["bodyBase64"]), "base64").equals(app.requests[0]!.body)).toBe(true)
  const verified = await home.run(["verify", `captures/${name}`, "--json"], { env: secret })
  expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true, provider: "stripe" })
})

test("--record --redact writes captures of which verify says that they were redacted", async () => {
  await using home = await whkHome()
  const listener = home.start([
    "listen",
    "--provider",
    "stripe",
    "--record",
    "captures",
    "--redact",
    "--once",
  ])
  const { url } = await listener.line(ofType("ready"))
  await home.run(["trigger", "invoice.paid", "--provider", "stripe", "--to", String(url)])
  expect(await listener.exited).toBe(0)
  const [name = ""] = await readdir(join(home.path, "captures"))
  const text = await readFile(join(home.path, "captures", name), "utf8")
  expect(text).not.toContain(String(url))
  const verified = await home.run(["verify", `captures/${name}`, "--json"])
  expect(JSON.parse(verified.stdout)).toMatchObject({ verified: false, reason: "redacted" })
})

test("--format compact is a line when ready and a line for each delivery, whole", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const listen = ["listen", "--forward", `${app.port}/hooks`, "--inbox", "shop", "--format", "compact"]
  const listener = home.start([...listen, "--until", "1", "--ready-file", "ready"], { asText: true })
  const first = await listener.line(() => true)
  const ready = JSON.parse(await readFile(join(home.path, "ready"), "utf8")) as Line
  expect(first["text"]).toBe(
    `ready ${String(ready["url"])} → http://localhost:${app.port}/hooks (inbox shop, reachable only from this machine)`,
  )
  await fetch(`${String(ready["url"])}/${"x".repeat(200)}`, {
    method: "POST",
    body: '{"type":"user.created"}',
  })
  expect(await listener.exited).toBe(0)
  expect(listener.lines).toHaveLength(2)
  expect(listener.lines[1]!["text"]).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z 200 \d+ms POST \/x{200} user\.created 23 B dlv_\w+$/,
  )
})

test("--format json is --json", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen", "--format", "json"], { asText: true })
  const { text } = await listener.line(() => true)
  expect(JSON.parse(String(text))).toMatchObject({ type: "ready", probe: "ok" })
})

test("the lines of a delivery come in order, and every one is JSON", async () => {
  await using home = await whkHome()
  await using app = await startRawServer({
    answer: (_, index) => (index === 0 ? WAIT : "HTTP/1.1 204 No Content\r\n\r\n"),
  })
  const listener = home.start(["listen", "--forward", String(app.port), "--timeout", "1s", "--until", "2"])
  const ready = await listener.line(ofType("ready"))
  await post(ready, "one")
  await post(ready, "two")
  expect(await listener.exited).toBe(0)
  const [, first, failed, second, response, closed] = listener.lines
  const target = `http://localhost:${app.port}/`
  expect(listener.lines.map(({ type }) => type)).toEqual([
    "ready",
    "delivery",
    "failed",
    "delivery",
    "response",
    "closed",
  ])
  expect(failed).toMatchObject({ id: first!["id"], target, outcome: "timeout" })
  expect(response).toMatchObject({ id: second!["id"], target, status: 204, elapsedMs: expect.any(Number) })
  expect(closed).toEqual({ type: "closed", reason: "closed" })
})
