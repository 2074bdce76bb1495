import { createHmac, randomBytes } from "node:crypto"
import { mkdir, readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { freePort } from "../support/free-port.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { figures } from "./support/figures.ts"
import { filesBelow } from "./support/files-below.ts"

const BIN = resolve(import.meta.dirname, "../../bin/whk.js")

/** Files that hold a key because that is what they are for. */
const KEY_FILES = new Set(["home/data/local.key"])

/** A random text that stands nowhere by chance. */
function canary(name: string): string {
  return `${name}-${randomBytes(24).toString("hex")}`
}

/** Secrets, which may stand in no file and no output. */
const SECRETS = {
  "endpoint secret": canary("endpoint"),
  "rotated secret": canary("rotated"),
  "refused secret": canary("refused"),
  "inbox secret": canary("inbox"),
  "verify token": canary("token"),
  "secret given": canary("given"),
  "seal key": randomBytes(32).toString("base64"),
}

/** Parts of deliveries, which are kept in the store and may stand in no output and no other file. */
const CONTENT = {
  authorization: canary("authorization"),
  cookie: canary("cookie"),
  signature: createHmac("sha256", "x").update(canary("signature")).digest("hex"),
  body: canary("body"),
}

test("A12: no planted secret stands in anything that is printed or written, and every file is its owner's alone", async ({
  task,
}) => {
  await using folder = await temporaryFolder()
  await using app = await startApp((request, response) => {
    response.statusCode = request.url?.includes("fail") ? 500 : 200
    response.end("seen")
  })
  const home = join(folder.path, "home")
  const temporary = join(folder.path, "tmp")
  await mkdir(temporary, { mode: 0o700 })
  const port = await freePort()
  const outputs: string[] = []
  let commands = 0
  const env = {
    PATH: process.env["PATH"] ?? "",
    WHK_HOME: home,
    TMPDIR: temporary,
    WHK_DEBUG: "1",
    WHK_SEAL_KEY: SECRETS["seal key"],
    EP_SECRET: SECRETS["endpoint secret"],
    EP_ROTATED: SECRETS["rotated secret"],
    EP_REFUSED: SECRETS["refused secret"],
    IN_SECRET: SECRETS["inbox secret"],
  }

  // Everything runs under the most generous umask there is.
  function launch(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
    commands += 1
    return execa("sh", ["-c", 'umask 000; exec "$0" "$@"', process.execPath, BIN, ...args], {
      cwd: folder.path,
      env: { ...env, ...more },
      extendEnv: false,
      stdin: "ignore",
      reject: false,
      all: true,
    })
  }
  async function whk(...args: readonly string[]): Promise<string> {
    return keep(await launch(args))
  }
  function keep(result: unknown): string {
    const text = String((result as { readonly all?: unknown }).all)
    outputs.push(text)
    return text
  }
  function start(...args: readonly string[]) {
    const child = launch(args)
    let text = ""
    let wake: (() => void)[] = []
    const changed = (chunk?: Buffer): void => {
      text += chunk?.toString() ?? ""
      for (const resume of wake.splice(0)) resume()
    }
    child.all!.on("data", changed).on("end", () => changed())
    return {
      child,
      async said(words: string) {
        while (!text.includes(words)) {
          if (child.exitCode !== null) throw new Error(`whk ${args.join(" ")} ended: ${text}`)
          await new Promise<void>((resume) => wake.push(resume))
        }
      },
    }
  }

  const relay = start("relay", "--port", String(port))
  await relay.said("ready")
  const listener = start(
    ...`listen --forward ${app.port} --inbox shop --provider meta --secret env:IN_SECRET --verify-token`.split(
      " ",
    ),
    SECRETS["verify token"],
  )
  await listener.said("ready")
  const pretty = start(
    ...`listen --forward ${app.port} --inbox other --json --record captures --redact`.split(" "),
  )
  await pretty.said("ready")

  const key = (await readFile(join(home, "data", "local.key"), "utf8")).trim()
  const call = async (method: string, path: string, body?: unknown, bearer = key) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  }
  const made = JSON.parse((await call("POST", "/v1/keys", { name: "planted" })).text) as { key: string }
  const code = JSON.parse((await call("POST", "/v1/inspector/codes")).text) as { code: string }
  const waiting = JSON.parse((await call("POST", "/v1/inspector/codes")).text) as { code: string }
  const session = JSON.parse(
    (await call("POST", "/v1/inspector/sessions", { code: code.code }, "none")).text,
  ) as {
    token: string
  }
  const inboxes = JSON.parse((await call("GET", "/v1/inboxes")).text) as {
    items: { name: string; url: string }[]
  }
  const addressOf = (name: string): string => inboxes.items.find((inbox) => inbox.name === name)!.url

  const created = await whk(
    ..."create http://127.0.0.1:1/hooks --provider axiestudio --events user.created --secret env:EP_SECRET --json".split(
      " ",
    ),
  )
  // It is the answer to who registered it, and shown this once.
  outputs.pop()
  const id = /"id": ?"(ep_\w+)"/.exec(created)![1]!
  await whk("rotate", id, "--secret", "env:EP_ROTATED", "--yes")
  outputs.pop()
  for (const args of [
    ["get", id],
    ["get", id, "--json"],
    ["list", "--json"],
    ["test", id],
    ["trigger", "user.created", "--provider", "axiestudio"],
    ["deliveries"],
    ["deliveries", "--json"],
    ["inboxes", "list", "--json"],
    ["stats"],
    ["audit", "--json"],
    ["replay", "--failed", "--yes"],
    ["update", id, "--secret", "env:EP_REFUSED"],
    ["create", "not a url", "--events", "user.created", "--secret", "env:EP_REFUSED"],
    [
      "create",
      "http://127.0.0.1:1",
      "--provider",
      "axelered",
      "--events",
      "nothing",
      "--secret",
      "env:EP_REFUSED",
    ],
    ["relay", "--port", String(port)],
  ])
    await whk(...args)
  for (const args of [["list"], ["stats", "--relay", "http://127.0.0.1:1"]])
    keep(await launch(args, { WHK_API_KEY: made.key }))
  keep(
    await launch(["list", "--relay", `http://127.0.0.1:${port}`], {
      WHK_API_KEY: `${made.key.slice(0, -1)}!`,
    }),
  )

  for (const path of ["/ok", "/fail"])
    for (const inbox of ["shop", "other"])
      await fetch(`${addressOf(inbox)}${path}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${CONTENT.authorization}`,
          cookie: `session=${CONTENT.cookie}`,
          "x-hub-signature-256": `sha256=${CONTENT.signature}`,
        },
        body: JSON.stringify({ object: "page", token: CONTENT.body }),
      })
  const handshake = new URL(addressOf("shop"))
  handshake.search = "hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong"
  await fetch(handshake)
  const { items } = JSON.parse((await call("GET", "/v1/deliveries?inbox=shop")).text) as {
    items: readonly { readonly id: string }[]
  }
  const secret = SECRETS["secret given"]
  const judged = [
    await call("POST", `/v1/deliveries/${items[0]!.id}/verify`, { secret }),
    await call("POST", `/v1/deliveries/${items[0]!.id}/replay`, { secret, resign: true }),
    await call("POST", "/v1/endpoints/check", { provider: "axiestudio", secret: secret.slice(0, 30) }),
  ]
  outputs.push(...judged.map(({ text }) => text))
  expect(judged.map(({ status }) => status)).toEqual([200, 200, 200])
  const refused = [
    await call("POST", `/v1/deliveries/${items[0]!.id}/verify`, { secret: [secret] }),
    await call("POST", `/v1/deliveries/${items[0]!.id}/replay`, { secret }),
    await call("POST", "/v1/endpoints", {
      provider: "axiestudio",
      secret: { it: SECRETS["refused secret"] },
    }),
    await call("POST", "/v1/inboxes", { name: "x", verifyToken: [SECRETS["verify token"]] }),
    await call("POST", "/v1/inboxes", { name: "x", secret: [SECRETS["inbox secret"]] }),
    await call("GET", "/v1/stats", undefined, `${made.key.slice(0, -1)}!`),
    await call("POST", "/v1/inspector/sessions", { code: [waiting.code] }),
    await call("POST", "/v1/inspector/sessions", { code: code.code }),
  ]
  outputs.push(...refused.map(({ text }) => text))
  expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 401, 422, 401])

  const whileRunning = await filesBelow(folder.path)
  for (const { child } of [listener, pretty]) child.kill("SIGTERM")
  for (const { child } of [listener, pretty]) keep(await child)
  // A relay that dies leaves its write-ahead log behind.
  relay.child.kill("SIGKILL")
  keep(await relay.child)
  const files = [...whileRunning, ...(await filesBelow(folder.path))]

  const secrets = {
    ...SECRETS,
    "API key": made.key,
    "this machine's key": key,
    "code of the inspector": code.code,
    "code not used": waiting.code,
    "session of the inspector": session.token,
  }
  const hits = [
    ...Object.entries(secrets).flatMap(([name, text]) => [
      ...outputs
        .filter((output) => output.includes(text))
        .map((output) => `${name}: printed: ${around(output, text)}`),
      ...files
        .filter(({ path, bytes }) => bytes.includes(text) && !KEY_FILES.has(path))
        .map(({ path }) => `${name}: ${path}`),
    ]),
    ...Object.entries(CONTENT).flatMap(([name, text]) => [
      ...outputs
        .filter((output) => output.includes(text))
        .map((output) => `${name}: printed: ${around(output, text)}`),
      ...files
        .filter(({ path, bytes }) => bytes.includes(text) && !path.startsWith("home/data/whk.db"))
        .map(({ path }) => `${name}: ${path}`),
    ]),
  ]
  const loose = files
    .filter(({ mode, isFolder }) => mode !== (isFolder ? 0o700 : 0o600))
    .map(({ path, mode }) => `${path}: ${mode.toString(8)}`)
  const stored = files.filter(({ bytes }) => bytes.includes(CONTENT.body)).length
  figures(task, {
    canaries: Object.keys({ ...secrets, ...CONTENT }).length,
    commands,
    files: files.length,
    hits: hits.length,
  })
  expect(hits).toEqual([])
  expect(loose).toEqual([])
  // Everything that was to be searched was there: deliveries forwarded, one signed anew, written down and stored.
  expect(app.received.size).toBe(3)
  expect(files.some(({ path }) => path.startsWith("captures/"))).toBe(true)
  expect(stored).toBeGreaterThan(0)
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["home/data/whk.db-wal", "home/run/relay.json"]),
  )
})

function around(output: string, text: string): string {
  const at = output.indexOf(text)
  return JSON.stringify(output.slice(Math.max(0, at - 60), at + 20))
}
