import { afterAll, beforeAll, expect, test } from "vitest"
import { ROUTE_CALLS } from "../../support/route-calls.ts"
import { type Reply, type Rig, startApi } from "./rig.ts"

let rig: Rig
beforeAll(async () => {
  rig = await startApi()
})
afterAll(() => rig.close())

const HOURS_12 = 12 * 60 * 60 * 1000

/** A session that a key of the first workspace opened. */
async function openSession(key = rig.key): Promise<string> {
  const code = await rig.call("POST", "/v1/inspector/codes", { key })
  const session = await exchange(code.json.code)
  return session.json.token
}

function exchange(code: unknown): Promise<Reply> {
  return rig.call("POST", "/v1/inspector/sessions", { key: null, json: { code } })
}

async function isOpen(token: string): Promise<boolean> {
  return (await rig.call("GET", "/v1/stats", { key: token })).status === 200
}

test("a key makes a code, and the code is exchanged for a session of the key's workspace without a key", async () => {
  const made = await rig.call("POST", "/v1/inspector/codes")
  expect(made.status).toBe(201)
  expect(made.json).toEqual({
    code: expect.stringMatching(/^\w{22}$/),
    url: `http://relay.example/inspect#code=${made.json.code}`,
    expiresAt: new Date(rig.clock.now() + 60_000).toISOString(),
  })
  const session = await exchange(made.json.code)
  expect(session.status).toBe(201)
  expect(session.headers.get("cache-control")).toBe("no-store")
  expect(session.json).toEqual({
    token: expect.stringMatching(/^whk_\w{49}$/),
    expiresAt: new Date(rig.clock.now() + HOURS_12).toISOString(),
  })
  const whose = await rig.call("GET", "/v1/workspace", { key: session.json.token })
  expect(whose.json).toMatchObject({ id: rig.workspace })
})

test("a code opens once, and a wrong one never", async () => {
  const { json } = await rig.call("POST", "/v1/inspector/codes")
  expect((await exchange(json.code)).status).toBe(201)
  const [again, wrong] = [await exchange(json.code), await exchange("wrong")]
  expect([again.status, again.json]).toEqual([wrong.status, wrong.json])
  expect(again.status).toBe(401)
  expect(again.json).toMatchObject({
    code: "KEY_REFUSED",
    detail: "The code is wrong, used, or older than 60 seconds.",
    hint: "Run `whk inspect` for a new one.",
  })
})

test("what is no code at all is refused without being quoted", async () => {
  const { status, text } = await exchange({ planted: "planted" })
  expect(status).toBe(422)
  expect(text).toContain("code is not a string")
  expect(text).not.toContain("planted")
})

test("wrong codes are told to wait after a while, and a right one still opens", async () => {
  const { json } = await rig.call("POST", "/v1/inspector/codes")
  const statuses: number[] = []
  for (let count = 0; count < 25; count += 1) statuses.push((await exchange(`wrong ${count}`)).status)
  expect(statuses).toContain(429)
  expect((await exchange(json.code)).status).toBe(201)
  rig.clock.advance(60_000)
})

test("a session ends after 12 hours", async () => {
  const token = await openSession()
  rig.clock.advance(HOURS_12 - 1)
  expect(await isOpen(token)).toBe(true)
  rig.clock.advance(1)
  expect(await isOpen(token)).toBe(false)
})

test("a session ends itself, and no other", async () => {
  const [token, other] = [await openSession(), await openSession()]
  expect((await rig.call("DELETE", "/v1/inspector/sessions", { key: token })).status).toBe(204)
  expect([await isOpen(token), await isOpen(other)]).toEqual([false, true])
  const { json } = await rig.call("GET", "/v1/audit?limit=1")
  expect(json.items).toMatchObject([{ action: "DELETE /v1/inspector/sessions", address: "127.0.0.1" }])
})

test("an API key is not ended as a session", async () => {
  const { status, json } = await rig.call("DELETE", "/v1/inspector/sessions")
  expect([status, json.detail]).toEqual([403, "An API key is not a session of the inspector."])
})

test("a key that is revoked takes its sessions and its codes with it", async () => {
  const { key, row } = await rig.access.createKey(rig.workspace, "short-lived")
  const token = await openSession(key)
  const code = await rig.call("POST", "/v1/inspector/codes", { key })
  expect(await isOpen(token)).toBe(true)
  await rig.call("DELETE", `/v1/keys/${row.id}`)
  expect(await isOpen(token)).toBe(false)
  expect((await exchange(code.json.code)).status).toBe(401)
})

test("a session stands in no list of keys", async () => {
  await openSession()
  const { json } = await rig.call("GET", "/v1/keys")
  expect(json.items.map(({ name }: { readonly name: string }) => name)).not.toContain("inspector")
})

test.each(["POST /v1/keys", "DELETE /v1/keys/:id", "POST /v1/workspaces", "POST /v1/inspector/codes"])(
  "a session may not %s",
  async (route) => {
    const token = await openSession()
    const { row } = await rig.access.createKey(rig.workspace, "kept")
    const [method = "", path = ""] = route.split(" ")
    const json = ROUTE_CALLS[route]!.json?.({} as never)
    const { status, json: problem } = await rig.call(method, path.replace(":id", row.id), {
      key: token,
      ...(json !== undefined && { json }),
    })
    expect([status, problem.detail]).toEqual([403, "A session of the inspector may not do this."])
  },
)

test("the audit log says who opened a session, and what the session changed", async () => {
  const token = await openSession()
  const { json: whose } = await rig.call("GET", "/v1/workspace", { key: token })
  const { json: maker } = await rig.call("GET", "/v1/workspace")
  await rig.call("POST", "/v1/inboxes", { key: token, json: { name: "audited" } })
  const { json } = await rig.call("GET", "/v1/audit?limit=3")
  expect(json.items).toMatchObject([
    { actor: whose.keyId, action: "POST /v1/inboxes" },
    { actor: maker.keyId, action: "inspector opened", object: whose.keyId, address: "127.0.0.1" },
    { actor: maker.keyId, action: "POST /v1/inspector/codes", object: null, detail: null },
  ])
})

test("the OpenAPI document says that a code needs no key beside it", async () => {
  const { json } = await rig.call("GET", "/v1/openapi.json")
  expect(json.paths["/v1/inspector/sessions"].post.security).toEqual([])
  expect(json.paths["/v1/inspector/codes"].post.security).toBeUndefined()
})
