import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { startRawServer } from "../support/raw-server.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

test("the ready probe reaches no app, is not stored and does not count", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const listener = home.start(["listen", "--forward", String(app.port), "--once"])
  const ready = await listener.line(ofType("ready"))
  expect(ready["probe"]).toBe("ok")
  const { stdout } = await home.run(["deliveries", "--json"])
  expect(JSON.parse(stdout)).toMatchObject({ items: [] })
  await fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "the first" } })
  expect(await listener.exited).toBe(0)
  expect([...app.received.keys()]).toEqual(["the first"])
})

test("a probe that nobody asked for is refused and not stored", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen"])
  const ready = await listener.line(ofType("ready"))
  const stranger = await fetch(String(ready["url"]), { method: "POST", headers: { "x-whk-probe": "guess" } })
  expect(stranger.status).toBe(409)
  expect(JSON.parse((await home.run(["deliveries", "--json"])).stdout)).toMatchObject({ items: [] })
})

test("a public URL that leads elsewhere fails the probe and is warned of, and the listener works", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  await using elsewhere = await startRawServer()
  const listener = home.start([
    "listen",
    "--forward",
    String(app.port),
    "--public-url",
    `http://${elsewhere.host}/x/`,
  ])
  const ready = await listener.line(ofType("ready"))
  const url = String(ready["url"])
  expect(url).toMatch(new RegExp(`^http://${elsewhere.host}/x/in/`))
  expect(ready["probe"]).toBe("failed")
  expect(listener.stderr()).toBe(
    "warning The public URL did not answer from here; deliveries may still come.\n",
  )
  const directly = url.replace(`http://${elsewhere.host}/x`, String(ready["relay"]))
  await fetch(directly, { method: "POST", headers: { "x-event": "through a proxy" } })
  expect([...app.received.keys()]).toEqual(["through a proxy"])
})

test("a public URL that leads here is the one senders are given", async () => {
  await using home = await whkHome()
  const publicUrl = `http://localhost:${home.port}`
  const listener = home.start(["listen", "--public-url", publicUrl])
  const ready = await listener.line(ofType("ready"))
  expect(ready).toMatchObject({ probe: "ok", relay: `http://127.0.0.1:${home.port}` })
  expect(String(ready["url"]).startsWith(`${publicUrl}/in/`)).toBe(true)
})

test("--public-url of a listener that joins a relay is warned of: the host's stands", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listener = home.start(["listen", "--public-url", "https://hooks.example.com"])
  const ready = await listener.line(ofType("ready"))
  expect(String(ready["url"]).startsWith(`${String(url)}/in/`)).toBe(true)
  expect(listener.stderr()).toBe(
    `warning --public-url is not used: the relay at ${String(url)} runs in another process, which has its own.\n`,
  )
})

test("a key in WHK_API_KEY for another relay does not get in the way of the one on this machine", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen"], { env: { WHK_API_KEY: "whk_of_another_relay" } })
  expect((await listener.line(ofType("ready")))["probe"]).toBe("ok")
})

test("a relay that was named gets WHK_API_KEY, and a wrong one is refused by its last characters", async () => {
  await using home = await whkHome()
  await using stranger = await whkHome()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listen = ["listen", "--relay", String(url)]
  expect(await stranger.run(listen, { env: { WHK_API_KEY: "whk_0123456789wrong" } })).toMatchObject({
    exitCode: 3,
    stderr: `error The relay at ${String(url)} refuses the key …rong.\n  → Set WHK_API_KEY to a key that is valid there.\n`,
  })
  expect(await stranger.run(listen)).toMatchObject({
    exitCode: 3,
    stderr: `error There is no API key for ${String(url)}.\n  → Run \`whk login --relay ${String(url)}\`, or set WHK_API_KEY to a relay's key (whk_…).\n`,
  })
  expect(await stranger.run(listen, { env: { WHK_API_KEY: "sk_a_providers" } })).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("WHK_API_KEY is not a relay's key"),
  })
})

test("a relay that is not there is named with host and port, and how to start one", async () => {
  await using home = await whkHome()
  expect(await home.run(["listen", "--relay", "http://127.0.0.1:1"])).toMatchObject({
    exitCode: 5,
    stdout: "",
    stderr:
      "error The relay at http://127.0.0.1:1 cannot be reached: connection refused.\n  → Start one with `whk relay`, or name another with --relay.\n",
  })
})

test("a server that is no relay is said to be none", async () => {
  await using home = await whkHome()
  await using other = await startApp((_request, response) => response.writeHead(404).end())
  const { exitCode, stderr } = await home.run(["listen", "--relay", `http://127.0.0.1:${other.port}`])
  expect(exitCode).toBe(4)
  expect(stderr).toBe(
    `error The relay at http://127.0.0.1:${other.port} has no tunnel (it answered 404).\n  → Check that --relay names a whk relay of the same version.\n`,
  )
})

test("an unknown provider is refused before anything is started", async () => {
  await using home = await whkHome()
  const { exitCode, stderr } = await home.run(["listen", "--provider", "strpie"])
  expect([exitCode, stderr]).toEqual([2, 'error "strpie" is not a provider.\n  → Did you mean stripe?\n'])
})
