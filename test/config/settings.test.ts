import { mkdir, readdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { beforeEach, expect, onTestFinished, test } from "vitest"
import { readSettings, type SettingFlags, type Settings } from "../../src/config/settings.ts"
import { temporaryFolder } from "../support/run-whk.ts"

let folder = ""

beforeEach(async () => {
  const temporary = await temporaryFolder()
  folder = temporary.path
  onTestFinished(() => temporary[Symbol.asyncDispose]())
})

async function write(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), typeof value === "string" ? value : JSON.stringify(value))
}

function read(flags: SettingFlags = {}, env: Record<string, string> = {}, cwd = "app"): Promise<Settings> {
  return readSettings({ env: { WHK_HOME: join(folder, "home"), ...env }, cwd: join(folder, cwd) }, flags)
}

const projectFile = (values: object): Promise<void> => write("app/whk.config.json", values)
const profile = (values: object): Promise<void> =>
  write("home/config/profiles.json", { current: "work", profiles: { work: values } })

// Every row leaves out the strongest source of the row above it.
const LAYERS = ["flag", "environment", "project", "profile"] as const
type Row = readonly [name: keyof Settings & keyof SettingFlags, sources: readonly string[], winner: string]
const ROWS: readonly Row[] = [
  ["provider", ["flag", "project", "profile"], "flag"],
  ["provider", ["project", "profile"], "project"],
  ["provider", ["profile"], "profile"],
  ["secret", ["flag", "environment", "project", "profile"], "flag"],
  ["secret", ["environment", "project", "profile"], "environment"],
  ["secret", ["project", "profile"], "project"],
  ["secret", ["profile"], "profile"],
  ["forward", ["flag", "project", "profile"], "flag"],
  ["forward", ["project", "profile"], "project"],
  ["forward", ["profile"], "profile"],
  ["inbox", ["flag", "project", "profile"], "flag"],
  ["inbox", ["project", "profile"], "project"],
  ["inbox", ["profile"], "profile"],
  ["relay", ["flag", "environment", "project", "profile"], "flag"],
  ["relay", ["environment", "project", "profile"], "environment"],
  ["relay", ["project", "profile"], "project"],
  ["relay", ["profile"], "profile"],
  ["api", ["flag", "environment", "profile"], "flag"],
  ["api", ["environment", "profile"], "environment"],
  ["api", ["profile"], "profile"],
  ["workspace", ["flag", "environment", "project", "profile"], "flag"],
  ["workspace", ["environment", "project", "profile"], "environment"],
  ["workspace", ["project", "profile"], "project"],
  ["workspace", ["profile"], "profile"],
  ["routes", ["flag", "project", "profile"], "flag"],
  ["routes", ["project", "profile"], "project"],
  ["routes", ["profile"], "profile"],
]

test.each(ROWS)("%s given by %s comes from the %s", async (name, sources, winner) => {
  const valueOf = (layer: string): string | string[] => {
    if (name === "routes") return [`a.*=${layer}:1`]
    return name === "secret" ? `env:${layer.toUpperCase()}` : `from-${layer}`
  }
  const [flag, environment, project, inProfile] = LAYERS.map((layer) => sources.includes(layer))
  if (project) await projectFile({ [name]: valueOf("project") })
  if (inProfile) await profile({ [name]: valueOf("profile") })
  const settings = await read(
    flag ? { [name]: valueOf("flag") } : {},
    environment ? { [`WHK_${name.toUpperCase()}`]: String(valueOf("environment")) } : {},
  )
  expect(settings[name]).toMatchObject({ value: valueOf(winner), origin: winner })
})

test("forward falls back to localhost:3000 and nothing else has a default", async () => {
  expect(await read()).toEqual({
    forward: { value: "localhost:3000", origin: "default", place: "the default" },
    projectFolder: join(folder, "app"),
  })
})

test("a setting names its place in words", async () => {
  await projectFile({ forward: "4000" })
  await profile({ inbox: "mine" })
  const settings = await read({ provider: "stripe", routes: ["a=1"] }, { WHK_RELAY: "http://r" })
  const places = [settings.provider, settings.routes, settings.relay, settings.forward, settings.inbox]
  expect(places.map((setting) => setting?.place)).toEqual([
    "--provider",
    "--route",
    "WHK_RELAY",
    join(folder, "app/whk.config.json"),
    'profile "work"',
  ])
})

test("the project file of the nearest parent folder is the one that counts", async () => {
  await write("whk.config.json", { forward: "1111", inbox: "outer" })
  await projectFile({ forward: "2222" })
  await mkdir(join(folder, "app/src/deep"), { recursive: true })
  const settings = await read({}, {}, "app/src/deep")
  expect(settings).toMatchObject({ forward: { value: "2222" }, projectFolder: join(folder, "app") })
  expect(settings.inbox).toBeUndefined()
})

test("an empty environment variable counts as not set", async () => {
  expect((await read({}, { WHK_SECRET: "", WHK_PROFILE: "" })).secret).toBeUndefined()
})

test("--profile wins over WHK_PROFILE, which wins over the current one", async () => {
  await write("home/config/profiles.json", {
    current: "a",
    profiles: { a: { inbox: "in-a" }, b: { inbox: "in-b" }, c: { inbox: "in-c" } },
  })
  expect((await read()).inbox?.value).toBe("in-a")
  expect((await read({}, { WHK_PROFILE: "b" })).inbox?.value).toBe("in-b")
  expect((await read({ profile: "c" }, { WHK_PROFILE: "b" })).inbox?.value).toBe("in-c")
})

test("an unknown profile is refused with the nearest name", async () => {
  await profile({ inbox: "x" })
  await expect(read({ profile: "wrok" })).rejects.toMatchObject({
    code: "USAGE",
    message: '"wrok" is not a profile.',
    hint: "Did you mean work? There are work.",
  })
})

test.each([
  ["{", "profiles.json is not JSON."],
  [{ profiles: { a: { colour: "red" } } }, '"profiles.a.colour" in'],
  [{ profiles: { a: { relay: 1 } } }, '"profiles.a.relay" in'],
])("a broken profiles file is refused: %j", async (content, message) => {
  await write("home/config/profiles.json", content)
  await expect(read()).rejects.toMatchObject({
    code: "CONFIG_INVALID",
    message: expect.stringContaining(message),
  })
})

test("reading settings writes nothing", async () => {
  await read()
  expect(await readdir(folder)).toEqual([])
})
