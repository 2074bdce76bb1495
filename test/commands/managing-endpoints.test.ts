import { afterAll, beforeAll, expect, test } from "vitest"
import { type ManagedRelay, startManagedRelay } from "../support/managed-relay.ts"

let relay: ManagedRelay
beforeAll(async () => void (relay = await startManagedRelay()))
afterAll(async () => await relay[Symbol.asyncDispose]())

const URL = "https://example.com/hooks"

test("create prints the endpoint and its secret once, and says that it is on the relay", async () => {
  const { exitCode, stdout, stderr } = await relay.whk(
    "create",
    URL,
    "--events",
    "user.created",
    "--name",
    "prod",
  )
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/Secret +[0-9a-f]{64}/)
  expect(stdout).toContain(URL)
  expect(stderr).toContain("on your relay, not at Axie Studio")
  expect(stderr).toContain("not shown again")
  expect(stderr).toContain("Open Dashboard → Enterprise → Webhooks.")
})

test("create --json prints the fields of the contract and nothing else on stdout", async () => {
  const endpoint = await relay.json("create", URL, "--events", "user.created,user.updated", "--inactive")
  expect(Object.keys(endpoint)).toEqual([
    "id",
    "provider",
    "url",
    "name",
    "events",
    "active",
    "secret",
    "createdAt",
    "updatedAt",
  ])
  expect(endpoint).toMatchObject({
    provider: "axiestudio",
    events: ["user.created", "user.updated"],
    active: false,
    secret: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test("an event that several providers have says which one was taken and how to choose", async () => {
  const { stderr } = await relay.whk("create", URL, "--events", "user.created")
  expect(stderr).toContain("user.created of axiestudio; also in ainexlayer")
  expect(stderr).toContain("choose with --provider")
})

test.each([
  ["document.uploaded", "ainexlayer"],
  ["process.completed", "axelered"],
  ["enterprise.*", "axiestudio"],
])("an endpoint for %s belongs to %s", async (event, provider) => {
  expect(await relay.json("create", URL, "--events", event)).toMatchObject({ provider })
})

test("'*' subscribes to everything that can be subscribed to", async () => {
  const { events } = await relay.json("create", URL, "--provider", "axiestudio", "--events", "*")
  expect(events).toHaveLength(7)
  expect(events).not.toContain("webhook.test")
})

test("an Axelered endpoint says how to register it there with --api", async () => {
  const { stderr } = await relay.whk("create", URL, "--provider", "axelered", "--events", "process.completed")
  expect(stderr).toContain("--provider axelered --api provider --workspace <id>")
})

test.each([["3999"], ["localhost:3999"], ["http://localhost:3999"], ["http://localhost:3999/hooks?a&a=1"]])(
  "%s on this machine is taken as an endpoint's URL",
  async (url) => {
    const endpoint = await relay.json("create", url, "--events", "user.created")
    expect(endpoint.url).toMatch(/^http:\/\/localhost:3999/)
  },
)

test.each<[string, string[], number, RegExp, RegExp]>([
  ["no url", ["create"], 2, /<url> is missing/, /whk create https/],
  ["no events", ["create", URL], 2, /--events is missing/, /--events '\*'/],
  [
    "a url that is none",
    ["create", "example.com/hooks", "--events", "*"],
    2,
    /"example\.com\/hooks"/,
    /whole URL/,
  ],
  [
    "another protocol",
    ["create", "ftp://example.com/", "--events", "*"],
    2,
    /"ftp:\/\/example\.com\/"/,
    /https:\/\//,
  ],
  ["an unknown event", ["create", URL, "--events", "user.craeted"], 2, /"user\.craeted"/, /user\.created/],
  ["an unknown provider", ["create", URL, "--events", "*", "--provider", "axie"], 2, /"axie"/, /axiestudio/],
  [
    "an http target",
    ["create", "http://example.com/", "--events", "*", "--provider", "axiestudio"],
    6,
    /"?http:\/\/example\.com/,
    /./,
  ],
  [
    "a short secret",
    ["create", URL, "--events", "*", "--provider", "axiestudio", "--secret", "short"],
    6,
    /at least 32 characters/,
    /./,
  ],
  [
    "a test-only event",
    ["create", URL, "--provider", "axiestudio", "--events", "webhook.test"],
    6,
    /webhook\.test/,
    /./,
  ],
  ["a name that does not exist", ["get", "ep_nothing"], 4, /ep_nothing/, /list/],
  ["nothing to change", ["update", "ep_nothing"], 2, /nothing to change/, /--url/],
  ["both kinds of event flags", ["update", "ep_1", "--events", "a", "--add-event", "b"], 2, /--events/, /./],
  ["a limit that is none", ["list", "--limit", "many"], 2, /"many"/, /--limit/],
  ["contrary filters", ["list", "--active", "--inactive"], 2, /--active/, /./],
  ["deleting without a terminal", ["delete", "ep_1"], 2, /"ep_1"/, /--yes/],
  ["no id", ["rotate"], 2, /<id> is missing/, /--help/],
])("%s is refused in one line with a hint", async (_, args, exitCode, message, hint) => {
  const result = await relay.whk(...args)
  expect(result.exitCode).toBe(exitCode)
  expect(result.stdout).toBe("")
  const [first, second, ...rest] = result.stderr.trimEnd().split("\n").slice(-2)
  expect(first).toMatch(/^error /)
  expect(first).toMatch(message)
  expect(second).toMatch(hint)
  expect(rest).toEqual([])
})

test("list shows a table and the totals, and --json a page without secrets", async () => {
  await using own = await startManagedRelay()
  await own.json("create", URL, "--events", "user.created")
  await own.json("create", `${URL}/2`, "--events", "user.created", "--inactive")
  const { stdout } = await own.whk("list")
  expect(stdout).toContain(URL)
  expect(stdout).toMatch(/inactive/)
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("Total 2 · Active 1 · Inactive 1 · Events 0")
  const page = await own.json("list", "--active")
  expect(page).toMatchObject({ items: [{ url: URL }], next: null })
  expect(JSON.stringify(page)).not.toContain('"secret"')
})

test("list gives a cursor for the next page, and --all follows it", async () => {
  await using own = await startManagedRelay()
  await own.json("create", `${URL}/1`, "--events", "user.created")
  await own.json("create", `${URL}/2`, "--events", "user.created")
  await own.json("create", `${URL}/3`, "--events", "user.created")
  const first = await own.json("list", "--limit", "2")
  const second = await own.json("list", "--limit", "2", "--after", first.next)
  const all = await own.json("list", "--limit", "1", "--all")
  expect(first.items).toHaveLength(2)
  expect(second).toMatchObject({ items: [{ url: `${URL}/1` }], next: null })
  expect(all.items).toHaveLength(3)
})

test("list finds by text, and says so when nothing fits", async () => {
  const { stdout, stderr, exitCode } = await relay.whk("list", "--search", "no-such-endpoint")
  expect(exitCode).toBe(0)
  expect(stderr).toContain("No endpoint fits.")
  expect(stdout).toMatch(/^Total/)
})

test("update changes what is named and nothing else", async () => {
  const { id } = await relay.json("create", URL, "--events", "user.created,user.updated", "--name", "a")
  const updated = await relay.json(
    "update",
    id,
    "--add-event",
    "user.deleted",
    "--remove-event",
    "user.created",
  )
  expect(updated).toMatchObject({ url: URL, name: "a", events: ["user.updated", "user.deleted"] })
  expect(await relay.json("update", id, "--url", `${URL}/v2`, "--name", "")).toMatchObject({
    url: `${URL}/v2`,
    name: null,
    events: ["user.updated", "user.deleted"],
  })
})

test("an event that is not subscribed to cannot be taken away", async () => {
  const { id } = await relay.json("create", URL, "--events", "user.created")
  const { exitCode, stderr } = await relay.whk("update", id, "--remove-event", "user.deleted")
  expect(exitCode).toBe(2)
  expect(stderr).toContain('"user.deleted" is not among the events')
})

test("disable and enable switch an endpoint, which a prefix of its id names", async () => {
  const { id } = await relay.json("create", URL, "--events", "user.created")
  expect(await relay.json("disable", id.slice(0, -2))).toMatchObject({ id, active: false })
  expect(await relay.json("get", id)).toMatchObject({ active: false })
  expect(await relay.json("enable", id)).toMatchObject({ active: true })
})

test("an Axelered endpoint cannot be switched off, and the rule is named", async () => {
  const { id } = await relay.json("create", URL, "--events", "process.completed")
  const { exitCode, stderr } = await relay.whk("disable", id)
  expect(exitCode).toBe(6)
  expect(stderr).toContain("Axelered")
})

test("rotate prints the new secret once, and the old one is said to be dead", async () => {
  const { id, secret } = await relay.json("create", URL, "--events", "user.created")
  const rotated = await relay.json("rotate", id)
  expect(rotated.secret).toMatch(/^[0-9a-f]{64}$/)
  expect(rotated.secret).not.toBe(secret)
  const { stderr } = await relay.whk("rotate", id, "--yes")
  expect(stderr).toContain("The old secret is invalid from now on.")
})

test("rotate takes a secret from the environment, and refuses an overlap where the old one dies at once", async () => {
  const { id } = await relay.json("create", URL, "--events", "user.created")
  const missing = await relay.whk("rotate", id, "--secret", "env:NO_SUCH_VARIABLE")
  expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"NO_SUCH_VARIABLE"') })
  expect(await relay.whk("rotate", id, "--overlap", "1h")).toMatchObject({ exitCode: 6 })
})

test("where the scheme carries two signatures, an overlap keeps both secrets", async () => {
  const { id } = await relay.json(
    "create",
    URL,
    "--provider",
    "standard-webhooks",
    "--events",
    "user.created",
  )
  const { stderr, exitCode } = await relay.whk("rotate", id, "--overlap", "1h")
  expect(exitCode).toBe(0)
  expect(stderr).toContain("both signatures for 1h")
  expect(await relay.json("get", id)).toMatchObject({ secrets: 2 })
})

test("delete --yes removes the endpoint for good", async () => {
  const { id } = await relay.json("create", URL, "--events", "user.created")
  expect(await relay.json("delete", id, "--yes")).toEqual({ id, deleted: true })
  expect(await relay.whk("get", id)).toMatchObject({ exitCode: 4 })
})
