import { chmod, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { headersToFlat } from "../../../src/domain/headers.ts"
import { type ManagedRelay, startManagedRelay } from "../../support/managed-relay.ts"
import { startReceiver } from "../../support/receiver.ts"
import { runWhk, temporaryFolder, type WhkResult } from "../../support/run-whk.ts"

const SECRET = "a secret of this page alone"
let relay: ManagedRelay
let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  relay = await startManagedRelay({ timeScale: 1000 })
  folder = await temporaryFolder()
})
afterAll(async () => {
  await relay[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

function whk(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<WhkResult> {
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: relay.key, ...more }
  return runWhk(args, { env, cwd: folder.path })
}

let inboxes = 0

/** A GitHub event that waits at an inbox, signed with SECRET. */
async function received(body = '{ "ref":"refs/heads/main", "n": 1.50 }'): Promise<string> {
  const saved = { name: `inbox-${(inboxes += 1)}`, provider: "github" }
  const { url } = (await relay.api("POST", "/v1/inboxes", saved)).json as { url: string }
  await writeFile(join(folder.path, "body"), body)
  const to = `${url}/hooks?x=1`
  const sending = ["trigger", "push", "--provider", "github", "--secret", SECRET, "--body", "@body"]
  await whk([...sending, "--to", to])
  return await newest()
}

/** A delivery of user.created to an endpoint, after its attempt. */
async function delivered(url: string): Promise<string> {
  await relay.json("create", url, "--provider", "axiestudio", "--events", "user.created")
  const [line] = await relay.lines("trigger", "user.created", "--provider", "axiestudio")
  const { items } = await relay.json("list", "--search", url)
  await relay.whk("disable", items[0].id)
  return line.delivery
}

async function newest(): Promise<string> {
  return (await relay.json("deliveries", "--limit", "1")).items[0].id
}

/** A script that stands for an editor; the file to edit is its argument. */
async function editor(name: string, script: string): Promise<string> {
  const path = join(folder.path, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return path
}

function judge(request: {
  headers: readonly (readonly [string, string])[]
  body: Buffer
}): Promise<WhkResult> {
  const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")
  const input = Buffer.concat([Buffer.from(`POST / HTTP/1.1\r\n${lines}\r\n`, "latin1"), request.body])
  return runWhk(["verify", "--provider", "github", "--secret", SECRET], { input })
}

test("--to fires the stored bytes at a target, and the relay counts no attempt", async () => {
  const id = await received()
  const receiver = await startReceiver(() => 200)
  const before = await relay.json("delivery", id)
  const { exitCode, stdout } = await whk(["replay", id, "--to", new URL(receiver.url).host, "--json"])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ type: "attempt", delivery: id, event: "push", status: 200 })
  const [request] = receiver.requests
  expect(request).toMatchObject({ method: "POST", target: "/hooks?x=1" })
  expect(request!.body.toString("base64")).toBe(before.request.bodyBase64)
  expect(headersToFlat(request!.headers)).toContain("X-GitHub-Event")
  expect((await judge(request!)).exitCode).toBe(0)
  expect(await relay.json("delivery", id)).toEqual(before)
})

test("several go in turn; what the target refuses ends it with 1", async () => {
  const ids = [await received("{}"), await received("[]")]
  const receiver = await startReceiver((_, number) => (number === 2 ? 500 : 200))
  const { exitCode, stderr } = await whk(["replay", ...ids, "--to", receiver.url])
  expect(exitCode).toBe(1)
  expect(receiver.requests.map(({ body }) => body.toString())).toEqual(["{}", "[]"])
  expect(stderr).toContain("2 sent, 1 accepted, 1 × 500;")
})

test("what flags select is sent from here as well, the oldest first", async () => {
  const gone = await startReceiver(() => 500)
  const first = await delivered(gone.url)
  const second = await delivered(gone.url)
  const receiver = await startReceiver(() => 200)
  const { exitCode, stdout } = await whk(["replay", "--failed", "--to", receiver.url, "--json"])
  const told = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).delivery)
  expect(exitCode).toBe(0)
  expect(told.filter((id) => id === first || id === second)).toEqual([first, second])
})

test("nobody at the target ends with 5", async () => {
  const { exitCode } = await whk(["replay", await received(), "--to", "127.0.0.1:9"])
  expect(exitCode).toBe(5)
})

test("a body above 1 MiB is sent whole, and written whole", async () => {
  const body = JSON.stringify({ long: "x".repeat(3 * 1024 * 1024) })
  const id = await received(body)
  const receiver = await startReceiver(() => 200)
  const written = await whk(["delivery", id, "--format", "http"])
  expect(written.stdout.endsWith(body)).toBe(true)
  await whk(["replay", id, "--to", receiver.url])
  expect(receiver.requests[0]!.body.equals(Buffer.from(body))).toBe(true)
})

test("--to --resign signs with the secret that is given, at this time", async () => {
  const id = await received()
  const receiver = await startReceiver(() => 200)
  await whk(["replay", id, "--to", receiver.url, "--resign", "--secret", "another"])
  const [request] = receiver.requests
  expect((await judge(request!)).exitCode).toBe(1)
  await whk(["replay", id, "--to", receiver.url, "--resign"], { WHK_SECRET: SECRET })
  expect((await judge(receiver.requests[1]!)).exitCode).toBe(0)
})

test("re-signed at the relay, an inbox's delivery is a new one that waits for its listener", async () => {
  const id = await received()
  const { exitCode, stdout, stderr } = await whk(["replay", id, "--resign", "--secret", "another", "--json"])
  expect(exitCode).toBe(0)
  const { type, delivery } = JSON.parse(stdout)
  expect([type, stderr]).toEqual(["waiting", expect.stringContaining(`${delivery} is a replay of ${id}.`)])
  const [before, after] = [await relay.json("delivery", id), await relay.json("delivery", delivery)]
  expect(after).toMatchObject({ replayOf: id, status: "pending", event: "push" })
  expect(after.request.bodyBase64).toBe(before.request.bodyBase64)
  expect(after.request.url).toBe(before.request.url)
  const signature = (detail: { request: { headers: [string, string][] } }): string | undefined =>
    detail.request.headers.find(([name]) => name === "X-Hub-Signature-256")?.[1]
  expect(signature(after)).not.toBe(signature(before))
})

test("--set changes one field, leaves the other bytes, and signs the new ones", async () => {
  const id = await received()
  const { stdout } = await whk(["replay", id, "--set", "ref=refs/heads/other", "--secret", SECRET, "--json"])
  const { delivery } = JSON.parse(stdout)
  const { exitCode, bytes } = await whk(["delivery", delivery, "--format", "capture"])
  expect(exitCode).toBe(0)
  const { request } = await relay.json("delivery", delivery)
  expect(Buffer.from(request.bodyBase64, "base64").toString()).toBe('{ "ref":"refs/heads/other", "n": 1.50 }')
  const verified = await runWhk(["verify", "--secret", SECRET], { input: bytes })
  expect(verified.exitCode).toBe(0)
})

test("an endpoint's delivery with a field changed is a new event, signed by the relay", async () => {
  const receiver = await startReceiver(() => 200)
  const { id: endpoint } = await relay.json(
    "create",
    receiver.url,
    "--provider",
    "axiestudio",
    "--events",
    "*",
  )
  const lines = await relay.lines("trigger", "user.created", "--provider", "axiestudio")
  const { delivery: id } = lines.find(({ url }) => url === receiver.url)
  const { exitCode, stdout } = await whk(["replay", id, "--set", "event=user.created", "--json"])
  await relay.whk("disable", endpoint)
  expect(exitCode).toBe(0)
  const { delivery } = JSON.parse(stdout)
  expect(await relay.json("delivery", delivery)).toMatchObject({
    endpoint,
    replayOf: id,
    status: "delivered",
  })
  expect(receiver.requests).toHaveLength(2)
})

test("--resign of an endpoint's delivery is refused: the relay signs each attempt anyway", async () => {
  const receiver = await startReceiver(() => 200)
  const { exitCode, stderr } = await whk(["replay", await delivered(receiver.url), "--resign"])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("signs each attempt anew anyway")])
})

test("--edit opens the body in the editor, and sends what was saved, signed anew", async () => {
  const id = await received('{"ref":"refs/heads/main"}')
  // Like most editors it ends the last line.
  const EDITOR = await editor("edits", 'sed -i.bak s/main/edited/ "$1"; echo >> "$1"')
  const receiver = await startReceiver(() => 200)
  const args = ["replay", id, "--edit", "--to", receiver.url, "--secret", SECRET]
  const { exitCode } = await whk(args, { EDITOR })
  expect(exitCode).toBe(0)
  expect(receiver.requests[0]!.body.toString()).toBe('{"ref":"refs/heads/edited"}')
  expect((await judge(receiver.requests[0]!)).exitCode).toBe(0)
})

test("$VISUAL is asked before $EDITOR, and may have arguments; what it prints is no data", async () => {
  const id = await received()
  const path = await editor("with-arguments", 'echo "$1" "$2" >&1; cp "$2" seen; printf "{}" > "$2"')
  const receiver = await startReceiver(() => 200)
  const args = ["replay", id, "--edit", "--to", receiver.url, "--secret", SECRET, "--json"]
  const { stdout } = await whk(args, { VISUAL: `${path} --wait`, EDITOR: "false" })
  expect(JSON.parse(stdout)).toMatchObject({ type: "attempt" })
  expect(receiver.requests[0]!.body.toString()).toBe("{}")
  expect(await readFile(join(folder.path, "seen"), "utf8")).toContain("refs/heads/main")
})

test.each([
  ["true", "Nothing was changed, so nothing was sent."],
  ["false", '"false" ended with 1; nothing was sent.'],
  ["whk-no-such-editor", '"whk-no-such-editor" ended with 127; nothing was sent.'],
])("with the editor %s nothing is sent", async (EDITOR, words) => {
  const id = await received()
  const receiver = await startReceiver(() => 200)
  const { exitCode, stderr } = await whk(["replay", id, "--edit", "--to", receiver.url], { EDITOR })
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(words)])
  expect([receiver.requests.length, await newest()]).toEqual([0, id])
})

test("without an editor and a terminal --edit says what to set", async () => {
  const { exitCode, stderr } = await whk(["replay", "dlv_1", "--edit"])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("Set VISUAL or EDITOR")])
})

test.each([
  [["dlv_1", "dlv_2", "--edit"], "--edit takes one delivery"],
  [["dlv_1", "--insecure"], "--insecure is for a replay from this machine"],
  [["dlv_1", "--secret", "s"], "--secret says nothing about a replay of the same bytes."],
  [["dlv_1", "--set", "nothing"], '"nothing" is not path=value.'],
  [["dlv_1", "--edit", "--dry-run"], "cannot be used with option"],
])("flags that would go unheard are refused: %j", async (flags, words) => {
  const { exitCode, stderr } = await whk(["replay", ...flags], { EDITOR: "true" })
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)])
})
