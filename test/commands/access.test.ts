import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { runInProcess } from "../support/run-in-process.ts"
import { type ManagedRelay, startManagedRelay } from "../support/managed-relay.ts"
import { startRelayProcess } from "../support/relay-process.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../support/run-whk.ts"

let relay: ManagedRelay
let home = ""
beforeAll(async () => void (relay = await startManagedRelay()))
afterAll(async () => await relay[Symbol.asyncDispose]())
beforeEach(async () => {
  const folder = await temporaryFolder()
  home = folder.path
  onTestFinished(() => folder[Symbol.asyncDispose]())
})

const keysFile = (): string => join(home, "config", "keys.json")

/** A command of a machine that knows nothing of the relay but what it was told. */
function whk(args: readonly string[], input?: string): Promise<WhkResult> {
  return runWhk(args, { env: { WHK_HOME: home }, ...(input !== undefined && { input }) })
}

test("keys create prints the key once, alone on stdout, and it opens the relay", async () => {
  const { exitCode, stdout, stderr } = await relay.whk("keys", "create", "ci")
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^whk_[0-9A-Za-z]{49}\n$/)])
  expect(stderr).toContain('for "ci". The relay shows the key this once.')
  const list = await relay.whk("keys", "list")
  expect(list.stdout).toMatch(new RegExp(`ci +…${stdout.trim().slice(-4)} .* valid`))
  expect(list.stdout).toMatch(/test +….{4} .* in use here/)
  expect(list.stdout).not.toContain(stdout.trim())
  expect(
    await runWhk(["stats"], { env: { WHK_RELAY: relay.url, WHK_API_KEY: stdout.trim() } }),
  ).toMatchObject({ exitCode: 0 })
})

test("--json gives the key's fields, and the list has them without the key", async () => {
  const made = await relay.json("keys", "create", "for json")
  expect(made).toMatchObject({ name: "for json", key: expect.stringMatching(/^whk_/), revokedAt: null })
  const { items } = await relay.json("keys", "list")
  const { key: _key, ...rest } = made
  expect(items).toContainEqual(rest)
})

test("a revoked key opens nothing any more; without a terminal --yes has to say so", async () => {
  const { id, key } = await relay.json("keys", "create", "lost")
  const asked = await relay.whk("keys", "revoke", id)
  expect([asked.exitCode, asked.stderr]).toEqual([
    2,
    expect.stringContaining(`Revoking the key "${id}" cannot be undone`),
  ])
  const revoked = await relay.whk("keys", "revoke", id.slice(0, -2), "--yes")
  expect([revoked.exitCode, revoked.stdout]).toEqual([0, `Revoked the key ${id} ("lost").\n`])
  const refused = await runWhk(["stats"], { env: { WHK_RELAY: relay.url, WHK_API_KEY: key } })
  expect(refused.exitCode).toBe(3)
  expect((await relay.whk("keys", "list")).stdout).toMatch(/lost .* revoked (?:just now|\d+s ago)/)
})

test("--yes revokes also the key in use", async () => {
  const { id, key } = await relay.json("keys", "create", "mine")
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: key }
  expect((await runWhk(["keys", "revoke", id, "--yes"], { env })).exitCode).toBe(0)
  expect((await runWhk(["stats"], { env })).exitCode).toBe(3)
})

test("at a terminal the key in use is refused before anything is asked, and stays", async () => {
  const { id, key } = await relay.json("keys", "create", "sitting")
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: key, WHK_HOME: home }
  const running = runInProcess(["keys", "revoke", id], { clock: systemClock, env, interactive: true })
  await expect(running.done).rejects.toMatchObject({
    code: "RULE_REFUSED",
    message: `${id} is the key that this command itself uses.`,
  })
  expect((await runWhk(["stats"], { env })).exitCode).toBe(0)
})

test("a key that is not there ends with 4, a missing name with 2, a provider's API with 6", async () => {
  expect((await relay.whk("keys", "revoke", "key_nothing", "--yes")).exitCode).toBe(4)
  expect((await relay.whk("keys", "create", "")).exitCode).toBe(2)
  const env = { WHK_API_KEY: "a-provider's-key" }
  const args = ["keys", "list", "--api", "https://127.0.0.1:9", "--provider", "ainexlayer"]
  expect((await runWhk(args, { env })).exitCode).toBe(6)
})

test("login keeps a key that is valid, for that relay and for this user alone; logout forgets it", async () => {
  const at = ["--relay", relay.url]
  expect((await whk(["stats", ...at])).stderr).toContain(`whk login --relay ${relay.url}`)
  const login = await whk(["login", ...at], `${relay.key}\n`)
  expect([login.exitCode, login.stdout]).toEqual([
    0,
    expect.stringMatching(/^Logged in at http:\/\/127\.0\.0\.1:\d+, workspace default \(/),
  ])
  expect(login.stdout + login.stderr).not.toContain(relay.key)
  expect((await stat(keysFile())).mode & 0o777).toBe(0o600)
  expect((await whk(["stats", ...at])).exitCode).toBe(0)
  expect((await whk(["stats", "--relay", relay.url.replace("127.0.0.1", "localhost")])).exitCode).toBe(3)

  expect((await whk(["logout", ...at])).stdout).toBe(`Logged out of ${relay.url}.\n`)
  expect((await whk(["stats", ...at])).exitCode).toBe(3)
  expect((await whk(["logout", ...at])).stdout).toBe(`No key is kept for ${relay.url}.\n`)
  expect(await readFile(keysFile(), "utf8")).not.toContain("whk_")
})

test.each([
  ["", 2, "No key came from standard input."],
  ["sk_live_1", 3, "is not the key of a relay, which begins with whk_."],
  ["whk_0123456789", 3, "refuses the key …6789."],
])("login with %j keeps nothing", async (input, exitCode, words) => {
  const login = await whk(["login", "--relay", relay.url], input)
  expect(login).toMatchObject({ exitCode, stderr: expect.stringContaining(words) })
  expect(login.stderr).not.toContain("sk_live_1")
  await expect(stat(keysFile())).rejects.toThrow()
})

test("login takes a key only of the workspace that is asked for", async () => {
  const other = ["login", "--relay", relay.url, "--workspace", "other"]
  expect(await whk(other, relay.key)).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('"other"'),
  })
  await expect(stat(keysFile())).rejects.toThrow()
  const own = ["login", "--relay", relay.url, "--workspace", "default"]
  expect((await whk(own, relay.key)).exitCode).toBe(0)
})

test("login without a relay says what is missing; with nobody there it ends with 5", async () => {
  expect(await whk(["login"], "whk_1")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("--relay is missing"),
  })
  expect((await whk(["login", "--relay", "http://127.0.0.1:9"], "whk_1")).exitCode).toBe(5)
})

test("the key that this machine itself uses is not revoked by accident", async () => {
  await using machine = await startRelayProcess()
  const { items } = await machine.json("keys", "list")
  const { id } = items.find(({ name }: { name: string }) => name === "this machine")
  expect((await machine.whk("keys", "revoke", id)).exitCode).toBe(2)
  expect((await machine.whk("login")).exitCode).toBe(2)
})
