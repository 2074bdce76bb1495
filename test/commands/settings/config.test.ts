import { mkdir, readFile, stat, symlink, writeFile, lstat } from "node:fs/promises"
import { join } from "node:path"
import fc from "fast-check"
import { expect, test } from "vitest"
import { editProjectFile } from "../../../src/config/edit-project.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../../support/run-whk.ts"

async function project(text?: string) {
  const folder = await temporaryFolder()
  const file = join(folder.path, "whk.config.json")
  if (text !== undefined) await writeFile(file, text)
  const env = { WHK_HOME: join(folder.path, "home") }
  return {
    file,
    path: folder.path,
    whk: (...args: readonly string[]): Promise<WhkResult> => runWhk(args, { cwd: folder.path, env }),
    text: () => readFile(file, "utf8"),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

test("set makes the file, and get reads it back", async () => {
  await using here = await project()
  expect((await here.whk("config", "set", "forward", "localhost:4000/hooks")).exitCode).toBe(0)
  expect(await here.text()).toBe('{\n  "forward": "localhost:4000/hooks"\n}\n')
  expect(await here.whk("config", "get", "forward")).toMatchObject({
    exitCode: 0,
    stdout: "localhost:4000/hooks\n",
  })
})

test("the other settings keep their order, and the file its indentation and line breaks", async () => {
  await using here = await project(
    '{\r\n\t"inbox": "billing",\r\n\t"provider": "github",\r\n\t"forward": "3000"\r\n}',
  )
  await here.whk("config", "set", "provider", "stripe")
  expect(await here.text()).toBe(
    '{\r\n\t"inbox": "billing",\r\n\t"provider": "stripe",\r\n\t"forward": "3000"\r\n}',
  )
  await here.whk("config", "unset", "inbox")
  expect(await here.text()).toBe('{\r\n\t"provider": "stripe",\r\n\t"forward": "3000"\r\n}')
})

test("set works on the nearest file upwards, through a link, and keeps its mode", async () => {
  await using here = await project()
  const real = join(here.path, "real.json")
  await writeFile(real, "{}", { mode: 0o640 })
  await symlink(real, here.file)
  const inner = join(here.path, "packages", "app")
  await mkdir(inner, { recursive: true })
  const { exitCode } = await runWhk(["config", "set", "inbox", "billing"], { cwd: inner })
  expect(exitCode).toBe(0)
  expect(await readFile(real, "utf8")).toContain('"inbox": "billing"')
  expect((await lstat(here.file)).isSymbolicLink()).toBe(true)
  expect((await stat(real)).mode & 0o777).toBe(0o640)
})

test("a literal secret is refused, and its end alone is shown", async () => {
  await using here = await project()
  const { exitCode, stderr } = await here.whk("config", "set", "secret", "whsec_topsecretvalue1234")
  expect(exitCode).toBe(2)
  expect(stderr).toContain('error "…1234" is not env:NAME or file:PATH.')
  expect(stderr).not.toContain("topsecret")
  await expect(here.text()).rejects.toThrow("ENOENT")
})

test.each([
  [["forwrd", "3000"], '"forwrd" is not a setting.', "Did you mean forward?"],
  [["api", "https://a.example"], '"api" is not a setting.', "Settings are"],
  [["provider", "githb"], '"githb" is not a provider.', "Did you mean github"],
  [["forward", "a b"], '"a b" is not a port', "Pass a port"],
  [["inbox", "-x"], "unknown option", "--help"],
  [["inbox", "a b"], '"a b" is not a name for an inbox.', "letters"],
  [["relay", "no relay"], '"no relay" (relay) is not the address', "Give its URL"],
  [["routes", "invoice"], '"invoice" is not types=target.', "Write for example"],
  [["provider", "github", "stripe"], '"provider" takes one value, not 2.', "Put quotes"],
  [["provider", ""], 'The value of "provider" is empty.', "whk config unset provider"],
])("set %j is refused in two lines", async (args, message, hint) => {
  await using here = await project('{"inbox":"billing"}')
  const { exitCode, stderr } = await here.whk("config", "set", ...args)
  expect(exitCode).toBe(2)
  expect(stderr.toLowerCase()).toContain(message.toLowerCase())
  expect(stderr).toContain(hint)
  expect(await here.text()).toBe('{"inbox":"billing"}')
})

test("several routes are one setting", async () => {
  await using here = await project()
  await here.whk("config", "set", "routes", "invoice.*=localhost:4000/inv", "user.*=5000")
  expect(JSON.parse(await here.text())).toEqual({ routes: ["invoice.*=localhost:4000/inv", "user.*=5000"] })
})

test("list tells each setting in effect with where it comes from", async () => {
  await using here = await project('{"provider":"github","secret":"env:S"}')
  await here.whk("profile", "set", "work", "relay=https://hooks.example.com", "provider=stripe")
  const { stdout } = await here.whk("config", "list", "--json", "--profile", "work")
  expect(JSON.parse(stdout)).toEqual([
    { name: "provider", value: "github", from: here.file },
    { name: "secret", value: "env:S", from: here.file },
    { name: "forward", value: "localhost:3000", from: "the default" },
    { name: "relay", value: "https://hooks.example.com", from: 'profile "work"' },
  ])
})

test("a setting that nothing gives is not found", async () => {
  await using here = await project()
  expect(await here.whk("config", "get", "inbox")).toMatchObject({ exitCode: 4, stdout: "" })
})

test("path names every place", async () => {
  await using here = await project("{}")
  const { stdout } = await here.whk("config", "path", "--json")
  expect(JSON.parse(stdout)).toMatchObject({
    project: here.file,
    profiles: join(here.path, "home", "config", "profiles.json"),
    data: join(here.path, "home", "data"),
  })
})

test("a broken file is left as it is", async () => {
  await using here = await project('{"provider":"github",}')
  const { exitCode } = await here.whk("config", "set", "inbox", "billing")
  expect(exitCode).toBe(2)
  expect(await here.text()).toBe('{"provider":"github",}')
})

test("whatever is set and unset, the file stays one that can be read, and holds what was set last", async () => {
  await using here = await project()
  const names = ["provider", "forward", "inbox", "workspace"] as const
  const step = fc.tuple(fc.constantFrom(...names), fc.option(fc.string({ minLength: 1 }), { nil: undefined }))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await writeFile(here.file, "{}")
      const wanted: Record<string, string> = {}
      for (const [name, value] of steps) {
        await editProjectFile(here.file, name, value)
        if (value === undefined) delete wanted[name]
        else wanted[name] = value
      }
      expect(JSON.parse(await here.text())).toEqual(wanted)
    }),
    { numRuns: 50 },
  )
})
