import type { ServerResponse } from "node:http"
import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

const DRAINING = "Finishing what is in flight; press Ctrl-C again to stop at once."

/** An app that answers when the test says so. */
async function patientApp() {
  const open: ServerResponse[] = []
  const app = await startApp((_, response) => void open.push(response))
  return Object.assign(app, { answer: () => open.splice(0).map((response) => response.end("done")) })
}

// The relay in the listener's own process, and one of its own.
test.each([
  ["SIGINT", 130, "embedded"],
  ["SIGTERM", 143, "embedded"],
  ["SIGINT", 130, "separate"],
  ["SIGTERM", 143, "separate"],
] as const)("%s lets what is in flight finish, then exits %d (%s relay)", async (signal, code, kind) => {
  await using home = await whkHome()
  await using app = await patientApp()
  const relay = kind === "separate" ? home.start(["relay", "--port", "0"]) : undefined
  await relay?.line(ofType("ready"))
  const listener = home.start(["listen", "--forward", String(app.port)])
  const ready = await listener.line(ofType("ready"))
  const sending = fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "slow" } })
  await app.untilReceived(["slow"])
  const exited = listener.kill(signal)
  await listener.said(DRAINING)
  app.answer()
  expect(await (await sending).text()).toBe("done")
  expect(await exited).toBe(code)
  expect(listener.stderr()).toBe(`${DRAINING}\n`)
  expect(app.received.get("slow")).toBe(1)
})

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("with nothing in flight %s ends it without a word", async (signal, code) => {
  await using home = await whkHome()
  const listener = home.start(["listen"])
  await listener.line(ofType("ready"))
  expect(await listener.kill(signal)).toBe(code)
  expect(listener.stderr()).toBe("")
  expect(listener.lines.at(-1)).toEqual({ type: "closed", reason: "closed" })
})

test("the second signal exits at once, and the delivery comes again to the next listener", async () => {
  await using home = await whkHome()
  await using app = await patientApp()
  const listen = ["listen", "--forward", String(app.port)]
  const listener = home.start(listen)
  const ready = await listener.line(ofType("ready"))
  const sending = fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "slow" } }).catch(
    () => null,
  )
  await app.untilReceived(["slow"])
  const exited = listener.kill("SIGINT")
  await listener.said(DRAINING)
  process.kill(listener.pid, "SIGINT")
  expect(await exited).toBe(130)
  expect(await sending).toBeNull()
  const next = home.start(listen)
  await next.line(ofType("delivery"))
})

test("a listener whose relay is gone stops at once", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listener = home.start(["listen", "--relay", String(url)])
  await listener.line(ofType("ready"))
  await relay.kill("SIGKILL")
  await listener.line(ofType("reconnecting"))
  expect(await listener.kill("SIGTERM")).toBe(143)
})

test("a relay that is stopped lets what is in flight finish and exits 143", async () => {
  await using home = await whkHome()
  await using app = await patientApp()
  const relay = home.start(["relay", "--port", "0"])
  await relay.line(ofType("ready"))
  const listener = home.start(["listen", "--forward", String(app.port)])
  const ready = await listener.line(ofType("ready"))
  const sending = fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "slow" } })
  await app.untilReceived(["slow"])
  const exited = relay.kill("SIGTERM")
  await relay.said(DRAINING)
  app.answer()
  expect(await (await sending).text()).toBe("done")
  expect(await exited).toBe(143)
})

test("a sender whose delivery is not answered within the grace is told that it is queued", async () => {
  await using home = await whkHome()
  await using app = await patientApp()
  const relay = home.start(["relay", "--port", "0", "--grace", "50ms"])
  await relay.line(ofType("ready"))
  const listener = home.start(["listen", "--forward", String(app.port)])
  const ready = await listener.line(ofType("ready"))
  const sending = fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "slow" } })
  await app.untilReceived(["slow"])
  const [code, response] = await Promise.all([relay.kill("SIGTERM"), sending])
  expect(code).toBe(143)
  expect([response.status, response.headers.get("x-whk-answer")]).toEqual([200, "queued"])
})
