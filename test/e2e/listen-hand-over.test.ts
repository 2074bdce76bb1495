import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { type Line, ofType, type RunningWhk } from "../support/start-whk.ts"
import { type WhkHome, whkHome } from "../support/whk-home.ts"

function listen(home: WhkHome, inbox: string, port: number): RunningWhk {
  return home.start(["listen", "--forward", String(port), "--inbox", inbox])
}

async function readyAgain(listener: RunningWhk): Promise<Line> {
  await listener.count(ofType("ready"), 2)
  return listener.lines.filter(ofType("ready"))[1]!
}

function deliver(ready: Line, event: string): Promise<Response> {
  return fetch(String(ready["url"]), { method: "POST", headers: { "x-event": event } })
}

test.each(["SIGTERM", "SIGKILL"] as const)(
  "when the listener that hosts the relay leaves by %s, another takes over its port, its data and its inbox",
  async (signal) => {
    await using home = await whkHome()
    await using app = await startApp()
    const first = listen(home, "one", app.port)
    const firstReady = await first.line(ofType("ready"))
    const second = listen(home, "two", app.port)
    const secondReady = await second.line(ofType("ready"))
    expect(await home.hostPid()).toBe(first.pid)

    await first.kill(signal)
    expect(await readyAgain(second)).toEqual(secondReady)
    expect(await home.hostPid()).toBe(second.pid)
    expect((await deliver(secondReady, "to the second")).status).toBe(200)
    const waiting = await deliver(firstReady, "while the first was away")
    expect([waiting.status, waiting.headers.get("x-whk-answer")]).toEqual([200, "queued"])
    expect([...app.received.keys()]).toEqual(["to the second"])

    const again = listen(home, "one", app.port)
    expect(await again.line(ofType("ready"))).toEqual(firstReady)
    await app.untilReceived(["while the first was away"])
    expect(await home.hostPid()).toBe(second.pid)
  },
)

test("of two listeners whose host was killed exactly one takes over and the other joins it", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const host = listen(home, "one", app.port)
  await host.line(ofType("ready"))
  const others = [listen(home, "two", app.port), listen(home, "three", app.port)]
  const before = await Promise.all(others.map((listener) => listener.line(ofType("ready"))))
  await host.kill("SIGKILL")
  expect(await Promise.all(others.map(readyAgain))).toEqual(before)
  expect(others.map(({ pid }) => pid)).toContain(await home.hostPid())
  const answers = await Promise.all(before.map((ready) => deliver(ready, "a")))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(app.received.get("a")).toBe(2)
})

test("a host that leaves in order tells the others, who are back at once", async () => {
  await using home = await whkHome()
  const first = listen(home, "one", 1)
  await first.line(ofType("ready"))
  const second = listen(home, "two", 1)
  await second.line(ofType("ready"))
  await first.kill("SIGTERM")
  expect(await second.line(ofType("reconnecting"))).toEqual({ type: "reconnecting", inSeconds: 0.2 })
  await second.said("The relay is gone (the relay is stopping); trying again until it is back.")
  await second.said("Connected again.")
})

test("a run file of a process that died is taken for none", async () => {
  await using home = await whkHome()
  const first = listen(home, "one", 1)
  const ready = await first.line(ofType("ready"))
  await first.kill("SIGKILL")
  const second = listen(home, "one", 1)
  expect(await second.line(ofType("ready"))).toEqual(ready)
  expect(second.stderr()).toBe("")
})

test("a taken port costs the URLs their port and nothing else, and it is said", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  await writeFile(join(home.env["WHK_HOME"]!, "data", "port"), String(app.port))
  const listener = listen(home, "one", app.port)
  const ready = await listener.line(ofType("ready"))
  expect(listener.stderr()).toContain(`Port ${app.port} is taken; the URLs of inboxes now have port `)
  expect((await deliver(ready, "still here")).status).toBe(200)
})
