import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { execa } from "execa"
import { afterAll, beforeAll, expect, test } from "vitest"
import { providerHeaders, startProviderApp } from "../support/provider-app.ts"
import { testWith } from "../support/program-test.ts"
import { startReceiver } from "../support/receiver.ts"
import { type RelayProcess, startRelayProcess } from "../support/relay-process.ts"

const curlTest = testWith("curl")

let relay: RelayProcess
let key = ""
beforeAll(async () => {
  relay = await startRelayProcess()
  key = (await readFile(join(relay.home, "data", "local.key"), "utf8")).trim()
})
afterAll(async () => await relay[Symbol.asyncDispose]())

const URL = "https://hooks.example.com/axelered"

/** Runs a line of shell as a user would paste it, and reads the JSON that it prints. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
async function shell(line: string): Promise<any> {
  const { stdout } = await execa("sh", ["-c", line])
  return JSON.parse(stdout)
}

/** `--api` with the relay in the place of the provider's server. */
const at = (provider: string): string[] => {
  const flags = ["--provider", provider, "--api", relay.url]
  return provider === "axelered" ? [...flags, "--workspace", relay.workspace] : flags
}

curlTest(
  "the curl command that Axelered documents works with its host, workspace and key changed",
  async () => {
    const app = await startProviderApp("axelered")
    const created = await shell(`curl -sS -X POST "${relay.url}/v1/w/${relay.workspace}/webhooks" \\
    -H "Authorization: Bearer ${key}" \\
    -H "Content-Type: application/json" \\
    -d '{
      "name": "Orders of the shop",
      "url": "${app.url}",
      "signingSecret": "whsec_of-our-own-choice",
      "events": ["process.completed"]
    }'`)
    expect(created).toEqual({
      status: "ok",
      data: {
        id: expect.stringMatching(/^ep_/),
        createdAt: expect.any(String),
        modifiedAt: expect.any(String),
        workspaceId: relay.workspace,
        name: "Orders of the shop",
        url: app.url,
        events: ["process.completed"],
      },
    })
    const { id } = created.data
    const { stdout } = await relay.whk("list")
    expect(stdout).toContain(id)
    expect(await relay.json("get", id)).toMatchObject({ provider: "axelered", url: app.url, active: true })

    app.expect("whsec_of-our-own-choice")
    expect(await relay.lines("trigger", "process.completed")).toMatchObject([{ ok: true, status: 200 }])
    expect(providerHeaders(app.requests[0]!).map(([name]) => name)).toContain("X-Axelered-Signature")

    const one = `${relay.url}/v1/w/${relay.workspace}/webhooks/${id}`
    const bearer = `-H "Authorization: Bearer ${key}"`
    const changed = await shell(
      `curl -sS -X PATCH ${one} ${bearer} -d '{"signingSecret":"whsec_the-next-one"}'`,
    )
    expect(changed).toMatchObject({ status: "ok", data: { id } })
    app.expect("whsec_the-next-one")
    expect(await relay.lines("trigger", "process.completed")).toMatchObject([{ ok: true }])
    await shell(`curl -sS -X DELETE ${one} ${bearer}`)
    expect(await relay.whk("get", id)).toMatchObject({ exitCode: 4 })
  },
)

curlTest("what Axelered's API refuses is refused in its own form", async () => {
  const folder = `${relay.url}/v1/w/${relay.workspace}/webhooks`
  const wrongKey = await shell(`curl -sS ${folder} -H "Authorization: Bearer ax_wrong"`)
  const elsewhere = await shell(`curl -sS ${relay.url}/v1/w/other/webhooks -H "Authorization: Bearer ${key}"`)
  const empty = await shell(`curl -sS ${folder} -H "Authorization: Bearer ${key}" -d '{}'`)
  expect([wrongKey, elsewhere]).toEqual([{ detail: expect.any(String) }, { detail: expect.any(String) }])
  expect(empty.detail.map(({ loc }: { loc: string[] }) => loc)).toEqual([
    ["body", "url"],
    ["body", "signingSecret"],
    ["body", "events"],
  ])
})

test.each([
  ["axelered", "process.completed"],
  ["ainexlayer", "chat.message"],
])("whk speaks the API of %s: an endpoint lives and dies through it", async (provider, event) => {
  const created = await relay.json("create", URL, ...at(provider), "--events", event, "--name", "prod")
  expect(created).toMatchObject({ provider, url: URL, name: "prod", events: [event], active: true })
  const { id, secret } = created
  expect(secret).toMatch(/^\S{32,}$/)
  expect(await relay.json("list", ...at(provider))).toMatchObject({ items: [{ id, url: URL }], next: null })
  expect(await relay.json("get", id, ...at(provider))).toMatchObject({ id, events: [event] })
  const updated = await relay.json("update", id, ...at(provider), "--url", `${URL}/v2`)
  expect(updated).toMatchObject({ id, url: `${URL}/v2`, name: "prod" })
  const own = "a-secret-of-our-own-choice"
  await relay.json("update", id, ...at(provider), "--secret", own)
  expect(await relay.whk("rotate", id, "--secret", own)).toMatchObject({ exitCode: 6 })
  expect((await relay.json("rotate", id, ...at(provider))).secret).not.toBe(secret)
  // The same endpoint, seen by the relay's own API.
  expect(await relay.json("get", id)).toMatchObject({ id, provider, url: `${URL}/v2` })
  expect(await relay.json("delete", id, ...at(provider), "--yes")).toEqual({ id, deleted: true })
  expect(await relay.whk("get", id, ...at(provider))).toMatchObject({ exitCode: 4, stdout: "" })
})

curlTest("page, limit, active and status of AINexLayer work through the mount", async () => {
  const receiver = await startReceiver(() => 500)
  const about = ["--provider", "ainexlayer", "--events", "user.login"]
  const off = await relay.json("create", URL, ...about, "--inactive")
  const on = await relay.json("create", receiver.url, ...about)
  await relay.whk("test", on.id)
  const get = (path: string) =>
    shell(`curl -sS "${relay.url}/api/v1/webhooks${path}" -H "Authorization: Bearer ${key}"`)

  expect(await get("?page=2&limit=1")).toEqual({
    success: true,
    data: [expect.objectContaining({ id: off.id, active: false })],
    pagination: { page: 2, limit: 1, total: 2, totalPages: 2 },
  })
  expect(await get("?active=true")).toMatchObject({ data: [{ id: on.id }], pagination: { total: 1 } })
  expect(await get("?active=false")).toMatchObject({ data: [{ id: off.id }], pagination: { total: 1 } })
  const failed = await get(`/${on.id}/deliveries?status=failed&page=1&limit=5`)
  expect(failed).toMatchObject({ data: [{ webhookId: on.id, status: "failed", responseStatus: 500 }] })
  expect(await get(`/${on.id}/deliveries?status=success`)).toMatchObject({ data: [] })

  const api = at("ainexlayer")
  const page = await relay.json("list", ...api, "--limit", "1", "--after", "2")
  expect(page).toMatchObject({ items: [{ id: off.id }], next: null })
  expect(await relay.json("list", ...api, "--inactive")).toMatchObject({ items: [{ id: off.id }] })
  expect(await relay.json("deliveries", on.id, ...api, "--status", "failed")).toMatchObject({
    items: [{ endpoint: on.id, status: "failed" }],
  })
  const wrongPage = await relay.whk("list", ...api, "--after", "two", "-q")
  expect(wrongPage).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('"two" is not a page number.'),
  })
})

test.each([
  ["axelered", ["test", "ep_1"], "send a test event", "whk test"],
  ["axelered", ["deliveries"], "list deliveries", "whk deliveries"],
  ["axelered", ["delivery", "dlv_1"], "read a delivery", "whk delivery"],
  ["axelered", ["replay", "dlv_1"], "replay a delivery", "whk replay"],
  ["axelered", ["stats"], "count endpoints and deliveries", "whk stats"],
  ["axelered", ["inboxes", "list"], "list inboxes", "whk inboxes list"],
  ["ainexlayer", ["delivery", "dlv_1"], "read a delivery", "whk delivery"],
  ["ainexlayer", ["replay", "dlv_1"], "replay a delivery", "whk replay"],
  ["ainexlayer", ["stats"], "count endpoints and deliveries", "whk stats"],
])(
  "%s documents no %j: exit 6, and what the relay offers is named",
  async (provider, args, what, offered) => {
    const result = await relay.whk(...args, ...at(provider), "-q")
    expect(result).toMatchObject({ exitCode: 6, stdout: "" })
    expect(result.stderr).toMatch(
      new RegExp(`^error \\w+ documents no API to ${what}\\.\\n  → .*\`${offered}\`\\.\\n$`),
    )
  },
)

test.each([
  ["axiestudio", ["create", URL, "--events", "*"], /Click Create Webhook|Click Create\./],
  ["axiestudio", ["rotate", "x"], /Rotate Secret/],
  ["axiestudio", ["replay", "x"], /View History/],
  ["axcelerate", ["create", URL, "--events", "*"], /New Webhook/],
  ["accelex", ["create", URL, "--events", "*"], /Add endpoint/],
  ["accelex", ["deliveries"], /Webhook Logs/],
])("%s has a dashboard only: %j prints its steps and ends with 6", async (provider, args, step) => {
  const { exitCode, stdout, stderr } = await relay.whk(
    ...args,
    "--provider",
    provider,
    "--api",
    "provider",
    "-q",
  )
  expect(exitCode).toBe(6)
  expect(stdout).toMatch(/^.+:\n {2}1\. /)
  expect(stdout).toMatch(step)
  expect(stderr).toMatch(
    /^error .+ has no API to .+\n {2}→ Leave out --api to use the relay, which offers it\.\n$/,
  )
})
