import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

const KEY = Buffer.alloc(32, 7).toString("base64")

test("a relay sealed with a file's key starts with that key in the environment, and not without it", async () => {
  await using home = await whkHome()
  const file = join(home.path, "mounted.key")
  await writeFile(file, KEY)
  const relay = home.start(["relay", "--port", "0", "--seal-key-file", file])
  await relay.line(ofType("ready"))
  const made = await home.run(
    "create https://example.com/hooks --provider axiestudio --events user.created".split(" "),
  )
  await relay.kill("SIGTERM")
  const without = await home.run(["list"])
  const withKey = await home.run(["list"], { env: { WHK_SEAL_KEY: KEY } })
  expect(made.exitCode).toBe(0)
  expect([without.exitCode, without.stderr]).toEqual([6, expect.stringContaining("are sealed with key")])
  expect([withKey.exitCode, withKey.stdout]).toEqual([
    0,
    expect.stringContaining("https://example.com/hooks"),
  ])
})

test.each([
  [["--seal-key-file", "none.key"], 'The file "none.key" of --seal-key-file does not exist.'],
  [["--rate", "many"], '"many" is not a number of deliveries.'],
])("relay %j is refused", async (flags, message) => {
  await using home = await whkHome()
  const { exitCode, stderr } = await home.run(["relay", "--port", "0", ...flags])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
})
