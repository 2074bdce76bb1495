import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { startRawServer } from "../support/raw-server.ts"
import { type Line, ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

/** Posts an event as a sender does; the app knows it by its type. */
function post(ready: Line, type: string, data: unknown = {}): Promise<Response> {
  return fetch(String(ready["url"]), {
    method: "POST",
    headers: { "content-type": "application/json", "x-event": type },
    body: JSON.stringify({ type, data }),
  })
}

test("--events forwards what fits; the rest is success for its sender, stored, and listed as skipped", async () => {
  await using home = await whkHome()
  await using app = await startApp((_request, response) => response.writeHead(201).end("app"))
  const listener = home.start(["listen", "--forward", String(app.port), "--events", "user.*,role.changed"])
  const ready = await listener.line(ofType("ready"))
  const answers = [await post(ready, "user.profile.updated"), await post(ready, "invoice.paid")]
  expect(await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
    [201, "app"],
    [200, ""],
  ])
  const skipped = await listener.line(ofType("skipped"))
  expect(skipped).toEqual({
    type: "skipped",
    id: expect.stringMatching(/^dlv_/),
    event: "invoice.paid",
    reason: "filter",
  })
  expect([...app.received.keys()]).toEqual(["user.profile.updated"])
  const stored = await home.run(["delivery", String(skipped["id"]), "--json"])
  expect(JSON.parse(stored.stdout)).toMatchObject({ status: "delivered", responseStatus: 200 })
})

test("--filter looks into the body, every one has to fit, and --once waits for one that does", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const filters = ["--filter", "data.role=admin", "--filter", "data.age>30"]
  const listener = home.start(["listen", "--forward", String(app.port), ...filters, "--once"])
  const ready = await listener.line(ofType("ready"))
  await post(ready, "young", { role: "admin", age: 20 })
  await post(ready, "guest", { role: "guest", age: 40 })
  await post(ready, "both", { role: "admin", age: 40 })
  expect(await listener.exited).toBe(0)
  expect([...app.received.keys()]).toEqual(["both"])
  expect(listener.lines.map(({ type }) => type)).toEqual([
    "ready",
    "skipped",
    "skipped",
    "delivery",
    "response",
    "closed",
  ])
})

test("for people a skipped delivery is a line that says why", async () => {
  await using home = await whkHome()
  const listen = ["listen", "--events", "a", "--format", "compact"]
  const listener = home.start([...listen, "--ready-file", "ready"], { asText: true })
  const { text } = await listener.line(() => true)
  const [, url = ""] = /^ready (\S+)/.exec(String(text)) ?? []
  await post({ type: "ready", url }, "b")
  const line = await listener.line((candidate) => String(candidate["text"]).includes(" skipped "))
  expect(line["text"]).toMatch(/^\S+ skipped - POST \/ b 22 B dlv_\w+ not asked for$/)
})

test("--dedupe makes a replay by hand all the same", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const listener = home.start(["listen", "--forward", String(app.port), "--dedupe"])
  const ready = await listener.line(ofType("ready"))
  await post(ready, "once")
  const { id } = await listener.line(ofType("delivery"))
  expect((await home.run(["replay", String(id)])).exitCode).toBe(0)
  expect(Object.fromEntries(app.received)).toEqual({ once: 2 })
})

test("--inject breaks deliveries on purpose, says so loudly, and the same seed breaks the same ones", async () => {
  await using home = await whkHome()
  await using app = await startRawServer()
  const faults = "delay=5ms,duplicate=0.5,drop-response=0.5,flip-byte=0.5"
  const run = async (): Promise<unknown> => {
    const listener = home.start(["listen", "--forward", String(app.port), "--inject", faults, "--seed", "7"])
    const ready = await listener.line(ofType("ready"))
    expect(listener.stderr()).toContain(
      "warning FAULTS ON PURPOSE (--inject): every delivery waits 5ms; 50 % are sent to the app twice; the answers to 50 % are dropped; 50 % have one byte changed.",
    )
    const statuses: number[] = []
    for (const name of ["a", "b", "c", "d", "e", "f"]) statuses.push((await post(ready, name)).status)
    await listener.kill("SIGTERM")
    const injected = listener.lines.filter(ofType("delivery")).map((line) => line["injected"])
    const isDropped = injected.map((names) => (names as string[]).includes("drop-response"))
    expect(statuses).toEqual(isDropped.map((dropped) => (dropped ? 502 : 200)))
    return injected
  }
  const first = await run()
  expect(await run()).toEqual(first)
  expect(new Set((first as string[][]).flat())).toEqual(
    new Set(["delay", "duplicate", "drop-response", "flip-byte"]),
  )
})

test("an event type that the provider does not have but for a slip is told", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen", "--provider", "github", "--events", "pussh,my.own.thing,pull_*"])
  await listener.line(ofType("ready"))
  expect(listener.stderr()).toBe(
    'warning No event of github is called "pussh" (--events); did you mean push?\n',
  )
})
