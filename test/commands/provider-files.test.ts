import { mkdir, readdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { type Answer, startReceiver } from "../support/receiver.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../support/run-whk.ts"

interface Project extends AsyncDisposable {
  readonly path: string
  write(name: string, text: string): Promise<void>
  whk(
    args: readonly string[],
    options?: { readonly input?: string | Uint8Array; readonly cwd?: string },
  ): Promise<WhkResult>
}

async function project(): Promise<Project> {
  const folder = await temporaryFolder()
  await mkdir(join(folder.path, "app/inner"), { recursive: true })
  const env = { WHK_HOME: join(folder.path, "home") }
  return {
    path: folder.path,
    write: (name, text) => writeFile(join(folder.path, "app", name), text),
    whk: (args, { cwd = ".", ...options } = {}) =>
      runWhk(args, { env, cwd: join(folder.path, "app", cwd), ...options }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

const ACME = `id: acme
name: Acme
scheme:
  algorithm: hmac-sha256
  digest: { assumed: hex, why: No value is shown. }
  headers: { X-Acme-Signature: "{signature}" }
events: { order.created: { sample: { type: order.created } } }
`

const FILE = "./acme.provider.yaml"

test.each(["order.created", "order.refunded", "ping"])(
  "%s of the printed template verifies",
  async (event) => {
    await using app = await project()
    const template = await app.whk(["providers", "--template"])
    await app.write("acme.provider.yaml", template.stdout)
    const payload = await app.whk(["payload", event, "--provider", FILE])
    const verdict = await app.whk(["verify", "--provider", FILE, "--json"], { input: payload.bytes })
    expect(template.stdout).toMatch(/^# yaml-language-server: \$schema=\.\/provider\.schema\.json\n/)
    expect(payload.stdout).toContain(`X-Acme-Event: ${event}\r\n`)
    expect(JSON.parse(verdict.stdout)).toMatchObject({ verified: true, provider: "acme", reason: "ok" })
    expect([template, payload, verdict].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  },
)

test("the template as JSON is a file as well", async () => {
  await using app = await project()
  await app.write("acme.json", (await app.whk(["providers", "--template", "--json"])).stdout)
  const payload = await app.whk(["payload", "ping", "--provider", "acme.json"])
  const verdict = await app.whk(["verify", "--provider", "acme.json"], { input: payload.bytes })
  expect([payload.exitCode, verdict.exitCode]).toEqual([0, 0])
})

test("a changed body, another secret and another file are not verified", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  await app.write("other.yaml", ACME.replace("hmac-sha256", "hmac-sha512"))
  const { stdout } = await app.whk(["payload", "order.created", "--provider", FILE])
  const verify = (input: string, ...args: string[]): Promise<WhkResult> =>
    app.whk(["verify", "--json", ...args], { input })
  const results = await Promise.all([
    verify(stdout.replace("order.created", "order.kreated"), "--provider", FILE),
    verify(stdout, "--provider", FILE, "--secret", "another"),
    verify(stdout, "--provider", "./other.yaml", "--secret", "s"),
    verify(stdout),
  ])
  expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1])
  expect(results.map(({ stdout: json }) => (JSON.parse(json) as { reason: string }).reason)).toEqual([
    "no-match",
    "no-match",
    "malformed",
    "header-missing",
  ])
})

test("sign, events, secret and providers take a file", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  const signed = await app.whk(["sign", "--provider", FILE, "--secret", "s", "--json"], { input: "{}" })
  const events = await app.whk(["events", "--provider", FILE, "--json"])
  const secret = await app.whk(["secret", FILE, "--json"])
  const shown = await app.whk(["providers", FILE, "--json"])
  expect(JSON.parse(signed.stdout)).toMatchObject({
    provider: "acme",
    signature: { header: "X-Acme-Signature" },
  })
  expect(JSON.parse(events.stdout)).toEqual([
    { type: "order.created", title: "order.created", provider: "acme", status: "live" },
  ])
  expect(JSON.parse(secret.stdout)).toMatchObject({
    provider: "acme",
    secret: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(JSON.parse(shown.stdout)).toMatchObject({
    id: "acme",
    managed: "elsewhere",
    assumed: expect.arrayContaining([{ key: "signature.encoding", value: "hex", why: "No value is shown." }]),
  })
})

test("trigger --to sends it, and the event is accepted by the file's own rule", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", `${ACME}delivery: { success: 204 }\n`)
  const { exitCode, stderr } = await app.whk([
    "trigger",
    "order.created",
    "--provider",
    FILE,
    "--to",
    "localhost:1",
  ])
  expect([exitCode, stderr]).toEqual([
    5,
    expect.stringContaining("`whk secret ./acme.provider.yaml` prints it."),
  ])
})

const echo: Answer = ({ body }, _, response) => {
  const { challenge } = JSON.parse(body.toString()) as { challenge: string }
  response.end(JSON.stringify({ challenge }))
}

test("the handshake of a file is played with an app, and its answer is judged", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", (await app.whk(["providers", "--template"])).stdout)
  const receiver = await startReceiver(echo)
  const play = () => app.whk(["trigger", "--handshake", "--provider", FILE, "--to", receiver.url])
  const right = await play()
  receiver.answer((_, __, response) => void response.end("{}"))
  const wrong = await play()
  expect([right.exitCode, right.stdout]).toEqual([0, expect.stringMatching(/^✓ challenge {2}/)])
  expect([wrong.exitCode, wrong.stdout]).toEqual([1, expect.stringMatching(/^✗ challenge {2}/)])
})

test("an assumed value of a file can be replaced, a stated one cannot", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  const assume = (pair: string): Promise<WhkResult> =>
    app.whk(["payload", "order.created", "--provider", FILE, "--assume", pair, "--seed", "1"])
  const replaced = await assume("signature.encoding=base64")
  const stated = await assume("signature.algorithm=hmac-sha1")
  expect(replaced.stdout).toMatch(/^X-Acme-Signature: [\w+/]{43}=\r$/m)
  expect([stated.exitCode, stated.stderr]).toEqual([
    2,
    expect.stringContaining('"signature.algorithm" is not a value of Acme that can be replaced.'),
  ])
})

test("a project names its file relative to its own folder", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  await app.write("whk.config.json", '{"provider":"./acme.provider.yaml"}')
  const payload = await app.whk(["payload", "order.created"], { cwd: "inner" })
  const verdict = await app.whk(["verify"], { cwd: "inner", input: payload.bytes })
  const secret = await app.whk(["secret"], { cwd: "inner" })
  expect(payload.stderr).toContain("`whk secret ../acme.provider.yaml` prints it.")
  expect([payload.exitCode, verdict.exitCode, secret.exitCode]).toEqual([0, 0, 0])
})

test("an error in a project's file is named by the way from here", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", `${ACME}zzz: 1\n`)
  await app.write("whk.config.json", '{"provider":"acme.provider.yaml"}')
  const { exitCode, stderr } = await app.whk(["payload", "order.created"], { cwd: "inner" })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(
    /^error \.\.\/acme\.provider\.yaml:8: zzz is not a field of a provider file\.\n {2}→ Fields here are id, name,/,
  )
})

test("a profile names a file relative to the folder of the profiles", async () => {
  await using app = await project()
  const config = join(app.path, "home/config")
  await mkdir(config, { recursive: true })
  await writeFile(join(config, "acme.yaml"), ACME)
  await writeFile(join(config, "profiles.json"), '{"profiles":{"work":{"provider":"./acme.yaml"}}}')
  const { exitCode, stdout } = await app.whk(["payload", "order.created", "--profile", "work"])
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("X-Acme-Signature: ")])
})

test("two files with one id share a secret as long as it is a key for both", async () => {
  await using app = await project()
  await app.write("a.yaml", ACME)
  await app.write("b.yaml", ACME.replace("name: Acme", "name: Other"))
  await app.write("pair.yaml", ACME.replace("hmac-sha256", "ed25519"))
  const [a, b, pair] = await Promise.all(
    ["a.yaml", "b.yaml", "pair.yaml"].map((name) => app.whk(["secret", name])),
  )
  expect(b!.stdout).toBe(a!.stdout)
  expect(pair!.stdout).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  const kept = await readdir(join(app.path, "home/config/secrets/files"))
  expect(kept).toEqual([expect.stringMatching(/^acme-[0-9a-f]{8}\.secret$/), expect.stringMatching(/^acme-/)])
})

test.each<[args: readonly string[], hint: string]>([
  [
    ["create", "https://example.com", "--events", "order.created", "--provider", FILE],
    "Leave out --provider",
  ],
  [["list", "--provider", FILE], "Leave out --provider, or name a built-in provider."],
  [
    ["trigger", "order.created", "--provider", FILE],
    "Add --to <target>: then whk signs and sends it by itself.",
  ],
  [["listen", "--provider", FILE], "Leave out --provider, or judge its deliveries here with --verify"],
  [["list", "--api", "provider", "--provider", FILE], "Leave out --provider"],
])("whk %j is refused: a relay knows the built-in providers only", async (args, hint) => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  const { exitCode, stderr } = await app.whk([...args, "--json"])
  expect(exitCode).toBe(2)
  expect(JSON.parse(stderr)).toEqual({
    error: {
      code: "USAGE",
      message: `"${FILE}" is a provider file; a relay knows the built-in providers only.`,
      hint: expect.stringContaining(hint),
    },
  })
})

test.each<[args: readonly string[], message: string]>([
  [
    ["create", "https://example.com", "--events", "order.created"],
    '"./acme.provider.yaml" is a provider file',
  ],
  [["trigger", "order.created"], '"./acme.provider.yaml" is a provider file'],
  [["providers", "--template", "stripe"], "--template is about no provider in particular."],
  [["providers", "--template", "--schema"], "--template and --schema are two different outputs."],
  [["providers", "--assume", "a=b"], "[id] is missing."],
  [["providers", "./none.yaml"], 'The provider file "./none.yaml" does not exist.'],
  [["events", "--provider", "../app/"], '"../app/" is a folder, not a provider file.'],
])("whk %j in a project with a file ends with one line and a hint", async (args, message) => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  await app.write("whk.config.json", '{"provider":"./acme.provider.yaml"}')
  const { exitCode, stdout, stderr } = await app.whk(args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" })
  expect(stderr).toMatch(/^error [^\n]+\n {2}→ [^\n]+\n$/)
  expect(stderr).toContain(message)
})

test("commands that need no provider work in a project with a file", async () => {
  await using app = await project()
  await app.write("acme.provider.yaml", ACME)
  await app.write("whk.config.json", '{"provider":"./acme.provider.yaml"}')
  const { exitCode, stdout } = await app.whk(["deliveries", "--json"])
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, { items: [], next: null }])
})

test("a project with a file can listen all the same, and hears why the provider is left out", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "whk.config.json"), '{"provider":"./acme.provider.yaml"}')
  const listener = home.start(["listen"])
  await listener.line(ofType("ready"))
  expect(listener.stderr()).toContain("a relay knows the built-in providers only.")
})

test("a file without events says that it takes any", async () => {
  await using app = await project()
  await app.write("any.yaml", "id: any\nname: Any Inc\nextends: svix\n")
  const events = await app.whk(["events", "--provider", "any.yaml"])
  const payload = await app.whk(["payload", "what.ever", "--provider", "any.yaml"])
  expect([events.exitCode, events.stderr]).toEqual([0, "Any Inc lists no event types: any is taken.\n"])
  expect([payload.exitCode, payload.stdout]).toEqual([0, expect.stringContaining('"type":"what.ever"')])
})

test("the schema is printed as JSON", async () => {
  await using app = await project()
  const { exitCode, stdout } = await app.whk(["providers", "--schema"])
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ title: "whk provider file" })])
})
