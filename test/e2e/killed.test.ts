import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { acknowledged, sendNumbered, type Told } from "../support/senders.ts"
import { ofType, startWhk } from "../support/start-whk.ts"

const COUNT = 500

test("kill -9 of the listener in the middle of 500 deliveries loses none, and every sender gets its 2xx", async () => {
  await using home = await temporaryFolder()
  await using app = await startApp((_, response) => setTimeout(() => response.end("ok"), 2))
  const env = { WHK_HOME: home.path }
  const relay = startWhk(["relay", "--port", "0"], env)
  const { url } = await relay.line(ofType("ready"))
  const listen = ["listen", "--relay", String(url), "--forward", String(app.port), "--inbox", "work"]
  let listener = startWhk(listen, env)
  const ready = await listener.line(ofType("ready"))

  const inbox = (): string => String(ready["url"])
  let before: Promise<readonly Told[]> | undefined
  await new Promise<void>((resolve) => {
    const onTold = (soFar: readonly Told[]): void => void (soFar.length === 100 && resolve())
    before = sendNumbered(inbox, { count: 250, atOnce: 16, onTold })
  })
  await listener.kill("SIGKILL")
  // Half of the senders find nobody there, and none of them is sent away.
  const away = await sendNumbered(inbox, { from: 250, count: 250, atOnce: 16 })
  listener = startWhk(listen, env)
  const told = [...((await before) ?? []), ...away]
  expect(acknowledged(told)).toHaveLength(COUNT)
  await app.untilReceived(acknowledged(told))
  expect(app.received.size).toBe(COUNT)
  await listener.kill("SIGTERM")
  await relay.kill("SIGTERM")
})

test("kill -9 of the relay in the middle of 500 deliveries loses nothing it acknowledged", async () => {
  await using home = await temporaryFolder()
  await using app = await startApp()
  const env = { WHK_HOME: home.path }
  const first = startWhk(["relay", "--port", "0"], env)
  const started = await first.line(ofType("ready"))
  const port = new URL(String(started["url"])).port
  const listener = startWhk(
    ["listen", "--relay", String(started["url"]), "--forward", String(app.port), "--inbox", "work"],
    env,
  )
  const ready = await listener.line(ofType("ready"))

  let killed: Promise<unknown> | undefined
  const told = await sendNumbered(() => String(ready["url"]), {
    count: COUNT,
    atOnce: 16,
    onTold: (soFar) => {
      if (soFar.length === 250) killed = first.kill("SIGKILL")
    },
  })
  await killed
  const ids = acknowledged(told)
  expect(ids.length).toBeGreaterThanOrEqual(200)
  expect(ids.length).toBeLessThan(COUNT)

  const second = startWhk(["relay", "--port", port], env)
  await second.line(ofType("ready"))
  await app.untilReceived(ids)
  await listener.kill("SIGTERM")
  await second.kill("SIGTERM")
})

test("two slow handlers do not delay a third, quick one", async () => {
  await using home = await temporaryFolder()
  await using app = await startApp((request, response) => {
    const isSlow = request.headers["x-event"] === "slow"
    if (!isSlow) response.end("quick")
  })
  const listener = startWhk(["listen", "--forward", String(app.port), "--inbox", "slow"], {
    WHK_HOME: home.path,
  })
  const ready = await listener.line(ofType("ready"))
  const send = (id: string): Promise<Response> =>
    fetch(String(ready["url"]), { method: "POST", headers: { "x-event": id } })
  const stop = new AbortController()
  const slow = [1, 2].map(() =>
    fetch(String(ready["url"]), { method: "POST", headers: { "x-event": "slow" }, signal: stop.signal }),
  )
  await app.untilReceived(["slow"])
  // The slow ones never answer at all: were they in the way, this would never resolve.
  expect(await (await send("quick")).text()).toBe("quick")
  stop.abort()
  await Promise.allSettled(slow)
  await listener.kill("SIGKILL")
})
