import { afterAll, beforeAll, expect, test } from "vitest"
import { type ManagedRelay, startManagedRelay } from "../support/managed-relay.ts"
import { runWhk } from "../support/run-whk.ts"

let relay: ManagedRelay
beforeAll(async () => {
  relay = await startManagedRelay()
})
afterAll(() => relay[Symbol.asyncDispose]())

test("workspaces create prints the key alone on standard output, and workspaces list shows the workspace", async () => {
  const created = await relay.whk("workspaces", "create", "billing")
  const list = await relay.whk("workspaces", "list")
  expect([created.exitCode, created.stdout]).toEqual([0, expect.stringMatching(/^whk_\w{49}\n$/)])
  expect(created.stderr).toContain("The key is not shown again")
  expect(list.stdout).toMatch(/NAME +ID\ndefault +\S+\nbilling +\S+\n/)
})

test("a new workspace's key may not make another one", async () => {
  const { key } = await relay.json("workspaces", "create", "tenant")
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: String(key) }
  const { exitCode, stderr } = await runWhk(["workspaces", "create", "more"], { env })
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining("may not see or make workspaces")])
})

test("workspaces create without a name says what is missing", async () => {
  const { exitCode, stderr } = await relay.whk("workspaces", "create", "")
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("<name> is missing")])
})
