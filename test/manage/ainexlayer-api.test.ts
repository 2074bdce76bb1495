import { expect, test } from "vitest"
import { createAinexlayerApi } from "../../src/manage/ainexlayer-api.ts"
import type { ManagementApi } from "../../src/manage/management-api.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { type ScriptedAnswer, type ScriptedApi, startScriptedApi } from "../support/scripted-api.ts"

const WEBHOOK = {
  id: "webhook-123",
  url: "https://example.com/hooks",
  events: ["document.processed"],
  active: true,
  createdAt: "2026-01-15T02:03:04Z",
}
const INPUT = { provider: "ainexlayer", url: WEBHOOK.url, events: ["document.processed"] }
const SECRET = "sixteen-characters"

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
  const api = createAinexlayerApi({
    provider: findProvider("ainexlayer"),
    baseUrl: `${server.url}/api/v1`,
    key: "ain_key",
    notice: (text) => notices.push(text),
  })
  return await use({ api, server, notices }).finally(() => api.close())
}

test.each([200, 201])("create sends the assumed request, says so, and takes %i for done", async (status) => {
  const answers = {
    "POST /api/v1/webhooks": { status, json: { success: true, data: WEBHOOK, message: "Created" } },
  }
  await talkTo(answers, async ({ api, server, notices }) => {
    const endpoint = await api.create({ ...INPUT, secret: SECRET, active: false })
    expect(server.seen[0]).toMatchObject({
      headers: { authorization: "Bearer ain_key" },
      json: { url: WEBHOOK.url, events: INPUT.events, secret: SECRET, active: false },
    })
    expect(endpoint).toMatchObject({ id: "webhook-123", provider: "ainexlayer", secret: SECRET })
    expect(notices).toEqual(["AINexLayer names this operation but not its path; assuming POST /webhooks."])
  })
})

test("a secret that the platform made instead is the one returned", async () => {
  const data = { ...WEBHOOK, secret: "made-by-the-platform" }
  await talkTo({ "POST /api/v1/webhooks": { json: { success: true, data } } }, async ({ api }) => {
    expect(await api.create(INPUT)).toMatchObject({ secret: "made-by-the-platform" })
  })
})

test("list counts pages as AINexLayer does and filters by active", async () => {
  const pagination = { page: 2, limit: 1, total: 3, totalPages: 3 }
  const answers = {
    "GET /api/v1/webhooks?page=2&limit=1&active=true": {
      json: { success: true, data: [WEBHOOK], pagination },
    },
  }
  await talkTo(answers, async ({ api }) => {
    expect(await api.list({ after: "2", limit: 1, active: true })).toMatchObject({ next: "3", total: 3 })
  })
})

test.each([
  [1, "2"],
  [2, null],
])("without a page count a page of 1 of --limit %i has next %j", async (limit, next) => {
  const answers = { [`GET /api/v1/webhooks?limit=${limit}`]: { json: { success: true, data: [WEBHOOK] } } }
  await talkTo(answers, async ({ api }) => {
    expect(await api.list({ limit })).toMatchObject({ next })
  })
})

test.each(["0", "-1", "abc", "1e3", "2.5"])("--after %s is refused as a page number", async (after) => {
  await talkTo({}, async ({ api, server }) => {
    await expect(api.list({ after })).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining(`"${after}"`),
    })
    expect(server.seen).toEqual([])
  })
})

test("update, switching off included, is a PUT of what changes", async () => {
  const answers = { "PUT /api/v1/webhooks/webhook-123": { json: { success: true, data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server }) => {
    await api.update("webhook-123", { active: false })
    expect(server.seen[0]!.json).toEqual({ active: false })
  })
})

test("rotate sends a new secret and returns it", async () => {
  const answers = { "PUT /api/v1/webhooks/webhook-123": { json: { success: true, data: WEBHOOK } } }
  await talkTo(answers, async ({ api, server }) => {
    const { secret } = await api.rotate("webhook-123", {})
    expect(server.seen[0]!.json).toEqual({ secret })
  })
})

test.each<[unknown, boolean | null]>([
  [undefined, null],
  [{ queued: true }, null],
  ["queued", null],
  [{ status: "success" }, true],
  [{ status: "failed" }, false],
])("test says what the platform says; data %j means delivered: %s", async (data, delivered) => {
  const json = { success: true, message: "Done", data }
  await talkTo({ "POST /api/v1/webhooks/webhook-123/test": { json } }, async ({ api }) => {
    expect(await api.test("webhook-123")).toEqual({ kind: "said", text: "Done", delivered })
  })
})

test("deliveries of an endpoint are read with the platform's status words", async () => {
  const data = [
    {
      id: "d1",
      event: "document.processed",
      status: "success",
      responseStatus: 200,
      createdAt: WEBHOOK.createdAt,
    },
    { id: "d2", event: "document.processed", status: "failed", attempts: 5 },
    { id: "d3", status: "pending" },
  ]
  const line = "GET /api/v1/webhooks/webhook-123/deliveries?limit=3&status=failed"
  await talkTo({ [line]: { json: { success: true, data } } }, async ({ api }) => {
    const { items } = await api.deliveries({ endpoint: "webhook-123", status: "failed", limit: 3 })
    expect(items.map(({ status }) => status)).toEqual(["delivered", "failed", "pending"])
    expect(items[0]).toMatchObject({ responseStatus: 200, endpoint: "webhook-123" })
  })
})

test("deliveries without an endpoint name the missing argument", async () => {
  await talkTo({}, async ({ api }) => {
    await expect(api.deliveries({})).rejects.toMatchObject({ code: "VALUE_MISSING", exitCode: 2 })
  })
})

test.each<[string, (api: ManagementApi) => Promise<unknown>]>([
  ["replay", (api) => api.replay("d1")],
  ["delivery", (api) => api.delivery("d1")],
  ["stats", (api) => api.stats()],
  ["inboxes", (api) => api.inboxes()],
  ["searching", (api) => api.list({ search: "x" })],
  ["deliveries of an event type", (api) => api.deliveries({ endpoint: "webhook-123", event: "user.login" })],
])("%s is not documented by AINexLayer and is sent nowhere", async (_, call) => {
  await talkTo({}, async ({ api, server }) => {
    await expect(call(api)).rejects.toMatchObject({ code: "NOT_DOCUMENTED", exitCode: 6 })
    expect(server.seen).toEqual([])
  })
})

test.each<[number, unknown, object]>([
  [
    400,
    {
      success: false,
      error: {
        code: "VALIDATION_ERROR",
        message: "Invalid input",
        details: { field: "url", reason: "no https" },
      },
    },
    { code: "RULE_REFUSED", message: "AINexLayer answers 400: Invalid input (url: no https)" },
  ],
  [404, { success: false, error: { code: "NOT_FOUND", message: "No such webhook" } }, { code: "NOT_FOUND" }],
  [401, { success: false, error: { code: "UNAUTHORIZED", message: "Bad key" } }, { code: "KEY_REFUSED" }],
  [500, { success: false, error: { code: "INTERNAL", message: "Oops" } }, { code: "API_FAILED" }],
])("an answer %i becomes one line", async (status, json, error) => {
  await talkTo({ "GET /api/v1/webhooks/webhook-123": { status, json } }, async ({ api }) => {
    await expect(api.get("webhook-123")).rejects.toMatchObject(error)
  })
})

test("a plain http target is taken on this machine only", async () => {
  const answers = { "POST /api/v1/webhooks": { json: { success: true, data: WEBHOOK } } }
  await talkTo(answers, async ({ api }) => {
    await expect(api.create({ ...INPUT, url: "http://example.com/" })).rejects.toMatchObject({
      code: "RULE_REFUSED",
    })
    await expect(api.create({ ...INPUT, url: "http://localhost:3000/" })).resolves.toMatchObject({
      provider: "ainexlayer",
    })
  })
})
