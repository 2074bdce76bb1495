import { afterAll, beforeAll, expect, test } from "vitest"
import { providers } from "../../../src/providers/catalogue.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const FIRST_EVENT: Readonly<Record<string, string>> = Object.fromEntries(
  providers.map(({ id, events }) => [id, events.find(({ status }) => status === "live")!.type]),
)

async function create(provider: string, fields: Record<string, unknown> = {}) {
  const json = { provider, url: "https://example.com/hooks", events: [FIRST_EVENT[provider]], ...fields }
  return await api.call("POST", "/v1/endpoints", { json })
}

const HTTPS_ONLY = providers.filter(({ endpoint }) => endpoint.httpsOnly)

test.each(HTTPS_ONLY)("$id refuses a plain http target in its own words", async ({ id, endpoint }) => {
  const { status, json } = await create(id, { url: "http://example.com/hooks" })
  expect(status).toBe(422)
  expect(json).toMatchObject({
    code: "RULE_REFUSED",
    detail: `"http://example.com/hooks" is refused. ${endpoint.httpsRule}.`,
    hint: "Use an https:// address; plain http is taken for this machine only.",
  })
})

test.each(["localhost:3000", "hooks.localhost", "127.0.0.1:3000", "127.8.9.1", "[::1]:3000"])(
  "plain http to %s is taken on a relay that may deliver there",
  async (host) => {
    expect((await create("axiestudio", { url: `http://${host}/hooks` })).status).toBe(201)
  },
)

test("an update is held to the same address rule", async () => {
  const { id } = await api.endpoint()
  const { json } = await api.call("PATCH", `/v1/endpoints/${id}`, { json: { url: "http://example.com/" } })
  expect(json).toMatchObject({ code: "RULE_REFUSED" })
})

test("GitHub takes plain http", async () => {
  expect((await create("github", { url: "http://example.com/hooks" })).status).toBe(201)
})

test.each([
  ["example.com/hooks", '"example.com/hooks" is not an http or https URL.'],
  ["ftp://example.com/", '"ftp://example.com/" is not an http or https URL.'],
  ["https://", '"https://" is not an http or https URL.'],
  [" https://example.com", '" https://example.com" is not an http or https URL.'],
  ["https://exa mple.com/", '"https://exa mple.com/" is not an http or https URL.'],
  ["https://example.com/#part", '"https://example.com/#part" is not an http or https URL.'],
  ["https://example.com\n/x", '"https://example.com\\n/x" is not an http or https URL.'],
])("the target %j is refused", async (url, detail) => {
  const { status, json } = await create("axiestudio", { url })
  expect([status, json.code, json.detail]).toEqual([422, "TARGET_INVALID", detail])
})

test("a target with a password in it is refused without showing the password", async () => {
  const { json, text } = await create("axiestudio", { url: "https://me:hunter2@example.com/" })
  expect(json.detail).toBe('The URL of "example.com" carries a user name or a password.')
  expect(text).not.toContain("hunter2")
})

test("Axie Studio refuses a secret below 32 characters without showing it", async () => {
  const { status, json, text } = await create("axiestudio", { secret: "canary-only-30-characters-long" })
  expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
  expect(json.detail).toBe("Axie Studio: a secret has at least 32 characters; this one has 30.")
  expect(text).not.toContain("canary")
})

test("Axie Studio takes a secret of exactly 32 characters", async () => {
  expect((await create("axiestudio", { secret: "x".repeat(32) })).status).toBe(201)
})

test("a secret that its scheme cannot decode is refused without showing it", async () => {
  const { json, text } = await create("standard-webhooks", { secret: "whsec_canary!" })
  expect(json).toMatchObject({ code: "RULE_REFUSED" })
  expect(text).not.toContain("canary")
})

test.each(["axiestudio", "stripe", "standard-webhooks"])(
  "%s takes a new secret by rotation only",
  async (provider) => {
    const { json: endpoint } = await create(provider)
    const { status, json } = await api.call("PATCH", `/v1/endpoints/${endpoint.id}`, {
      json: { secret: "x".repeat(40) },
    })
    expect([status, json.code]).toEqual([422, "RULE_REFUSED"])
    expect(json.detail).toMatch(/: a secret cannot be edited, only rotated\.$/)
    expect(json.hint).toBe("Run `whk rotate <endpoint>` to replace it.")
  },
)

test("Axelered takes a new secret by update", async () => {
  const { json: endpoint } = await create("axelered")
  const secret = "whsec_brand_new_signing_secret"
  const answer = await api.call("PATCH", `/v1/endpoints/${endpoint.id}`, { json: { secret } })
  expect(answer.status).toBe(200)
  expect(await api.store.getEndpoint(api.workspace, endpoint.id)).toMatchObject({ secret })
})

test("Axelered has no active flag: an endpoint cannot be switched off", async () => {
  const { json: endpoint } = await create("axelered")
  const update = await api.call("PATCH", `/v1/endpoints/${endpoint.id}`, { json: { active: false } })
  const refusal = {
    code: "RULE_REFUSED",
    detail: "Axelered: an endpoint cannot be switched off, active is false.",
    hint: "Delete the endpoint to stop its deliveries.",
  }
  expect(update.json).toMatchObject(refusal)
  expect((await create("axelered", { active: false })).json).toMatchObject(refusal)
})

test("aXcelerate may go without a key", async () => {
  const { json } = await create("axcelerate")
  expect(json).toMatchObject({ secret: null, secrets: 0 })
})

test.each([
  ["axiestudio", /^[0-9a-f]{64}$/],
  ["ainexlayer", /^[0-9a-f]{64}$/],
  ["axelered", /^whsec_/],
  ["standard-webhooks", /^whsec_[A-Za-z0-9+/]+=*$/],
  ["stripe", /^whsec_/],
])("%s gets a secret in its own form when none is given", async (provider, form) => {
  expect((await create(provider)).json.secret).toMatch(form)
})

test("a short secret is taken with a warning where the provider has no rule", async () => {
  const { status, json } = await create("ainexlayer", { secret: "short" })
  expect(status).toBe(201)
  expect(json.warnings).toEqual([
    "AINexLayer: this secret has only 5 characters; 16 or more are harder to guess.",
  ])
})

test("AccelEx hints at an API key that was given for a secret", async () => {
  const { json } = await create("accelex", { secret: "accelex_live_0123456789abcdef" })
  expect(json.warnings).toHaveLength(1)
  expect(json.warnings[0]).not.toContain("0123456789")
})
