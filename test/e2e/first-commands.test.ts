import { existsSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { startReceiver } from "../support/receiver.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { ofType, startWhk } from "../support/start-whk.ts"
import { verify } from "../support/signing.ts"

// Each of these runs with an empty WHK_HOME, no settings, no relay and no terminal.

test("whk create names the missing argument", async () => {
  expect(await runWhk(["create"])).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr:
      "error <url> is missing: where should deliveries go?\n  → For example: whk create https://example.com/hooks --events user.created\n",
  })
})

test("whk rotate names the missing argument", async () => {
  expect(await runWhk(["rotate"])).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: "error <id> is missing.\n  → Run `whk rotate --help` to see how it is used.\n",
  })
})

test("whk list lists nothing and says how to begin", async () => {
  const { exitCode, stdout, stderr } = await runWhk(["list"])
  expect([exitCode, stdout]).toEqual([0, "Total 0 · Active 0 · Inactive 0 · Events 0\n"])
  expect(stderr).toContain("Create one: whk create https://example.com/hooks --events user.created")
})

test("whk trigger user.created --to localhost:<port> fires one signed event", async () => {
  await using home = await temporaryFolder()
  const env = { WHK_HOME: home.path }
  const receiver = await startReceiver(() => 200)
  const { host } = new URL(receiver.url)
  const { exitCode, stdout, stderr } = await runWhk(
    ["trigger", "user.created", "--to", host.replace("127.0.0.1", "localhost")],
    { env },
  )
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^✓ attempt 1 {2}200 in \d+ms/)])
  expect(stderr).toContain("Made the development secret of axiestudio")
  const secret = (await runWhk(["secret", "axiestudio", "-q"], { env })).stdout.trim()
  const { headers, body, target } = receiver.requests[0]!
  const { scheme } = findProvider("axiestudio")
  expect(verify(scheme, { headers, body, secrets: [secret], nowMs: Date.now() })).toMatchObject({
    verified: true,
  })
  expect([receiver.requests.length, target]).toEqual([1, "/"])
})

test("whk listen --forward is ready with a relay of its own, and leaves nothing running", async () => {
  await using home = await temporaryFolder()
  const listener = startWhk(["listen", "--forward"], { WHK_HOME: home.path })
  const ready = await listener.line(ofType("ready"))
  expect(ready).toMatchObject({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/in\/\S{20,}$/),
    forward: "http://localhost:3000/",
    probe: "ok",
  })
  expect(listener.stderr()).toContain("localhost:3000")
  expect(await listener.kill("SIGTERM")).toBe(143)
  expect(existsSync(join(home.path, "run", "relay.json"))).toBe(false)
  await expect(fetch(String(ready["url"]), { method: "POST" })).rejects.toThrow("fetch failed")
})

test("a checkout that was not built says how to build it", async () => {
  await using folder = await temporaryFolder()
  const { execa } = await import("execa")
  await execa("cp", ["-r", join(import.meta.dirname, "../../bin"), folder.path])
  await writeFile(join(folder.path, "package.json"), '{"type":"module"}')
  const result = await execa(process.execPath, [join(folder.path, "bin/whk.js"), "list"], { reject: false })
  expect(result).toMatchObject({
    exitCode: 70,
    stdout: "",
    stderr: "whk is not built yet.\nRun: npm run build",
  })
})
