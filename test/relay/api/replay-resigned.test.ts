import { generateKeyPairSync } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Headers } from "../../../src/domain/headers.ts"
import { newId } from "../../../src/domain/ids.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { verify } from "../../../src/signing/verify.ts"
import { aDelivery } from "../../support/store-rows.ts"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const SECRET = "canary-0123456789-0123456789-0123456789"
const base64 = (text: string): string => Buffer.from(text).toString("base64")

interface Live {
  readonly provider?: string | null
  readonly secret?: string | null
  readonly headers?: Headers
}

/** A delivery of an inbox, with a signature of long ago. */
async function live({ provider = "github", secret = SECRET, headers }: Live = {}) {
  const inbox = await api.services.inboxes.save(api.workspace, { name: newId("in"), provider, secret })
  const delivery = aDelivery({
    workspace: api.workspace,
    origin: { kind: "inbox", inbox: inbox.id },
    provider,
    request: {
      method: "POST",
      target: "/hooks?a=1",
      headers: headers ?? [
        ["Host", "relay.example"],
        ["X-GitHub-Event", "push"],
        ["x-hub-signature-256", "sha256=0000"],
        ["X-Twice", "1"],
        ["X-Twice", "2"],
      ],
    },
    body: Buffer.from('{"a":1}'),
  })
  await api.store.insertDelivery(delivery)
  return { id: delivery.id, url: inbox.url }
}

async function replay(id: string, json: Record<string, unknown>) {
  return await api.call("POST", `/v1/deliveries/${id}/replay`, { json })
}

/** The new delivery's request, and whether its signature is right. */
async function made(id: string, { provider = "github", secret = SECRET } = {}) {
  const { request } = (await api.call("GET", `/v1/deliveries/${id}`)).json
  const { verified } = await verify(findProvider(provider).scheme, {
    ...request,
    body: Buffer.from(request.bodyBase64, "base64"),
    secrets: [secret],
    nowMs: api.clock.now(),
  })
  return { ...request, verified }
}

test("the same bytes are signed anew with the inbox's own secret, in a new delivery", async () => {
  const { id } = await live()
  const { status, json } = await replay(id, { resign: true })
  expect(status).toBe(200)
  expect(json.delivery).toMatchObject({ replayOf: id })
  const request = await made(json.delivery.id)
  expect(request).toMatchObject({ verified: true, bodyBase64: base64('{"a":1}') })
  const signatures = request.headers.filter(([name]: [string]) => /signature/i.test(name))
  expect(signatures.map(([name]: [string]) => name)).toEqual(["X-Hub-Signature-256", "X-Hub-Signature"])
  expect(JSON.stringify(signatures)).not.toContain("sha256=0000")
})

test("the other headers stay as they were", async () => {
  const { id } = await live()
  const { json } = await replay(id, { resign: true })
  const { headers } = await made(json.delivery.id)
  expect(headers.filter(([name]: [string]) => !/signature/i.test(name))).toEqual(
    expect.arrayContaining([
      ["Host", "relay.example"],
      ["X-GitHub-Event", "push"],
      ["X-Twice", "1"],
      ["X-Twice", "2"],
    ]),
  )
})

test("edited bytes are what is signed", async () => {
  const { id } = await live()
  const { json } = await replay(id, { resign: true, bodyBase64: base64('{"a":2}') })
  expect(await made(json.delivery.id)).toMatchObject({ verified: true, bodyBase64: base64('{"a":2}') })
})

test("edited headers are kept, and signed with", async () => {
  const { id } = await live({ provider: "stripe" })
  const { json } = await replay(id, { resign: true, headers: [["X-New", "1"]] })
  const request = await made(json.delivery.id, { provider: "stripe" })
  expect(request.verified).toBe(true)
  expect(request.headers).toContainEqual(["X-New", "1"])
})

test("a secret that is given signs, and is not kept", async () => {
  const { id } = await live({ secret: null })
  const other = "canary-of-somebody-else-0123456789-012345"
  const { json, text } = await replay(id, { resign: true, secret: other })
  expect(await made(json.delivery.id, { secret: other })).toMatchObject({ verified: true })
  expect(text).not.toContain(other)
  expect((await replay(id, { resign: true })).json).toMatchObject({ code: "RULE_REFUSED" })
})

test("a provider that is named says by whose scheme", async () => {
  const { id } = await live({ provider: null })
  const { json } = await replay(id, { resign: true, provider: "axiestudio" })
  expect(await made(json.delivery.id, { provider: "axiestudio" })).toMatchObject({ verified: true })
})

test("an address that is signed is the inbox's", async () => {
  const { id } = await live({ provider: "square" })
  const { json } = await replay(id, { resign: true })
  expect(await made(json.delivery.id, { provider: "square" })).toMatchObject({ verified: true })
})

test("without a secret it is refused, with what to do", async () => {
  const { id } = await live({ secret: null })
  const { status, json } = await replay(id, { resign: true })
  expect(status).toBe(422)
  expect(json).toMatchObject({
    code: "RULE_REFUSED",
    detail: `No secret is known to sign ${id} with.`,
    hint: expect.stringMatching(/^Pass the secret, or give it to the inbox "/),
  })
})

test("a public key cannot sign", async () => {
  const { publicKey } = generateKeyPairSync("ed25519")
  const secret = publicKey.export({ type: "spki", format: "pem" }).toString()
  const { id } = await live({ provider: "discord", secret })
  const { status, json } = await replay(id, { resign: true })
  expect([status, json.code, json.hint]).toEqual([
    422,
    "SECRET_INVALID",
    "Pass the private key (PEM) to sign; the public one can only verify.",
  ])
})

test("where several providers sign so, it asks for the one", async () => {
  const { id } = await live({ provider: null })
  const { status, json } = await replay(id, { resign: true })
  expect([status, json.code]).toEqual([422, "USAGE"])
  expect(json.detail).toMatch(/may be a request of several providers: github, /)
  expect(json.hint).toBe("Pass provider: the one whose scheme signs it anew, most likely github.")
})

test("where nothing says whose it is, it asks for that", async () => {
  const { id } = await live({ provider: null, headers: [["X-A", "b"]] })
  expect((await replay(id, { resign: true })).json).toMatchObject({
    code: "VALUE_MISSING",
    hint: "Pass provider: the one whose scheme signs it anew.",
  })
})

test.each([
  [{ secret: SECRET }, "secret says nothing about a replay that is not signed anew."],
  [{ provider: "github" }, "provider says nothing about a replay that is not signed anew."],
  [{ resign: false, secret: SECRET }, "secret says nothing about a replay that is not signed anew."],
])("what would go unheard is refused: %j", async (changes, detail) => {
  const { id } = await live()
  const { json, text } = await replay(id, changes)
  expect([json.code, json.detail]).toEqual(["USAGE", detail])
  expect(text).not.toContain(SECRET)
})

test("what goes to an endpoint is signed anew anyway", async () => {
  await api.endpoint()
  const published = await api.call("POST", "/v1/events", {
    json: { provider: "axiestudio", type: "user.created" },
  })
  const { id } = published.json.deliveries[0]
  expect((await replay(id, { resign: true })).json).toMatchObject({
    code: "USAGE",
    detail: `${id} goes to an endpoint: the relay signs each attempt anew anyway.`,
  })
})
