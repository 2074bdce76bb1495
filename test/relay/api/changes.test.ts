import { afterAll, beforeAll, expect, test } from "vitest"
import { readChanges } from "../../support/read-changes.ts"
import { aDelivery, anAttempt } from "../../support/store-rows.ts"
import { recordHeld } from "../../support/record-held.ts"
import { type Rig, startApi } from "./rig.ts"

let rig: Rig
beforeAll(async () => {
  rig = await startApi()
})
afterAll(() => rig.close())

/** A delivery of a new inbox, told and stored. */
async function insertAtInbox(name: string) {
  const { json } = await rig.call("POST", "/v1/inboxes", { json: { name } })
  const delivery = aDelivery({
    workspace: rig.workspace,
    origin: { kind: "inbox", inbox: json.id },
    createdAt: rig.clock.now(),
  })
  return { inbox: json.id as string, delivery, insert: () => rig.store.insertDelivery(delivery) }
}

test("a delivery is told as the list shows it, when it comes and at each change", async () => {
  await using changes = await reading()
  const { delivery, insert } = await insertAtInbox("told")
  await insert()
  const first = await changes.until(({ data }) => data.id === delivery.id)
  await recordHeld(rig.store, anAttempt(delivery.id), { status: "delivered", nextAttemptAt: null })
  const second = await changes.until(({ data }) => data.id === delivery.id && data.status === "delivered")
  const listed = await rig.call("GET", "/v1/deliveries?limit=1")
  expect([first.event, second.event]).toEqual(["delivery", "delivery"])
  expect(first.data).toMatchObject({ status: "pending", attempts: 0 })
  expect(second.data).toEqual(listed.json.items[0])
})

test("the answer is an event stream that nothing on the way may keep", async () => {
  await using changes = await reading()
  expect(changes.status).toBe(200)
  expect(Object.fromEntries(changes.headers)).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  })
  expect(changes.text()).toMatch(/^: .*\n\n$/)
})

test("a replay by hand, a delivery that comes again and a publication are told", async () => {
  await using changes = await reading()
  const { delivery, insert } = await insertAtInbox("again")
  await insert()
  await recordHeld(rig.store, anAttempt(delivery.id), { status: "failed", nextAttemptAt: null })
  await changes.until(({ data }) => data.id === delivery.id && data.status === "failed")
  await rig.call("POST", "/v1/replay", { json: { inbox: "again" } })
  await changes.until(
    ({ data }) => data.id === delivery.id && data.status === "pending" && data.attempts === 1,
  )

  const repeated = aDelivery({ workspace: rig.workspace, createdAt: rig.clock.now() })
  const key = { id: "evt", bodyHash: new Uint8Array(32), since: 0 }
  await rig.store.insertOnce(repeated, key)
  await rig.store.insertOnce(aDelivery({ workspace: rig.workspace }), key)
  await changes.until(({ data }) => data.id === repeated.id && data.duplicates === 1)

  const endpoint = await rig.endpoint()
  await rig.call("POST", "/v1/events", { json: { provider: "axiestudio", type: "user.created" } })
  const published = await changes.until(({ data }) => data.endpoint === endpoint.id)
  expect(published.data.event).toBe("user.created")
})

test("whoever changes many at once makes the reader read its list anew", async () => {
  await using changes = await reading()
  const { inbox, insert } = await insertAtInbox("deleted")
  await insert()
  await rig.call("DELETE", `/v1/inboxes/${inbox}`)
  expect((await changes.until(({ event }) => event === "missed")).data).toEqual({})
})

test("only deliveries of the inbox or the endpoint asked for are told", async () => {
  const one = await insertAtInbox("wanted")
  const other = await insertAtInbox("unwanted")
  await using changes = await reading("?inbox=wanted")
  await other.insert()
  await one.insert()
  await changes.until(({ data }) => data.id === one.delivery.id)
  expect(changes.told).toHaveLength(1)
})

test.each(["?inbox=none", "?endpoint=ep_none"])("what is not there cannot be read of: %s", async (query) => {
  expect((await rig.call("GET", `/v1/changes${query}`)).status).toBe(404)
})

test("another workspace's changes are never told", async () => {
  const stranger = await rig.anotherWorkspace()
  await using changes = await reading("", stranger.key)
  const ours = await insertAtInbox("ours")
  await ours.insert()
  const theirs = aDelivery({ workspace: stranger.workspace, createdAt: rig.clock.now() })
  await rig.store.insertDelivery(theirs)
  await changes.until(({ data }) => data.id === theirs.id)
  expect(changes.told.map(({ data }) => data.id)).toEqual([theirs.id])
})

test("a comment every 15 seconds keeps the connection open", async () => {
  await using changes = await reading()
  const { delivery, insert } = await insertAtInbox("kept")
  const before = changes.text()
  rig.clock.advance(30_000)
  await insert()
  await changes.until(({ data }) => data.id === delivery.id)
  expect(changes.text().slice(before.length)).toMatch(/^:\n\n:\n\nevent: delivery\n/)
})

test("the stream ends when its key is revoked, and a session's when the session is over", async () => {
  const { key, row } = await rig.access.createKey(rig.workspace, "ends")
  await using byKey = await reading("", key)
  const session = await rig.access.openSession({ workspace: rig.workspace, keyId: row.id })
  await using bySession = await reading("", session!.token)
  rig.clock.advance(12 * 60 * 60 * 1000)
  await bySession.ended
  await rig.call("DELETE", `/v1/keys/${row.id}`)
  await byKey.ended
})

test("a workspace may have 32 streams; a closed one makes room", async () => {
  const { key } = await rig.anotherWorkspace()
  const open = await Promise.all(Array.from({ length: 32 }, () => readChanges({ url: rig.url, key })))
  const { status, json, headers } = await rig.call("GET", "/v1/changes", { key })
  expect(status).toBe(429)
  expect(json).toMatchObject({
    code: "RATE_LIMITED",
    detail: "There are 32 streams of changes open already.",
    hint: "Close an inspector page or a command that follows deliveries.",
  })
  expect(headers.get("retry-after")).toBe("5")
  open[0]!.cancel()
  let again = await readChanges({ url: rig.url, key })
  while (again.status === 429) again = await readChanges({ url: rig.url, key })
  expect(again.status).toBe(200)
  for (const each of [...open, again]) each.cancel()
})

test("HEAD is answered and over", async () => {
  expect((await rig.call("HEAD", "/v1/changes")).status).toBe(200)
})

async function reading(query = "", key = rig.key) {
  const changes = await readChanges({ url: rig.url, key }, query)
  return { ...changes, [Symbol.asyncDispose]: async () => changes.cancel() }
}
