import { createHmac } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { providerHeaders, startProviderApp } from "../support/provider-app.ts"
import { type RelayProcess, startRelayProcess } from "../support/relay-process.ts"

let relay: RelayProcess
beforeAll(async () => void (relay = await startRelayProcess()))
afterAll(async () => await relay[Symbol.asyncDispose]())

interface Life {
  readonly provider: string
  readonly event: string
  readonly other: string
  /** What `whk test` sends. */
  readonly tested: string
  /** A secret the provider makes itself, or one of the user's where endpoints may have none. */
  readonly secret: RegExp | string
  /** The provider's headers as its page gives them, `hex` being the signature of the body. */
  readonly headers: (hex: string, event: string) => readonly (readonly [string, unknown])[]
  readonly canBeDisabled: boolean
}

const JSON_TYPE = ["Content-Type", "application/json"] as const
const MADE = /^[0-9a-f]{64}$/

const LIVES: readonly Life[] = [
  {
    provider: "axiestudio",
    event: "user.created",
    other: "role.changed",
    tested: "webhook.test",
    secret: MADE,
    headers: (hex, event) => [
      JSON_TYPE,
      ["User-Agent", "AxieStudio-Webhook/1.0"],
      ["X-Webhook-Event", event],
      ["X-Webhook-Signature", `sha256=${hex}`],
      ["X-Webhook-Timestamp", expect.stringMatching(/^\d{10}$/)],
    ],
    canBeDisabled: true,
  },
  {
    provider: "ainexlayer",
    event: "chat.conversation.started",
    other: "document.failed",
    tested: "document.uploaded",
    secret: MADE,
    headers: (hex) => [JSON_TYPE, ["X-Webhook-Signature", `sha256=${hex}`]],
    canBeDisabled: true,
  },
  {
    provider: "axelered",
    event: "process.completed",
    other: "document.ready",
    tested: "process.completed",
    secret: /^whsec_\S{32,}$/,
    headers: (hex) => [JSON_TYPE, ["X-Axelered-Signature", hex]],
    canBeDisabled: false,
  },
  {
    provider: "axcelerate",
    event: "student.workshop_enrolment_status_changed",
    other: "contact.contact_merged",
    tested: "calendar.event_created",
    secret: "ax-private-key-0123456789",
    headers: (hex) => [JSON_TYPE, ["Ax-Signature-Version", "1"], ["Ax-Signature", hex]],
    canBeDisabled: true,
  },
  {
    provider: "accelex",
    event: "invoice.resolved",
    other: "workflow.failed",
    tested: "invoice.resolved",
    secret: MADE,
    headers: (hex) => [JSON_TYPE, ["X-AccelEx-Signature", hex]],
    canBeDisabled: true,
  },
]

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const CREATED = "id provider url name events active secret createdAt updatedAt".split(" ")

test.each(LIVES)("an endpoint of $provider lives from the first command to the last", async (life) => {
  const { provider, event, other, tested, secret: wanted, canBeDisabled } = life
  const app = await startProviderApp(provider)
  const own = relay.transcript.length
  const headersOf = (index: number, secret: string, type = event): void => {
    const request = app.requests[index]!
    const hex = createHmac("sha256", secret).update(request.body).digest("hex")
    expect(providerHeaders(request)).toEqual(life.headers(hex, type))
    // Both readings of "the body" agree on what we send: as it is, and parsed and written again.
    expect(JSON.stringify(JSON.parse(request.body.toString()))).toBe(request.body.toString())
  }

  // create, list, get, update
  const secretFlags = typeof wanted === "string" ? ["--secret", wanted] : []
  const about = ["--provider", provider, "--events", event, "--name", "first", ...secretFlags]
  const created = await relay.json("create", app.url, ...about)
  const { id, secret } = created
  expect(Object.keys(created)).toEqual(CREATED)
  expect(created).toEqual({
    id: expect.stringMatching(/^ep_[0-9a-z]{26}$/),
    provider,
    url: app.url,
    name: "first",
    events: [event],
    active: true,
    secret: typeof wanted === "string" ? wanted : expect.stringMatching(wanted),
    createdAt: TIME,
    updatedAt: created.createdAt,
  })
  const { secret: _once, ...shown } = created
  const asListed = { ...shown, description: null, secrets: 1, lastDeliveryAt: null }
  expect(await relay.json("list", "--provider", provider)).toEqual({ items: [asListed], next: null })
  expect(await relay.json("get", id)).toEqual(asListed)
  const updated = await relay.json("update", id, "--name", "second", "--add-event", other)
  expect(updated).toEqual({ ...asListed, name: "second", events: [event, other], updatedAt: TIME })

  // rotate: the old secret is dead at once
  app.expect(secret)
  expect((await relay.whk("test", id)).exitCode).toBe(0)
  const rotated = await relay.json("rotate", id)
  expect(Object.keys(rotated)).toEqual(CREATED)
  expect(rotated).toMatchObject({ id, name: "second", secret: expect.not.stringContaining(secret) })
  expect(await relay.whk("test", id)).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining("✗ attempt 1  401 in"),
  })
  app.expect(rotated.secret)

  // test
  const result = await relay.json("test", id)
  expect(result).toMatchObject({ delivery: { event: tested }, attempt: { attempt: 1, status: 200 } })
  headersOf(2, rotated.secret, tested)

  // trigger
  const attempts = await relay.lines("trigger", event, "--provider", provider)
  expect(attempts).toEqual([
    {
      type: "attempt",
      delivery: expect.stringMatching(/^dlv_[0-9a-z]{26}$/),
      event,
      url: app.url,
      attempt: 1,
      ok: true,
      outcome: "responded",
      status: 200,
      elapsedMs: expect.any(Number),
      response: { headers: expect.any(Array), bodyBase64: "" },
    },
  ])
  headersOf(3, rotated.secret)

  // deliveries, delivery
  const { delivery } = attempts[0]
  const row = {
    id: delivery,
    event,
    provider,
    endpoint: id,
    createdAt: TIME,
    status: "delivered",
    responseStatus: 200,
    elapsedMs: expect.any(Number),
    attempts: 1,
    nextAttemptAt: null,
    replayOf: null,
    method: "POST",
    path: "/hooks",
    bytes: expect.any(Number),
  }
  const page = await relay.json("deliveries", id, "--status", "delivered", "--limit", "1")
  expect(page).toEqual({ items: [row], next: delivery })
  const detail = await relay.json("delivery", delivery)
  expect(detail).toEqual({
    ...row,
    request: {
      method: "POST",
      url: app.url,
      headers: providerHeaders(app.requests[3]!),
      bodyBase64: app.requests[3]!.body.toString("base64"),
      bodyBytes: app.requests[3]!.body.length,
    },
    attemptLog: [
      expect.objectContaining({
        id: expect.stringMatching(/^att_/),
        at: TIME,
        outcome: "responded",
        status: 200,
        elapsedMs: row.elapsedMs,
      }),
    ],
  })

  // replay: the same bytes as a new attempt of the same delivery
  expect(await relay.lines("replay", delivery)).toMatchObject([{ delivery, attempt: 2, ok: true }])
  expect(app.requests[4]!.body).toEqual(app.requests[3]!.body)
  headersOf(4, rotated.secret)

  // stats
  const stats = await relay.json("stats")
  expect(stats).toEqual({
    endpoints: { total: 1, active: 1, inactive: 0 },
    events: expect.any(Number),
    deliveries: expect.objectContaining({
      pending: 0,
      delivered: expect.any(Number),
      failed: expect.any(Number),
    }),
    latencyMs: { p50: expect.any(Number), p95: expect.any(Number) },
  })

  // disable, enable
  const disabled = await relay.whk("disable", id)
  expect(disabled.exitCode).toBe(canBeDisabled ? 0 : 6)
  const whileDisabled = await relay.whk("trigger", event, "--provider", provider)
  expect(whileDisabled.exitCode).toBe(canBeDisabled ? 1 : 0)
  expect(await relay.json("enable", id)).toMatchObject({ id, active: true })
  const again = await relay.lines("trigger", event, "--provider", provider)
  expect(again).toMatchObject([{ ok: true, status: 200 }])

  // delete
  expect(await relay.json("delete", id, "--yes")).toEqual({ id, deleted: true })
  expect(await relay.whk("get", id)).toMatchObject({ exitCode: 4, stdout: "" })
  expect(await relay.whk("trigger", event, "--provider", provider)).toMatchObject({ exitCode: 1 })

  // Only create and rotate ever show a secret.
  const showing = relay.transcript
    .slice(own)
    .filter(({ output }) => output.includes(secret) || output.includes(rotated.secret))
  expect(showing.map(({ args }) => args[0])).toEqual(["create", "rotate"])
})

test("an endpoint of axcelerate without a key sends version 0 with an empty signature until it is given one", async () => {
  const app = await startProviderApp("axcelerate")
  const event = "contact.contact_updated"
  const about = ["--provider", "axcelerate", "--events", event]
  const { id, secret } = await relay.json("create", app.url, ...about)
  expect(secret).toBeNull()
  expect(await relay.json("get", id)).toMatchObject({ secrets: 0 })
  expect(await relay.lines("trigger", event)).toMatchObject([{ ok: true }])
  expect(providerHeaders(app.requests[0]!)).toEqual([
    JSON_TYPE,
    ["Ax-Signature-Version", "0"],
    ["Ax-Signature", ""],
  ])
  const rotated = await relay.json("rotate", id)
  app.expect(rotated.secret)
  expect(await relay.lines("trigger", event)).toMatchObject([{ ok: true }])
  expect(providerHeaders(app.requests[1]!)).toContainEqual(["Ax-Signature-Version", "1"])
})
