import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { ofType } from "../support/start-whk.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { whkHome, type WhkHome } from "../support/whk-home.ts"

const AXIE = ["--provider", "axiestudio"]

async function endpoints(home: WhkHome): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await home.run(["list", "--json"])
  return (JSON.parse(stdout) as { items: Record<string, unknown>[] }).items
}

test("--create registers an endpoint that leads here and is verified, and removes it at the end", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  const flags = ["--forward", String(app.port), ...AXIE, "--create", "--events", "user.created", "--verify"]
  const listener = home.start(["listen", ...flags])
  const ready = await listener.line(ofType("ready"))
  expect(await endpoints(home)).toMatchObject([
    {
      id: ready["endpoint"],
      url: ready["url"],
      events: ["user.created"],
      provider: "axiestudio",
      active: true,
    },
  ])
  expect(listener.stderr()).toContain(
    `Registered the endpoint ${String(ready["endpoint"])} for user.created on your relay, not at Axie Studio; it is removed at the end.`,
  )
  expect((await home.run(["trigger", "user.created", ...AXIE])).exitCode).toBe(0)
  expect(await listener.line(ofType("delivery"))).toMatchObject({ event: "user.created", verified: true })
  expect(await listener.kill("SIGTERM")).toBe(143)
  expect(listener.stderr()).toContain(`Removed the endpoint ${String(ready["endpoint"])} on your relay`)
  expect(await endpoints(home)).toEqual([])
})

test("the provider follows from the event, and a rule that refuses the endpoint ends the listener", async () => {
  await using home = await whkHome()
  const refused = await home.run(["listen", "--create", "--events", "no.such.event", ...AXIE])
  expect(refused.exitCode).toBeGreaterThan(0)
  expect(refused.stderr).toContain("no.such.event")
  const listener = home.start(["listen", "--create", "--events", "user.created"])
  await listener.line(ofType("ready"))
  expect(listener.stderr()).toContain("user.created of axiestudio; also in")
})

test("an endpoint that cannot be removed is told loudly, with the way to remove it", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const listener = home.start([
    "listen",
    "--relay",
    String(url),
    ...AXIE,
    "--create",
    "--events",
    "user.created",
  ])
  const ready = await listener.line(ofType("ready"))
  await relay.kill("SIGKILL")
  await listener.kill("SIGTERM")
  expect(listener.stderr()).toMatch(
    new RegExp(
      `^warning The endpoint ${String(ready["endpoint"])} is STILL REGISTERED .* Remove it: whk delete`,
      "m",
    ),
  )
})

test("one that somebody has removed already is not missed", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen", ...AXIE, "--create", "--events", "user.created"])
  const ready = await listener.line(ofType("ready"))
  expect((await home.run(["delete", String(ready["endpoint"]), "--yes"])).exitCode).toBe(0)
  expect(await listener.kill("SIGTERM")).toBe(143)
  expect(listener.stderr()).not.toContain("STILL REGISTERED")
})

test("with --api the endpoint is made at the provider, whose secret verifies what it sends", async () => {
  await using home = await whkHome()
  // The relay speaks AINexLayer's dialect, so it stands in for its server here.
  await using provider = await startTestRelay()
  const env = { WHK_API_KEY: provider.key }
  const ainexlayer = ["--provider", "ainexlayer", "--api", provider.url]
  const flags = [...ainexlayer, "--create", "--events", "user.login", "--reject-unverified"]
  const listener = home.start(["listen", ...flags, "--write-env", ".env"], { env })
  const ready = await listener.line(ofType("ready"))
  const [, secret = ""] = /^Its secret, shown once: (\S+)$/m.exec(listener.stderr()) ?? []
  expect(secret).not.toBe("")
  expect(await readFile(join(home.path, ".env"), "utf8")).toContain(secret)
  const trigger = ["trigger", "user.login", "--provider", "ainexlayer", "--relay", provider.url]
  expect((await home.run(trigger, { env })).exitCode).toBe(0)
  expect(await listener.line(ofType("delivery"))).toMatchObject({ event: "user.login", verified: true })
  expect(await listener.kill("SIGTERM")).toBe(143)
  const gone = await home.run(["get", String(ready["endpoint"]), ...ainexlayer], { env })
  expect(gone.exitCode).toBe(4)
})
