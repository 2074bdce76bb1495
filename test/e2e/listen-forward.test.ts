import { writeFile } from "node:fs/promises"
import { createSecureServer } from "node:http2"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { startApp } from "../support/app.ts"
import { freePort } from "../support/free-port.ts"
import { startRawServer, WAIT } from "../support/raw-server.ts"
import { type Line, ofType } from "../support/start-whk.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test-certificate.ts"
import { whkHome } from "../support/whk-home.ts"

function post(ready: Line, path = "", init: RequestInit = {}): Promise<Response> {
  return fetch(`${String(ready["url"])}${path}`, { method: "POST", body: "hello", ...init })
}

// The flags, and lines that the app's request must and must not have.
test.each<[flags: readonly string[], has: readonly RegExp[], lacks: readonly RegExp[]]>([
  [
    ["--header", "X-Team: billing", "--header", "x-sent: ours"],
    [/^X-Team: billing$/m, /^x-sent: ours$/m],
    [/theirs/],
  ],
  [["--remove-header", "X-Sent"], [/^POST \/base\/rest\?q=1 HTTP\/1\.1$/m], [/^x-sent/im]],
  [["--host-header", "keep"], [/^host: 127\.0\.0\.1:\d+$/im], [/^host: localhost/im]],
  [["--host-header", "rewrite"], [/^host: localhost:\d+$/im], [/^host: 127/im]],
  [["--path", "/fixed"], [/^POST \/fixed\?q=1 HTTP\/1\.1$/m], [/base|rest/]],
  [[], [/^x-sent: theirs$/m, /^x-whk-delivery-id: dlv_\w+$/im, /^x-whk-attempt: 1$/im], []],
])("with %j the app gets what was asked for", async (flags, has, lacks) => {
  await using home = await whkHome()
  await using app = await startRawServer()
  const listener = home.start(["listen", "--forward", `localhost:${app.port}/base`, ...flags])
  const ready = await listener.line(ofType("ready"))
  await post(ready, "/rest?q=1", { headers: { "x-sent": "theirs" } })
  const [request] = await app.waitFor(1)
  expect(has.filter((pattern) => !pattern.test(request!.head))).toEqual([])
  expect(lacks.filter((pattern) => pattern.test(request!.head))).toEqual([])
})

test("with --http2 an https app is spoken to in HTTP/2", async () => {
  await using home = await whkHome()
  const versions: string[] = []
  const app = createSecureServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (request, response) => {
    versions.push(request.httpVersion)
    response.end("over two")
  })
  onTestFinished(() => void app.close())
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve))
  await writeFile(join(home.path, "ca.pem"), TEST_CERTIFICATE)
  const { port } = app.address() as AddressInfo
  const flags = ["--forward", `https://localhost:${port}`, "--http2", "--cacert", "ca.pem"]
  const listener = home.start(["listen", ...flags])
  const answer = await post(await listener.line(ofType("ready")))
  expect([answer.status, await answer.text(), versions]).toEqual([200, "over two", ["2.0"]])
  await listener.kill("SIGKILL")
})

test("an app that takes longer than --timeout is a 504 for the sender and a timeout in the listener's line", async () => {
  await using home = await whkHome()
  await using app = await startRawServer({ answer: () => WAIT })
  const listener = home.start(["listen", "--forward", String(app.port), "--timeout", "100ms"])
  const response = await post(await listener.line(ofType("ready")))
  expect(response.status).toBe(504)
  expect(await response.text()).toBe(`whk: localhost:${app.port} did not answer within 100ms\n`)
  expect(await listener.line(ofType("failed"))).toMatchObject({
    target: `http://localhost:${app.port}/`,
    outcome: "timeout",
    detail: `localhost:${app.port} did not answer within 100ms`,
  })
})

test("while the app is down senders get a 502 that names it, and once it is up deliveries arrive", async () => {
  await using home = await whkHome()
  const port = await freePort()
  const listener = home.start(["listen", "--forward", String(port)])
  const ready = await listener.line(ofType("ready"))
  const response = await post(ready)
  expect([response.status, response.headers.get("x-whk-outcome")]).toEqual([502, "refused"])
  expect(await response.text()).toBe(`whk: localhost:${port} refused the connection\n`)
  expect(await listener.line(ofType("failed"))).toMatchObject({ outcome: "refused" })
  await using _app = await startApp((_request, response_) => response_.end("up"), port)
  expect(await (await post(ready)).text()).toBe("up")
})

test("without --forward deliveries are answered with success, stored and shown", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen", "--provider", "axiestudio"])
  const ready = await listener.line(ofType("ready"))
  expect(ready["forward"]).toBeNull()
  const body = '{"event":"user.created"}'
  expect((await post(ready, "/hooks", { body, headers: { "x-webhook-event": "user.created" } })).status).toBe(
    200,
  )
  const { id } = await listener.line(ofType("delivery"))
  expect(await listener.line(ofType("delivery"))).toEqual({
    type: "delivery",
    id,
    method: "POST",
    path: "/hooks",
    event: "user.created",
    bytes: body.length,
    verified: null,
    reason: null,
  })
  const stored = await home.run(["delivery", String(id), "--json"])
  expect(JSON.parse(stored.stdout)).toMatchObject({ id, status: "delivered", responseStatus: 200 })
})

test("--forward without a value takes the target of whk.config.json and says so", async () => {
  await using home = await whkHome()
  await using app = await startRawServer()
  await writeFile(
    join(home.path, "whk.config.json"),
    JSON.stringify({ forward: `localhost:${app.port}/hooks` }),
  )
  const listener = home.start(["listen", "--forward"])
  const ready = await listener.line(ofType("ready"))
  expect(ready["forward"]).toBe(`http://localhost:${app.port}/hooks`)
  expect(listener.stderr()).toBe(`Forwarding to localhost:${app.port} (from whk.config.json).\n`)
  expect((await post(ready)).status).toBe(200)
})

test("--forward without any value goes to localhost:3000 and says so, once", async () => {
  await using home = await whkHome()
  const asJson = home.start(["listen", "--forward"])
  expect((await asJson.line(ofType("ready")))["forward"]).toBe("http://localhost:3000/")
  expect(asJson.stderr()).toBe("Forwarding to localhost:3000 (from the default).\n")
  await asJson.kill("SIGKILL")
  const asText = home.start(["listen", "--forward"], { asText: true })
  const { text } = await asText.line(() => true)
  expect(text).toContain(" → http://localhost:3000/ (from the default)")
  expect(asText.stderr()).toBe("")
})
