import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { type Line, ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

const body = (type: string): string => JSON.stringify({ type, padding: "x".repeat(100) })

function post(ready: Line, type: string): Promise<Response> {
  return fetch(`${String(ready["url"])}/rest?q=1`, { method: "POST", body: body(type) })
}

const answering = (status: number, text: string) => () =>
  `HTTP/1.1 ${status} X\r\nContent-Length: ${text.length}\r\n\r\n${text}`

test("--route sends events to their own targets, the same bytes to each, and the rest to --forward", async () => {
  await using home = await whkHome()
  await using main = await startRawServer({ answer: answering(200, "main") })
  await using billing = await startRawServer({ answer: answering(201, "billing") })
  await using audit = await startRawServer({ answer: answering(200, "audit") })
  const listener = home.start([
    "listen",
    "--forward",
    `${main.port}`,
    "--route",
    `invoice.*=localhost:${billing.port}/inv`,
    "--route",
    `*.paid=${audit.port}`,
  ])
  const ready = await listener.line(ofType("ready"))
  expect(ready).toMatchObject({
    forward: `http://localhost:${main.port}/`,
    routes: [
      { types: "invoice.*", target: `http://localhost:${billing.port}/inv` },
      { types: "*.paid", target: `http://localhost:${audit.port}/` },
    ],
  })
  const paid = await post(ready, "invoice.paid")
  expect([paid.status, await paid.text()]).toEqual([201, "billing"])
  expect(await (await post(ready, "user.created")).text()).toBe("main")
  expect(billing.requests.map(({ lines, body: got }) => [lines[0], got.toString()])).toEqual([
    ["POST /inv/rest?q=1 HTTP/1.1", body("invoice.paid")],
  ])
  expect(audit.requests.map(({ lines, body: got }) => [lines[0], got.toString()])).toEqual([
    ["POST /rest?q=1 HTTP/1.1", body("invoice.paid")],
  ])
  expect(main.requests.map(({ body: got }) => got.toString())).toEqual([body("user.created")])
  const responses = listener.lines.filter(ofType("response"))
  expect(new Set(responses.map(({ target }) => target))).toEqual(
    new Set([
      `http://localhost:${billing.port}/inv`,
      `http://localhost:${audit.port}/`,
      `http://localhost:${main.port}/`,
    ]),
  )
})

test("a delivery that one of its targets refuses is not delivered, and its sender hears so", async () => {
  await using home = await whkHome()
  await using good = await startRawServer()
  await using bad = await startRawServer({ answer: answering(500, "broken") })
  const routes = ["--route", `*=${good.port}`, "--route", `*=${bad.port}`]
  const listener = home.start(["listen", ...routes])
  const ready = await listener.line(ofType("ready"))
  const answer = await post(ready, "a")
  expect([answer.status, await answer.text()]).toEqual([500, "broken"])
  const { id } = await listener.line(ofType("delivery"))
  const stored = await home.run(["delivery", String(id), "--json"])
  expect(JSON.parse(stored.stdout)).toMatchObject({ status: "answered", responseStatus: 500 })
})

test("routes of whk.config.json count; without --forward what no route takes is skipped, and the ready line says so", async () => {
  await using home = await whkHome()
  await using app = await startRawServer()
  const config = { routes: [`user.*=localhost:${app.port}/users`], inbox: "shop" }
  await writeFile(join(home.path, "whk.config.json"), JSON.stringify(config))
  const listener = home.start(["listen", "--format", "compact"], { asText: true })
  const { text } = await listener.line(() => true)
  expect(text).toContain(
    ` → its routes only (user.* → http://localhost:${app.port}/users, inbox shop, reachable only from this machine)`,
  )
  const url = String(text).split(" ")[1]!
  await post({ type: "ready", url }, "role.changed")
  await post({ type: "ready", url }, "user.created")
  const lines = (): string[] => listener.lines.map((line) => String(line["text"]))
  await listener.count(() => true, 3)
  expect(lines()[1]).toMatch(/ skipped - POST \/rest\?q=1 role\.changed .* no route$/)
  expect(lines()[2]).toMatch(/ 200 .* user\.created .* to http:\/\/localhost:\d+\/users$/)
  expect(app.requests).toHaveLength(1)
})
