import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { startRawServer, WAIT } from "../support/raw-server.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

test("--inbox keeps its URL over restarts, and another inbox has another", async () => {
  await using home = await whkHome()
  const urlOf = async (inbox: string): Promise<unknown> => {
    const listener = home.start(["listen", "--inbox", inbox])
    const { url } = await listener.line(ofType("ready"))
    await listener.kill("SIGTERM")
    return url
  }
  const first = await urlOf("billing")
  expect(await urlOf("billing")).toBe(first)
  expect(await urlOf("orders")).not.toBe(first)
})

test("without --inbox every project folder has one of its own, also from below it", async () => {
  await using home = await whkHome()
  await mkdir(join(home.path, "Shop & Co", "src"), { recursive: true })
  await mkdir(join(home.path, "other"))
  await writeFile(join(home.path, "Shop & Co", "whk.config.json"), "{}")
  const inboxIn = async (folder: string): Promise<string> => {
    const listener = home.start(["listen"], { cwd: join(home.path, folder) })
    const { inbox } = await listener.line(ofType("ready"))
    await listener.kill("SIGTERM")
    return String(inbox)
  }
  const shop = await inboxIn("Shop & Co")
  expect(shop).toMatch(/^shop-co-[0-9a-f]{6}$/)
  expect(await inboxIn("Shop & Co/src")).toBe(shop)
  expect(await inboxIn("other")).not.toBe(shop)
})

test("a second listener takes the inbox, and the first says so in two lines and exits 6", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listen = ["listen", "--relay", String(url), "--inbox", "work", "--forward", String(app.port)]
  const first = home.start(listen, { asText: true })
  await first.line(({ text }) => String(text).startsWith("ready"))
  const second = home.start(listen)
  const ready = await second.line(ofType("ready"))
  expect(await first.exited).toBe(6)
  expect(first.stderr()).toBe(
    'error Another listener took the inbox "work".\n  → Start this one again to take it back, or choose another --inbox.\n',
  )
  await fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "to the second" } })
  expect([...app.received.keys()]).toEqual(["to the second"])
})

test("a listener that was killed takes its inbox back at once, with the sender that waits", async () => {
  await using home = await whkHome()
  await using silent = await startRawServer({ answer: () => WAIT })
  await using app = await startApp((_, response) => response.end("from the new one"))
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listen = ["listen", "--relay", String(url), "--inbox", "work", "--forward"]
  const first = home.start([...listen, String(silent.port)])
  const ready = await first.line(ofType("ready"))
  const sending = fetch(String(ready["url"]), { method: "POST" })
  await silent.waitFor(1)
  await first.kill("SIGKILL")
  const second = home.start([...listen, String(app.port)])
  // The sender is held for ten seconds at most and has the new listener's answer long before.
  expect(await (await sending).text()).toBe("from the new one")
  expect((await second.line(ofType("ready")))["url"]).toBe(ready["url"])
})

test("a listener that leaves in order keeps nobody waiting for the next one", async () => {
  await using home = await whkHome()
  await using silent = await startRawServer({ answer: () => WAIT })
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listen = ["listen", "--relay", String(url), "--max-in-flight", "1", "--forward", String(silent.port)]
  const listener = home.start(listen)
  const ready = await listener.line(ofType("ready"))
  const inFlight = fetch(String(ready["url"]), { method: "POST" }).catch(() => null)
  await silent.waitFor(1)
  const waiting = fetch(String(ready["url"]), { method: "POST" })
  const stopped = listener.kill("SIGTERM")
  // The one in flight never ends: were the other one held for a next listener, it would not be answered before.
  expect((await waiting).headers.get("x-whk-answer")).toBe("queued")
  await silent.close()
  await stopped
  expect((await inFlight)?.status).toBe(502)
})
