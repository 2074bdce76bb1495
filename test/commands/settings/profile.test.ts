import { stat, writeFile, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { whkHome } from "../../support/whk-home.ts"

test("a profile is made, used, changed and removed", async () => {
  await using home = await whkHome()
  await home.run(["profile", "set", "work", "relay=https://hooks.example.com", "provider=github"])
  await home.run(["profile", "use", "work"])
  const value = async () => JSON.parse((await home.run(["profile", "list", "--json"])).stdout)
  expect(await value()).toEqual([
    { name: "work", current: true, settings: { provider: "github", relay: "https://hooks.example.com" } },
  ])
  expect((await home.run(["config", "get", "relay", "-q"])).stdout).toBe("https://hooks.example.com\n")
  await home.run(["profile", "set", "work", "provider=", "inbox=billing"])
  expect((await value())[0].settings).toEqual({ inbox: "billing", relay: "https://hooks.example.com" })
  await home.run(["profile", "use", "--none"])
  expect((await value())[0].current).toBe(false)
  await home.run(["profile", "remove", "work", "--yes"])
  expect(await value()).toEqual([])
})

test("the file is its owner's alone, and a literal secret in it is never shown", async () => {
  await using home = await whkHome()
  const set = await home.run(["profile", "set", "work", "secret=whsec_topsecretvalue1234", "--json"])
  const list = await home.run(["profile", "list"])
  for (const { stdout, stderr } of [set, list]) {
    expect(stdout).toContain("…1234")
    expect(stdout + stderr).not.toContain("topsecret")
  }
  const path = join(home.env["WHK_HOME"]!, "config", "profiles.json")
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test.each([
  [["use", "wrk"], '"wrk" is not a profile.', "Did you mean work?"],
  [["remove", "wrk", "--yes"], '"wrk" is not a profile.', "Did you mean work?"],
  [["use"], "<name> is missing, or --none in its place.", "whk profile use work"],
  [["set", "work", "relya=x"], '"relya" is not a setting.', "Did you mean relay?"],
  [["set", "work", "relay"], '"relay" is not name=value.', "Write for example"],
  [["set", "a b", "relay=x"], '"a b" is not a name for a profile.', "letters"],
  [["remove", "work"], 'Removing profile "work" cannot be undone', "--yes"],
])("profile %j is refused in two lines", async (args, message, hint) => {
  await using home = await whkHome()
  await home.run(["profile", "set", "work", "provider=github"])
  const { exitCode, stderr } = await home.run(["profile", ...args])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).toContain(hint)
})

test("a mistyped setting in the file is told with the nearest one", async () => {
  await using home = await whkHome()
  const folder = join(home.env["WHK_HOME"]!, "config")
  await mkdir(folder, { mode: 0o700 })
  const text = '{"profiles":{"work":{"provder":"github"}}}'
  await writeFile(join(folder, "profiles.json"), text, { mode: 0o600 })
  const { exitCode, stderr } = await home.run(["profile", "list"])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('→ Did you mean "provider"?')
})
