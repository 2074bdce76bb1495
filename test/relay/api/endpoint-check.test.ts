import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
beforeAll(async () => {
  api = await startApi({ allowPrivateTargets: false })
})
afterAll(() => api.close())

async function check(draft: Record<string, unknown>) {
  const { status, json } = await api.call("POST", "/v1/endpoints/check", { json: draft })
  expect(status).toBe(200)
  return json
}

const GOOD = { provider: "axiestudio", url: "https://example.com/hooks", events: ["user.created"] }

test("a draft that would be taken has no problems", async () => {
  expect(await check(GOOD)).toEqual({ problems: [], warnings: [] })
})

test("what is not there yet is no problem", async () => {
  expect(await check({})).toEqual({ problems: [], warnings: [] })
  expect(await check({ provider: "axiestudio" })).toEqual({ problems: [], warnings: [] })
})

test("empty text is a problem of its field", async () => {
  const { problems } = await check({ provider: "", url: "", secret: "" })
  expect(problems.map(({ field, message }: Record<string, string>) => [field, message])).toEqual([
    ["provider", '"" is not a provider.'],
    ["url", '"" is not an http or https URL.'],
  ])
  expect((await check({ provider: "axiestudio", secret: "" })).problems).toMatchObject([{ field: "secret" }])
})

test("everything that would be refused is told at once, each with its field and what to do", async () => {
  const draft = {
    provider: "axelered",
    url: "http://10.0.0.1/hooks",
    events: ["process.complete", "process.completed", "nothing"],
    active: false,
    name: "n".repeat(201),
  }
  const { problems } = await check(draft)
  expect(problems.map(({ field, message }: Record<string, string>) => [field, message])).toEqual([
    ["name", expect.stringMatching(/^name is ".*, which is longer than 200 characters\.$/)],
    ["url", '"http://10.0.0.1/hooks" is not a public address, and this relay delivers to no other.'],
    ["url", '"http://10.0.0.1/hooks" is refused. Axelered only delivers to https:// endpoints.'],
    ["active", "Axelered: an endpoint cannot be switched off, active is false."],
    ["events", '"process.complete" is not an event type of Axelered.'],
    ["events", '"nothing" is not an event type of Axelered.'],
  ])
  expect(problems.find(({ message }: { message: string }) => message.includes("process.complete"))).toEqual({
    field: "events",
    message: '"process.complete" is not an event type of Axelered.',
    hint: "Did you mean process.completed?",
  })
})

test("a secret that is refused is not shown", async () => {
  const { problems } = await check({ provider: "axiestudio", secret: "canary-short" })
  expect(problems).toMatchObject([
    { field: "secret", message: "Axie Studio: a secret has at least 32 characters; this one has 12." },
  ])
  expect(JSON.stringify(problems)).not.toContain("canary")
})

test("what is taken, but may not do what is hoped for, is a warning", async () => {
  const { problems, warnings } = await check({ provider: "axcelerate", events: ["contact.renamed_twice"] })
  expect(problems).toEqual([])
  expect(warnings).toEqual([expect.stringContaining("contact.renamed_twice is not among the")])
})

test("without a provider the address is held against the relay's own rules only", async () => {
  const { problems } = await check({ url: "http://example.com/hooks", events: ["whatever"] })
  expect(problems).toEqual([])
})

test("a check keeps nothing", async () => {
  await check(GOOD)
  expect((await api.call("GET", "/v1/endpoints")).json.total).toBe(0)
})

test("whatever the draft, it has a problem exactly when registering it is refused", async () => {
  const draft = fc.record(
    {
      provider: fc.constantFrom("axiestudio", "axelered", "axcelerate", "stripe", "github", "nobody", ""),
      url: fc.constantFrom("https://example.com/h", "http://example.com/h", "http://[::1]/", "x", ""),
      events: fc.array(
        fc.constantFrom("user.created", "process.completed", "*", "user.*", "push", "a.b", "é"),
        { maxLength: 3 },
      ),
      name: fc.constantFrom("Billing", "n".repeat(201)),
      description: fc.constantFrom("", "d".repeat(2001)),
      secret: fc.constantFrom("s".repeat(40), "short", "", "s".repeat(1025)),
      active: fc.boolean(),
    },
    { requiredKeys: ["provider", "url", "events"] },
  )
  await fc.assert(
    fc.asyncProperty(draft, async (json) => {
      const { problems, warnings } = await check(json)
      const created = await api.call("POST", "/v1/endpoints", { json })
      expect(problems.length === 0).toBe(created.status === 201)
      if (problems.length === 0) expect(warnings).toEqual(created.json.warnings ?? [])
      else expect(problems.map(({ message }: { message: string }) => message)).toContain(created.json.detail)
    }),
    { numRuns: 150 },
  )
}, 30_000)
