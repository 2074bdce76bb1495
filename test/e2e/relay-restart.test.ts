import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { acknowledged, sendNumbered } from "../support/senders.ts"
import { ofType, startWhk } from "../support/start-whk.ts"

test("a listener that joined a relay of its own waits for it to be started again instead of taking its place", async () => {
  await using home = await temporaryFolder()
  await using app = await startApp()
  const env = { WHK_HOME: home.path }
  const data = `${home.path}/relay-data`
  const first = startWhk(["relay", "--port", "0", "--data", data], env)
  const port = new URL(String((await first.line(ofType("ready")))["url"])).port
  const listener = startWhk(["listen", "--forward", String(app.port), "--inbox", "kept"], env)
  const { url } = await listener.line(ofType("ready"))
  await first.kill("SIGKILL")
  await listener.line(ofType("reconnecting"))
  const second = startWhk(["relay", "--port", port, "--data", data], env)
  await second.line(ofType("ready"))
  const told = await sendNumbered(() => String(url), { count: 5, atOnce: 1 })
  expect(acknowledged(told)).toHaveLength(5)
  await app.untilReceived(acknowledged(told))
  await listener.kill("SIGTERM")
  await second.kill("SIGTERM")
})
