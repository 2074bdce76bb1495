import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { DeliveryStatus } from "../../../src/domain/delivery.ts"
import type { ReplaySelectionJson } from "../../../src/domain/api-types.ts"
import { aDelivery, anInbox } from "../../support/store-rows.ts"
import { nextAttempt } from "./doubles.ts"
import { type Rig, startApi } from "./rig.ts"
import { recordHeld } from "../../support/record-held.ts"

let api: Rig
let workspace: string
let key: string
beforeAll(async () => {
  api = await startApi()
})
beforeEach(async () => {
  ;({ workspace, key } = await api.anotherWorkspace())
})
afterAll(() => api.close())

const call: Rig["call"] = (method, path, options) => api.call(method, path, { key, ...options })

async function endpoint(): Promise<string> {
  const json = { provider: "axiestudio", url: "https://example.com/h", events: ["*"] }
  return (await call("POST", "/v1/endpoints", { json })).json.id
}

/** Publishes an event to the only endpoint and ends its delivery so. */
async function ended(status: DeliveryStatus): Promise<string> {
  const published = await call("POST", "/v1/events", {
    json: { provider: "axiestudio", type: "user.created" },
  })
  const { id } = published.json.deliveries[0]
  const attempt = await nextAttempt(api.store, id, status === "delivered" ? 200 : 500)
  const nextAttemptAt = status === "pending" ? api.clock.now() + 60_000 : null
  await recordHeld(api.store, attempt, { status, nextAttemptAt })
  return id
}

async function replay(json: ReplaySelectionJson): Promise<string[]> {
  const { status, json: answer, text } = await call("POST", "/v1/replay", { json })
  if (status !== 200) throw new Error(text)
  return answer.deliveries.map(({ id }: { id: string }) => id)
}

test("failed deliveries are due again now, and the dispatcher is woken", async () => {
  await endpoint()
  const [failed] = [await ended("failed"), await ended("delivered"), await ended("pending")]
  const pokes = api.dispatcher.pokes
  expect(await replay({ failed: true })).toEqual([failed])
  expect(api.dispatcher.pokes).toBe(pokes + 1)
  expect(await api.store.deliveryById(failed)).toMatchObject({
    status: "pending",
    nextAttemptAt: api.clock.now(),
  })
})

test("the answer shows them as they are now", async () => {
  await endpoint()
  const id = await ended("failed")
  const { json } = await call("POST", "/v1/replay", { json: { failed: true } })
  const { items } = (await call("GET", "/v1/deliveries")).json
  expect(json.deliveries).toEqual(items)
  expect(items).toMatchObject([{ id, status: "pending" }])
})

test("a dry run only says which they are", async () => {
  await endpoint()
  const id = await ended("failed")
  const pokes = api.dispatcher.pokes
  expect(await replay({ failed: true, dryRun: true })).toEqual([id])
  expect(await api.store.deliveryById(id)).toMatchObject({ status: "failed", nextAttemptAt: null })
  expect(api.dispatcher.pokes).toBe(pokes)
})

test("all ended deliveries of an endpoint can be chosen; one on its way is left alone", async () => {
  const target = await endpoint()
  const chosen = [await ended("failed"), await ended("delivered")]
  await ended("pending")
  expect(await replay({ endpoint: target, dryRun: true })).toEqual(chosen.toReversed())
})

test("since leaves out what is older", async () => {
  await endpoint()
  const old = await ended("failed")
  api.clock.advance(60_000)
  const since = new Date(api.clock.now()).toISOString()
  const young = await ended("failed")
  expect(await replay({ failed: true, since, dryRun: true })).toEqual([young])
  expect(await replay({ failed: true, dryRun: true })).toEqual([young, old])
})

test("what went to an endpoint that was deleted is left out", async () => {
  const gone = await endpoint()
  await ended("failed")
  await call("DELETE", `/v1/endpoints/${gone}`)
  expect(await replay({ failed: true })).toEqual([])
})

test("live deliveries go back into the queue of their inbox, which is told once", async () => {
  const inbox = anInbox({ workspace, name: "shop" })
  await api.store.insertInbox(inbox)
  const origin = { kind: "inbox", inbox: inbox.id } as const
  const rows = [aDelivery({ workspace, origin }), aDelivery({ workspace, origin })]
  await Promise.all(rows.map((row) => api.store.insertDelivery(row)))
  const attempts = await Promise.all(rows.map(({ id }) => nextAttempt(api.store, id, 500)))
  await Promise.all(
    attempts.map((attempt) => recordHeld(api.store, attempt, { status: "answered", nextAttemptAt: null })),
  )
  expect((await replay({ inbox: "shop" })).toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
  expect(api.listeners.poked.filter((id) => id === inbox.id)).toEqual([inbox.id])
  expect(await api.store.countPending(inbox.id)).toBe(2)
})

test.each([{}, { dryRun: true }, { failed: false }])("%j says nothing about which", async (json) => {
  const answer = await call("POST", "/v1/replay", { json })
  expect([answer.status, answer.json.code]).toEqual([422, "VALUE_MISSING"])
  expect(answer.json.detail).toBe("Nothing says which deliveries to replay.")
})

test("since is an ISO 8601 time", async () => {
  const { json } = await call("POST", "/v1/replay", { json: { since: "yesterday" } })
  expect(json.detail).toBe('since is "yesterday", which is not an ISO 8601 time.')
})
