import { stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { beforeEach, expect, onTestFinished, test } from "vitest"
import { createKeyring, type Keyring } from "../../src/config/keys.ts"
import { pathsFor } from "../../src/config/paths.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const RELAY = "http://localhost:4400"
const PROVIDER = "https://api.axelered.com"
let folder = ""

beforeEach(async () => {
  const temporary = await temporaryFolder()
  folder = temporary.path
  onTestFinished(() => temporary[Symbol.asyncDispose]())
})

const keyring = (env: Record<string, string> = {}): Keyring =>
  createKeyring(env, pathsFor({ WHK_HOME: folder }))

test("a stored key is found for its own origin only, whatever path the address has", async () => {
  await keyring().saveKey(`${RELAY}/v1`, "whk_1")
  expect(await keyring().keyFor(`${RELAY}/other`, "relay")).toBe("whk_1")
  expect(await keyring().keyFor("http://localhost:4401", "relay")).toBeUndefined()
  expect(await keyring().keyFor("https://localhost:4400", "relay")).toBeUndefined()
})

test("WHK_API_KEY wins over the stored key", async () => {
  await keyring().saveKey(RELAY, "whk_stored")
  expect(await keyring({ WHK_API_KEY: "whk_env" }).keyFor(RELAY, "relay")).toBe("whk_env")
})

test("a relay's key is never handed out for a provider", async () => {
  await keyring().saveKey(PROVIDER, "whk_stored")
  expect(await keyring({ WHK_API_KEY: "whk_env" }).keyFor(PROVIDER, "provider")).toBeUndefined()
})

test("a provider's key is never handed out for a relay, and the relay's own is found instead", async () => {
  await keyring().saveKey(RELAY, "whk_stored")
  expect(await keyring({ WHK_API_KEY: "ax_env" }).keyFor(RELAY, "relay")).toBe("whk_stored")
  await keyring().saveKey(RELAY, "ax_stored")
  expect(await keyring({ WHK_API_KEY: "ax_env" }).keyFor(RELAY, "relay")).toBeUndefined()
})

test("the error for a missing key says when WHK_API_KEY is of the other kind", () => {
  const keys = keyring({ WHK_API_KEY: "ax_env" })
  expect(keyring().missingKey(RELAY, "relay")).toMatchObject({
    code: "KEY_MISSING",
    exitCode: 3,
    message: `There is no API key for ${RELAY}.`,
  })
  expect(keys.missingKey(RELAY, "relay").message).toBe(
    `WHK_API_KEY is not a relay's key, so it is not sent to ${RELAY}.`,
  )
})

test("the keys are kept in a file of their owner alone", async () => {
  await keyring().saveKey(RELAY, "whk_1")
  expect((await stat(join(folder, "config/keys.json"))).mode & 0o777).toBe(0o600)
})

test("a keys file of another shape is refused", async () => {
  await keyring().saveKey(RELAY, "whk_1")
  await writeFile(join(folder, "config/keys.json"), "[]")
  await expect(keyring().keyFor(RELAY, "relay")).rejects.toMatchObject({ code: "CONFIG_INVALID" })
})

test("a key that is taken away is gone, and the others stay", async () => {
  await keyring().saveKey(RELAY, "whk_1")
  await keyring().saveKey("https://relay.example", "whk_2")
  expect(await keyring().removeKey(`${RELAY}/v1`)).toBe(true)
  expect(await keyring().removeKey(RELAY)).toBe(false)
  expect(await keyring().keyFor(RELAY, "relay")).toBeUndefined()
  expect(await keyring().keyFor("https://relay.example", "relay")).toBe("whk_2")
})
