import { expect, test } from "vitest"
import { createAxeleredApi } from "../../src/manage/axelered-api.ts"
import type { ManagementApi } from "../../src/manage/management-api.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { type ScriptedAnswer, type ScriptedApi, startScriptedApi } from "../support/scripted-api.ts"

const WORKSPACE = "018f8e02-0000-7000-8000-000000000001"
const FOLDER = `/v1/w/${WORKSPACE}/webhooks`
const WEBHOOK = {
  id: "wh_1",
  createdAt: "2026-01-15T02:03:04Z",
  modifiedAt: "2026-01-16T02:03:04Z",
  workspaceId: WORKSPACE,
  name: "Production",
  url: "https://example.com/hooks",
  events: ["process.completed"],
}
const INPUT = { provider: "axelered", url: WEBHOOK.url, events: ["process.completed"] }

interface Talk {
  readonly api: ManagementApi
  readonly server: ScriptedApi
  readonly notices: string[]
}

async function talkTo<Result>(
  answers: Record<string, ScriptedAnswer>,
  use: (talk: Talk) => Promise<Result>,
): Promise<Result> {
  await using server = await startScriptedApi(answers)
  const notices: string[] = []
  const api = createAxeleredApi({
    provider: findProvider("axelered"),
    baseUrl: `${server.url}/v1`,
    key: "ax_key",
    workspace: WORKSPACE,
    notice: (text) => notices.push(text),
  })
  return await use({ api, server, notices }).finally(() => api.close())
}

test.each([200, 201])("create sends the documented request and takes %i for done", async (status) => {
  const answers = { [`POST ${FOLDER}`]: { status, json: { status: "ok", data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server, notices }) => {
    const secret = "whsec_0123456789abcdef"
    const endpoint = await api.create({ ...INPUT, name: "Production", secret })
    expect(server.seen[0]).toMatchObject({
      headers: { authorization: "Bearer ax_key", "content-type": "application/json" },
      json: { name: "Production", url: WEBHOOK.url, signingSecret: secret, events: ["process.completed"] },
    })
    expect(endpoint).toMatchObject({ id: "wh_1", provider: "axelered", active: true, secret })
    expect(notices).toEqual([])
  })
})

test("create makes the secret that Axelered asks its users for, and returns it", async () => {
  const answers = { [`POST ${FOLDER}`]: { json: { status: "ok", data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server }) => {
    const { secret } = await api.create(INPUT)
    expect(secret).toMatch(/.{32,}/)
    expect(server.seen[0]!.json).toMatchObject({ signingSecret: secret, name: "example.com" })
  })
})

test("create spells '*' out as the events that are live", async () => {
  const answers = { [`POST ${FOLDER}`]: { json: { status: "ok", data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server }) => {
    await api.create({ ...INPUT, events: ["*"] })
    expect(server.seen[0]!.json).toMatchObject({ events: ["process.completed"] })
  })
})

test("an event that is announced only is asked for with a notice", async () => {
  const answers = { [`POST ${FOLDER}`]: { json: { status: "ok", data: WEBHOOK } } }
  await talkTo(answers, async ({ api, notices }) => {
    await api.create({ ...INPUT, events: ["document.ready"] })
    expect(notices).toEqual([expect.stringContaining("coming soon")])
  })
})

test("list follows the cursor and says once that its path is assumed", async () => {
  const page = { items: [WEBHOOK], limit: 1, cursor: "c2", total: 2 }
  const answers = {
    [`GET ${FOLDER}?limit=1`]: { json: { status: "ok", data: page } },
    [`GET ${FOLDER}?limit=1&cursor=c2`]: { json: { status: "ok", data: { ...page, cursor: null } } },
  }
  await talkTo(answers, async ({ api, notices }) => {
    const first = await api.list({ limit: 1 })
    const second = await api.list({ limit: 1, after: first.next! })
    expect(first).toMatchObject({
      total: 2,
      next: "c2",
      items: [{ id: "wh_1", updatedAt: WEBHOOK.modifiedAt }],
    })
    expect(second.next).toBeNull()
    expect(notices).toEqual([
      `Axelered names this operation but not its path; assuming GET /w/${WORKSPACE}/webhooks.`,
    ])
  })
})

test("rotate updates the signing secret and returns the new one", async () => {
  const answers = { [`PATCH ${FOLDER}/wh_1`]: { json: { status: "ok", data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server, notices }) => {
    const { secret } = await api.rotate("wh_1", {})
    expect(server.seen[0]!.json).toEqual({ signingSecret: secret })
    expect(notices).toHaveLength(1)
  })
})

test("update sends only what changes", async () => {
  const answers = { [`PATCH ${FOLDER}/wh_1`]: { json: { status: "ok", data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server }) => {
    await api.update("wh_1", { url: "https://example.com/v2" })
    expect(server.seen[0]!.json).toEqual({ url: "https://example.com/v2" })
  })
})

test("delete is done when the answer is empty", async () => {
  await talkTo({ [`DELETE ${FOLDER}/wh_1`]: { status: 204 } }, async ({ api }) => {
    expect(await api.delete("wh_1")).toBeUndefined()
  })
})

test.each<[string, (api: ManagementApi) => Promise<unknown>]>([
  ["test", (api) => api.test("wh_1")],
  ["deliveries", (api) => api.deliveries({})],
  ["delivery", (api) => api.delivery("dlv_1")],
  ["replay", (api) => api.replay("dlv_1")],
  ["stats", (api) => api.stats()],
  ["inboxes", (api) => api.inboxes()],
  ["switching off", (api) => api.update("wh_1", { active: false })],
  ["registering switched off", (api) => api.create({ ...INPUT, active: false })],
  ["listing what is switched off", (api) => api.list({ active: false })],
  ["a description", (api) => api.update("wh_1", { description: "x" })],
  ["searching", (api) => api.list({ search: "x" })],
])("%s is not documented by Axelered and is sent nowhere", async (_, call) => {
  await talkTo({}, async ({ api, server }) => {
    await expect(call(api)).rejects.toMatchObject({ code: "NOT_DOCUMENTED", exitCode: 6 })
    expect(server.seen).toEqual([])
  })
})

test.each<[string, (api: ManagementApi) => Promise<unknown>, object]>([
  [
    "an http target",
    (api) => api.create({ ...INPUT, url: "http://example.com/" }),
    { code: "RULE_REFUSED", message: expect.stringContaining('"http://example.com/"') },
  ],
  [
    "an unknown event",
    (api) => api.create({ ...INPUT, events: ["process.complete"] }),
    { code: "EVENT_UNKNOWN", hint: "Did you mean process.completed?" },
  ],
  ["an overlap", (api) => api.rotate("wh_1", { overlapSeconds: 60 }), { code: "RULE_REFUSED" }],
])("%s is refused before anything is sent", async (_, call, error) => {
  await talkTo({}, async ({ api, server }) => {
    await expect(call(api)).rejects.toMatchObject(error)
    expect(server.seen).toEqual([])
  })
})

test("a validation error names the field in one line and never shows the secret", async () => {
  const detail = [
    {
      loc: ["body", "signingSecret"],
      msg: "too short",
      type: "value_error",
      input: "s3cret-s3cret-s3cret",
      ctx: {},
    },
    { loc: ["body", "events", 0], msg: "unknown", type: "value_error", input: "x" },
  ]
  await talkTo({ [`POST ${FOLDER}`]: { status: 422, json: { detail } } }, async ({ api }) => {
    await expect(api.create({ ...INPUT, secret: "s3cret-s3cret-s3cret" })).rejects.toMatchObject({
      code: "RULE_REFUSED",
      exitCode: 6,
      message: "Axelered answers 422: signingSecret: too short; events.0: unknown",
    })
  })
})

test.each<[number, unknown, object]>([
  [401, { detail: "Invalid token" }, { code: "KEY_REFUSED", exitCode: 3 }],
  [403, { detail: "Other workspace" }, { code: "KEY_REFUSED", exitCode: 3 }],
  [404, { detail: "Webhook not found" }, { code: "NOT_FOUND", exitCode: 4 }],
  [404, undefined, { code: "NOT_FOUND", exitCode: 4 }],
  [429, { detail: "Slow down" }, { code: "RULE_REFUSED", hint: expect.stringContaining("Wait") }],
  [500, { detail: "Oops" }, { code: "API_FAILED", exitCode: 1 }],
  [200, { status: "ok" }, { code: "API_FAILED", message: expect.stringContaining("data") }],
])("an answer %i with %j is an error in words", async (status, json, error) => {
  await talkTo({ [`GET ${FOLDER}/wh_1`]: { status, json } }, async ({ api }) => {
    await expect(api.get("wh_1")).rejects.toMatchObject(error)
  })
})
