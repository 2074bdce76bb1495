import { join } from "node:path"
import { expect, test } from "vitest"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

test("providers --json lists every provider with its rules", async () => {
  const { stdout, stderr } = await runWhk(["providers", "--json"])
  const list = JSON.parse(stdout) as { id: string }[]
  expect(stderr).not.toContain("error")
  expect(list.map(({ id }) => id).slice(0, 5)).toEqual([
    "axiestudio",
    "ainexlayer",
    "axelered",
    "axcelerate",
    "accelex",
  ])
  expect(list[0]).toEqual({
    id: "axiestudio",
    name: "Axie Studio",
    scheme: "axiestudio",
    events: expect.arrayContaining(["user.created", "webhook.test"]),
    managed: "dashboard",
    schedule: {
      attempts: 5,
      delaysSeconds: [2, 4, 8, 16],
      certainty: "exact",
      source: expect.stringContaining("https://"),
    },
    timeoutSeconds: 30,
    success: [200],
    sourceIps: [],
    assumed: expect.arrayContaining([expect.objectContaining({ key: "signature.tolerance" })]),
  })
})

test("one provider in --json has the recipe as well", async () => {
  const { stdout } = await runWhk(["providers", "axelered", "--json"])
  expect(JSON.parse(stdout)).toMatchObject({
    id: "axelered",
    recipe: { algorithm: "hmac-sha256", content: "{body}" },
    management: { kind: "api", baseUrl: "https://api.axelered.com/v1" },
  })
})

test("events --json is one row per event type, narrowed by provider and search", async () => {
  const all = JSON.parse((await runWhk(["events", "--json"])).stdout) as unknown[]
  const some = await runWhk(["events", "--provider", "axcelerate", "--search", "MERGED", "--json"])
  expect(all.length).toBeGreaterThan(100)
  expect(JSON.parse(some.stdout)).toEqual([
    {
      type: "contact.contact_merged",
      title: expect.any(String),
      provider: "axcelerate",
      status: "live",
    },
  ])
})

test("piped, an event type with its provider and title stands on one line", async () => {
  const { stdout } = await runWhk(["events"])
  expect(stdout).toMatch(
    /^webhook\.test +axiestudio +\(test-only\) .+ button only; cannot be subscribed to.*$/m,
  )
})

test("a search without a hit says so on stderr", async () => {
  const { stdout, stderr, exitCode } = await runWhk(["events", "--search", "no\u001bsuch"])
  expect({ stdout, stderr, exitCode }).toEqual({
    stdout: "",
    stderr: 'No event type fits "no\\x1bsuch".\n',
    exitCode: 0,
  })
})

test("a development secret stays the same in one WHK_HOME", async () => {
  await using folder = await temporaryFolder()
  const env = { WHK_HOME: folder.path }
  const first = await runWhk(["secret", "stripe"], { env })
  const second = await runWhk(["secret", "stripe", "--json"], { env })
  const path = join(folder.path, "config/secrets/stripe.secret")
  expect(first.stdout).toMatch(/^whsec_\S+\n$/)
  expect(first.stderr).toBe(`Made the development secret of stripe, kept in ${path}\n`)
  expect(JSON.parse(second.stdout)).toEqual({ provider: "stripe", secret: first.stdout.trim(), path })
})

test("colours are for terminals, or for who forces them", async () => {
  const piped = await runWhk(["providers"])
  const forced = await runWhk(["providers"], { env: { FORCE_COLOR: "1" } })
  expect(piped.stdout).not.toContain("\u001b[")
  expect(forced.stdout).toContain("\u001b[")
})
