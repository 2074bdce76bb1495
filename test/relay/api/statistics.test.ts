import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { SeriesPointJson } from "../../../src/domain/api-types.ts"
import type { Settlement } from "../../../src/store/port.ts"
import { recordHeld } from "../../support/record-held.ts"
import { aFanOut, anAttempt, anEvent } from "../../support/store-rows.ts"
import { type Rig, startApi } from "./rig.ts"

const MINUTE = 60_000
const DELIVERED: Settlement = { status: "delivered", nextAttemptAt: null }
const GIVEN_UP: Settlement = { status: "failed", nextAttemptAt: null }

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

const get = async (path: string) => await api.call("GET", path, { key })

async function endpoint(): Promise<string> {
  const json = { provider: "axiestudio", url: "https://example.com/h", events: ["*"] }
  return (await api.call("POST", "/v1/endpoints", { key, json })).json.id
}

/** A delivery to the endpoint so long ago, and the answer it got. */
async function sent(to: string, agoMs: number, elapsedMs: number, settlement = DELIVERED): Promise<void> {
  const event = anEvent({ workspace })
  const delivery = aFanOut(event, to, { createdAt: api.clock.now() - agoMs })
  await api.store.publish(event, [delivery])
  await recordHeld(api.store, anAttempt(delivery.id, { elapsedMs }), settlement)
}

const busy = (points: readonly SeriesPointJson[]) =>
  points.flatMap(({ at: _at, ...point }, index) => (point.deliveries > 0 ? [[index, point]] : []))

test("without a span it is the last day in 48 steps", async () => {
  const { status, json } = await get("/v1/stats/series")
  expect(status).toBe(200)
  expect(json.points).toHaveLength(48)
  expect(json.stepMs).toBe(30 * MINUTE)
  expect(Date.parse(json.to) - Date.parse(json.from)).toBe(24 * 60 * MINUTE)
  expect(json.points[0]).toEqual({ at: json.from, deliveries: 0, failed: 0, p50: null, p95: null })
  expect(json.points[1].at).toBe(new Date(Date.parse(json.from) + 30 * MINUTE).toISOString())
})

test("deliveries stand in the step in which they came, with what became of them", async () => {
  const id = await endpoint()
  for (const elapsedMs of [10, 20, 30]) await sent(id, 100 * MINUTE, elapsedMs)
  await sent(id, 0, 50, GIVEN_UP)
  const { json } = await get("/v1/stats/series")
  expect(busy(json.points)).toEqual([
    [44, { deliveries: 3, failed: 0, p50: 20, p95: 30 }],
    [47, { deliveries: 1, failed: 1, p50: 50, p95: 50 }],
  ])
})

test("a span, its steps and an endpoint can be asked for", async () => {
  const [one, other] = [await endpoint(), await endpoint()]
  await sent(one, 5 * MINUTE, 10)
  await sent(other, 5 * MINUTE, 20)
  const at = (agoMs: number) => new Date(api.clock.now() - agoMs).toISOString()
  const span = `from=${at(10 * MINUTE)}&to=${at(0)}&points=2&endpoint=${one}`
  const { json } = await get(`/v1/stats/series?${span}`)
  expect(json.stepMs).toBe(5 * MINUTE)
  expect(busy(json.points)).toEqual([[1, { deliveries: 1, failed: 0, p50: 10, p95: 10 }]])
})

test("each endpoint that was sent to is told of, the busiest first", async () => {
  const [one, other] = [await endpoint(), await endpoint()]
  await sent(one, 60 * MINUTE, 10)
  await sent(other, 60 * MINUTE, 20)
  await sent(other, 20 * 60 * MINUTE, 40, GIVEN_UP)
  await sent(other, 25 * 60 * MINUTE, 999)
  const { json } = await get("/v1/stats/endpoints")
  expect(json).toEqual({
    items: [
      { endpoint: other, deliveries: 2, failed: 1, p50: 20, p95: 40 },
      { endpoint: one, deliveries: 1, failed: 0, p50: 10, p95: 10 },
    ],
    next: null,
    total: 2,
  })
  const since = new Date(api.clock.now() - 120 * MINUTE).toISOString()
  expect((await get(`/v1/stats/endpoints?since=${since}`)).json.items).toHaveLength(2)
})

test.each([
  ["from=2026-01-15T03:00:00Z&to=2026-01-15T03:00:00Z", "TIME_INVALID"],
  ["from=2025-01-15T03:00:00Z&to=2026-01-15T03:00:00Z", "TIME_INVALID"],
  ["from=yesterday", "USAGE"],
  ["points=0", "USAGE"],
  ["points=501", "USAGE"],
])("%s is refused", async (query, code) => {
  const { status, json } = await get(`/v1/stats/series?${query}`)
  expect([status, json.code]).toEqual([422, code])
})
