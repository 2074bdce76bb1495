import fc from "fast-check"
import { expect, test } from "vitest"
import { DeliveryFeed } from "../../../src/commands/deliveries/feed.ts"
import type { DeliveryDetailJson, DeliveryJson, ListPage } from "../../../src/domain/api-types.ts"
import type { DeliveryStatus } from "../../../src/domain/delivery.ts"
import { WhkError } from "../../../src/errors.ts"
import type { DeliveryQuery } from "../../../src/manage/management-api.ts"

const START = Date.parse("2026-01-15T02:03:04.567Z")

/** Deliveries as a relay lists them, changed by the test. */
class FakeDeliveries {
  readonly rows = new Map<string, DeliveryJson>()
  nowMs = START

  add(number: number, status: DeliveryStatus = "pending", agoMs = 0): string {
    const id = `dlv_${String(number).padStart(26, "0")}`
    this.rows.set(id, {
      id,
      event: "user.created",
      provider: null,
      inbox: "in_1",
      createdAt: new Date(this.nowMs - agoMs).toISOString(),
      status,
      responseStatus: null,
      elapsedMs: null,
      attempts: 0,
      nextAttemptAt: null,
      replayOf: null,
    })
    return id
  }

  set(id: string, status: DeliveryStatus): void {
    this.rows.set(id, { ...this.rows.get(id)!, status })
  }

  /** How often a page was asked for. */
  pages = 0

  async deliveries({ limit = 50, after, status, since }: DeliveryQuery): Promise<ListPage<DeliveryJson>> {
    this.pages += 1
    const fitting = [...this.rows.values()]
      .filter((row) => (status === undefined || row.status === status) && (since ?? "") <= row.createdAt)
      .filter(({ id }) => after === undefined || id < after)
      .toSorted((one, other) => (one.id < other.id ? 1 : -1))
    const items = fitting.slice(0, limit)
    return { items, next: fitting.length > limit ? items.at(-1)!.id : null, total: fitting.length }
  }

  async delivery(id: string): Promise<DeliveryDetailJson> {
    const row = this.rows.get(id)
    if (!row) throw new WhkError("NOT_FOUND", "gone")
    const request = { method: "POST", url: "", headers: [], bodyBase64: "", bodyBytes: 0 }
    return { ...row, request, attemptLog: [] }
  }
}

const told = (deliveries: readonly DeliveryJson[]): string[] =>
  deliveries.map(({ id, status }) => `${Number(id.slice(4))} ${status}`)

test("what was there is not told; what comes is, once, and again when its status changes", async () => {
  const relay = new FakeDeliveries()
  relay.add(1, "delivered")
  const feed = new DeliveryFeed(relay, {})
  expect(told(await feed.begin({}))).toEqual([])
  const second = relay.add(2)
  relay.add(3, "delivered")
  expect(told(await feed.next())).toEqual(["2 pending", "3 delivered"])
  expect(told(await feed.next())).toEqual([])
  relay.set(second, "failed")
  expect(told(await feed.next())).toEqual(["2 failed"])
  expect(told(await feed.next())).toEqual([])
})

test("one that waited before is told when it ends, however old it is", async () => {
  const relay = new FakeDeliveries()
  const old = relay.add(1, "pending", 7 * 24 * 3_600_000)
  relay.add(2, "delivered")
  const feed = new DeliveryFeed(relay, {})
  await feed.begin({})
  relay.set(old, "delivered")
  expect(told(await feed.next())).toEqual(["1 delivered"])
})

test("one that is queued again by hand is told as pending", async () => {
  const relay = new FakeDeliveries()
  const old = relay.add(1, "failed", 3_600_000)
  relay.add(2, "delivered")
  const feed = new DeliveryFeed(relay, {})
  await feed.begin({})
  relay.set(old, "pending")
  expect(told(await feed.next())).toEqual(["1 pending"])
})

test("one that was written down late, behind newer ones, is not passed over", async () => {
  const relay = new FakeDeliveries()
  const feed = new DeliveryFeed(relay, {})
  await feed.begin({})
  relay.add(5, "delivered")
  expect(told(await feed.next())).toEqual(["5 delivered"])
  relay.add(4, "delivered", 2000)
  expect(told(await feed.next())).toEqual(["4 delivered"])
})

test("more than a page come at once", async () => {
  const relay = new FakeDeliveries()
  const feed = new DeliveryFeed(relay, {})
  await feed.begin({})
  for (let number = 1; number <= 2500; number += 1) relay.add(number, "delivered")
  expect(await feed.next()).toHaveLength(2500)
})

test("--limit and --since begin with earlier ones, the oldest first", async () => {
  const relay = new FakeDeliveries()
  relay.add(1, "delivered", 60_000)
  relay.add(2, "failed", 30_000)
  relay.add(3, "delivered")
  expect(told(await new DeliveryFeed(relay, {}).begin({ limit: 2 }))).toEqual(["2 failed", "3 delivered"])
  const since = new Date(START - 40_000).toISOString()
  expect(told(await new DeliveryFeed(relay, {}).begin({ since }))).toEqual(["2 failed", "3 delivered"])
})

test("one that was deleted while it waited is forgotten", async () => {
  const relay = new FakeDeliveries()
  const id = relay.add(1)
  const feed = new DeliveryFeed(relay, {})
  await feed.begin({})
  relay.rows.delete(id)
  expect(await feed.next()).toEqual([])
  expect(await feed.next()).toEqual([])
})

interface Step {
  readonly kind: "add" | "end" | "look"
  readonly waitMs: number
  readonly pick: number
  readonly status: DeliveryStatus
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom("add", "end", "look"),
    waitMs: fc.nat(20_000),
    pick: fc.nat(100),
    status: fc.constantFrom("delivered", "answered", "failed"),
  }),
  { maxLength: 40 },
)

test("whatever happens, none is told twice with the same status, and every one as it stands at the end", async () => {
  const check = async (happening: readonly Step[]): Promise<void> => {
    const relay = new FakeDeliveries()
    const feed = new DeliveryFeed(relay, {})
    await feed.begin({})
    const last = new Map<string, DeliveryStatus>()
    const look = async (): Promise<void> => {
      for (const { id, status } of await feed.next()) {
        expect(last.get(id)).not.toBe(status)
        last.set(id, status)
      }
    }
    for (const { kind, waitMs, pick, status } of happening) {
      const waiting = [...relay.rows.values()].filter((row) => row.status === "pending")
      relay.nowMs += waitMs
      if (kind === "add") relay.add(relay.rows.size + 1)
      else if (kind === "look") await look()
      else if (waiting.length > 0) relay.set(waiting[pick % waiting.length]!.id, status)
    }
    await look()
    expect(last).toEqual(new Map([...relay.rows.values()].map(({ id, status }) => [id, status])))
  }
  await fc.assert(fc.asyncProperty(steps, check))
})

test("of an API that tells changes a backlog is not read, neither at the start nor after something was missed", async () => {
  const relay = new FakeDeliveries()
  for (let number = 1; number <= 20_000; number += 1) relay.add(number, "pending", 60_000)
  relay.add(20_001, "delivered")
  const feed = new DeliveryFeed(relay, {}, { isTold: true })
  expect(await feed.begin({})).toEqual([])
  relay.nowMs += 1000
  relay.add(20_002)
  expect(told(await feed.next())).toEqual(["20002 pending"])
  expect(relay.pages).toBe(3)
})

test("a change that is told is news when the status is another one than was told last", async () => {
  const relay = new FakeDeliveries()
  const feed = new DeliveryFeed(relay, { event: "user.created" }, { isTold: true })
  await feed.begin({})
  const id = relay.add(1)
  const row = relay.rows.get(id)!
  expect(feed.take(row)).toBe(true)
  expect(feed.take({ ...row, attempts: 1 })).toBe(false)
  expect(feed.take({ ...row, status: "delivered" })).toBe(true)
  expect(feed.take({ ...row, id: "dlv_2", event: "user.deleted" })).toBe(false)
})

test("what was told to wait and ended while changes were missed is found, be it one or thousands", async () => {
  const relay = new FakeDeliveries()
  const feed = new DeliveryFeed(relay, {}, { isTold: true })
  await feed.begin({})
  const ids = Array.from({ length: 1500 }, (_, index) => relay.add(index + 1))
  for (const id of ids) feed.take(relay.rows.get(id)!)
  relay.nowMs += 60_000
  relay.add(1501, "delivered")
  relay.set(ids[0]!, "failed")
  const before = told(await feed.next())
  for (const id of ids.slice(600)) feed.take({ ...relay.rows.get(id)!, status: "delivered" })
  relay.set(ids[1]!, "failed")
  expect(before).toEqual(["1 failed", "1501 delivered"])
  expect(told(await feed.next()).slice(0, 1)).toEqual(["2 failed"])
})
