import { execFile, spawnSync } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import type { Rig } from "../api/rig.ts"
import { startDialects } from "./rig.ts"

const WEBHOOK = {
  name: "Production Notifications",
  url: "https://api.yourserver.com/webhooks/axelered",
  signingSecret: "whsec_0123456789abcdef",
  events: ["process.completed"],
}

async function create(rig: Rig, fields: object = {}): Promise<string> {
  const { status, json } = await rig.call("POST", folder(rig), { json: { ...WEBHOOK, ...fields } })
  expect(status).toBe(200)
  return json.data.id
}

function folder(rig: Rig): string {
  return `/v1/w/${rig.workspace}/webhooks`
}

// Copied from https://docs.axelered.com/webhooks as it stands there.
const DOCUMENTED_CURL = `curl -X POST "https://api.axelered.com/v1/w/{workspace_id}/webhooks" \\
-H "Authorization: Bearer YOUR_API_KEY" \\
-H "Content-Type: application/json" \\
-d '{
"name": "Production Notifications",
"url": "https://api.yourserver.com/webhooks/axelered",
"signingSecret": "whsec_...",
"events": ["process.completed"]
}'`

/** The documented command with only host, workspace and key changed. */
function commandFor(rig: Rig): string {
  return DOCUMENTED_CURL.replace("https://api.axelered.com", rig.url)
    .replace("{workspace_id}", rig.workspace)
    .replace("YOUR_API_KEY", rig.key)
}

/** What curl writes to its socket for that command. */
function requestOf(command: string): string {
  const [, url = ""] = /"(http[^"]+)"/.exec(command) ?? []
  const [, body = ""] = /-d '([^']+)'/.exec(command) ?? []
  const { host, pathname } = new URL(url)
  const headers = [...command.matchAll(/-H "([^"]+)"/g)].map(([, header]) => header)
  const own = [`Host: ${host}`, "User-Agent: curl/8.14.1", "Accept: */*", ...headers]
  return [`POST ${pathname} HTTP/1.1`, ...own, `Content-Length: ${body.length}`, "", body].join("\r\n")
}

const REGISTERED = {
  provider: "axelered",
  name: "Production Notifications",
  url: "https://api.yourserver.com/webhooks/axelered",
  secret: "whsec_...",
  events: ["process.completed"],
  active: true,
}

test("the request of the documented curl command registers the webhook", async () => {
  const rig = await startDialects()
  const socket = connect(Number(new URL(rig.url).port), "127.0.0.1")
  socket.write(requestOf(commandFor(rig)))
  const [answer] = (await once(socket, "data")) as [Buffer]
  socket.destroy()
  expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  const { items } = await rig.store.listEndpoints(rig.workspace, {}, { limit: 10 })
  expect(items).toMatchObject([REGISTERED])
})

const hasCurl = spawnSync("curl", ["--version"]).status === 0

test.skipIf(!hasCurl)("the documented curl command works when it is typed", async () => {
  const rig = await startDialects()
  const { stdout } = await promisify(execFile)("sh", ["-c", `${commandFor(rig)} --silent --show-error`])
  expect(JSON.parse(stdout)).toMatchObject({ status: "ok", data: { name: REGISTERED.name } })
  const { items } = await rig.store.listEndpoints(rig.workspace, {}, { limit: 10 })
  expect(items).toMatchObject([REGISTERED])
})

test("create answers 200 with the webhook and without its secret", async () => {
  const rig = await startDialects()
  const { status, json } = await rig.call("POST", folder(rig), { json: WEBHOOK })
  expect(status).toBe(200)
  expect(json).toEqual({
    status: "ok",
    data: {
      id: expect.stringMatching(/^ep_/),
      createdAt: "2026-01-15T02:03:04.567Z",
      modifiedAt: "2026-01-15T02:03:04.567Z",
      workspaceId: rig.workspace,
      name: WEBHOOK.name,
      url: WEBHOOK.url,
      events: WEBHOOK.events,
    },
  })
})

test("fields the page does not show are left alone, and a name is not needed", async () => {
  const rig = await startDialects()
  const { name: _, ...nameless } = WEBHOOK
  const { status, json } = await rig.call("POST", folder(rig), { json: { ...nameless, colour: "green" } })
  expect(status).toBe(200)
  expect(json.data.name).toBeNull()
})

test("an event that is announced may be subscribed to", async () => {
  const rig = await startDialects()
  const json = { ...WEBHOOK, events: ["process.completed", "document.ready"] }
  expect((await rig.call("POST", folder(rig), { json })).status).toBe(200)
})

test("a list is read with limit and cursor to its end, other providers' endpoints left out", async () => {
  const rig = await startDialects()
  await rig.endpoint()
  const ids = [await create(rig), await create(rig), await create(rig)]
  const first = await rig.call("GET", `${folder(rig)}?limit=2`)
  expect(first.json).toMatchObject({ status: "ok", data: { limit: 2, total: 3 } })
  const { cursor } = first.json.data
  const second = await rig.call("GET", `${folder(rig)}?limit=2&cursor=${encodeURIComponent(cursor)}`)
  expect(second.json.data).toMatchObject({ cursor: null, total: 3 })
  const found = [...first.json.data.items, ...second.json.data.items].map(({ id }) => id)
  expect(found).toEqual(ids.toReversed())
  expect((await rig.call("GET", folder(rig))).json.data.limit).toBe(50)
})

test("an update changes what it names and rotates the secret without an overlap", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  rig.clock.advance(60_000)
  const change = { signingSecret: "whsec_fedcba9876543210", url: "https://example.com/new" }
  const { status, json } = await rig.call("PATCH", `${folder(rig)}/${id}`, { json: change })
  expect(status).toBe(200)
  expect(json.data).toMatchObject({
    id,
    name: WEBHOOK.name,
    url: change.url,
    createdAt: "2026-01-15T02:03:04.567Z",
    modifiedAt: "2026-01-15T02:04:04.567Z",
  })
  expect(JSON.stringify(json)).not.toContain("whsec_")
  expect(await rig.store.getEndpoint(rig.workspace, id)).toMatchObject({
    secret: change.signingSecret,
    previousSecret: null,
  })
})

test("a webhook that is deleted is gone", async () => {
  const rig = await startDialects()
  const id = await create(rig)
  expect(await rig.call("GET", `${folder(rig)}/${id}`)).toMatchObject({ status: 200, json: { data: { id } } })
  expect((await rig.call("DELETE", `${folder(rig)}/${id}`)).status).toBe(200)
  const { status, json } = await rig.call("GET", `${folder(rig)}/${id}`)
  expect(status).toBe(404)
  expect(json).toEqual({ detail: `"${id}" is not an endpoint here.` })
})

test("no key or a wrong one is 401 with a sentence", async () => {
  const rig = await startDialects()
  const without = await rig.call("GET", folder(rig), { key: null })
  expect(without).toMatchObject({ status: 401, json: { detail: "The request carries no API key." } })
  expect(without.headers.get("www-authenticate")).toBe("Bearer")
  expect((await rig.call("GET", folder(rig), { key: "ax_0123456789" })).status).toBe(401)
})

test("a workspace that is not the key's own is 404, whether it exists or not", async () => {
  const rig = await startDialects()
  const other = await rig.anotherWorkspace()
  const foreign = await rig.call("POST", `/v1/w/${other.workspace}/webhooks`, { json: WEBHOOK })
  const absent = await rig.call("POST", "/v1/w/nowhere/webhooks", { json: WEBHOOK })
  expect(foreign).toMatchObject({
    status: 404,
    json: { detail: `"${other.workspace}" is not a workspace of this key.` },
  })
  expect(absent.status).toBe(404)
})

test("another provider's endpoint and a shortened id are not found", async () => {
  const rig = await startDialects()
  const { id: foreign } = await rig.endpoint()
  const id = await create(rig)
  expect((await rig.call("DELETE", `${folder(rig)}/${foreign}`)).status).toBe(404)
  expect((await rig.call("DELETE", `${folder(rig)}/${id.slice(0, -1)}`)).status).toBe(404)
  expect(await rig.store.getEndpoint(rig.workspace, foreign)).not.toBeNull()
})

test.each([
  ["without a secret", { signingSecret: undefined }, ["body", "signingSecret"], "missing"],
  ["without an event", { events: [] }, ["body", "events"], "too_short"],
  ["with a number for a URL", { url: 7 }, ["body", "url"], "type_error"],
  ["for all events at once", { events: ["*"] }, ["body", "events", 0], "value_error"],
  ["for another provider's event", { events: ["user.created"] }, ["body", "events"], "value_error"],
  ["for a URL that is none", { url: "yourserver" }, ["body", "url"], "value_error"],
  ["for a URL that is not https", { url: "http://example.com/" }, ["body"], "value_error"],
])("a webhook %s is refused with FastAPI's list", async (_, change, loc, type) => {
  const rig = await startDialects()
  const { status, json } = await rig.call("POST", folder(rig), { json: { ...WEBHOOK, ...change } })
  expect(status).toBe(422)
  expect(json).toEqual({ detail: [{ loc, msg: expect.any(String), type, ctx: {} }] })
})

test.each(["limit=0", "limit=101", "limit=many"])("a list with %s is refused by name", async (query) => {
  const rig = await startDialects()
  const { status, json } = await rig.call("GET", `${folder(rig)}?${query}`)
  expect(status).toBe(422)
  expect(json.detail[0].loc).toEqual(["query", "limit"])
})

test("a secret that is refused is not repeated", async () => {
  const rig = await startDialects()
  const json = { ...WEBHOOK, signingSecret: ["whsec_very_secret"] }
  const { status, text } = await rig.call("POST", folder(rig), { json })
  expect(status).toBe(422)
  expect(text).not.toContain("very_secret")
})

test("a body that is not JSON is refused", async () => {
  const rig = await startDialects()
  const { status, json } = await rig.call("POST", folder(rig), { body: "{name" })
  expect(status).toBe(400)
  expect(json).toEqual({ detail: "The request body is not JSON." })
})

test.each([
  ["POST", "/test", 404],
  ["GET", "/deliveries", 404],
  ["PUT", "", 405],
])("%s webhook%s is not documented and not offered", async (method, rest, expected) => {
  const rig = await startDialects()
  const id = await create(rig)
  expect((await rig.call(method, `${folder(rig)}/${id}${rest}`)).status).toBe(expected)
})
