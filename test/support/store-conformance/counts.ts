import { expect, test } from "vitest"
import { type NewDelivery, type Settlement, type Store } from "../../../src/store/port.ts"
import { recordHeld } from "../record-held.ts"
import { aDelivery, aFanOut, anAttempt, anEvent, NOON } from "../store-rows.ts"

const DELIVERED: Settlement = { status: "delivered", nextAttemptAt: null }
const GIVEN_UP: Settlement = { status: "failed", nextAttemptAt: null }
const ANSWERED: Settlement = { status: "answered", nextAttemptAt: null, retries: "provider" }

/** What came in a span of time. */
export function specifyCounts(store: () => Store): void {
  async function ended(
    delivery: NewDelivery,
    { settlement, ...attempt }: { settlement: Settlement; elapsedMs: number; status?: number | null },
  ): Promise<void> {
    if (delivery.origin.kind === "inbox") await store().insertDelivery(delivery)
    await recordHeld(store(), anAttempt(delivery.id, attempt), settlement)
  }
  const counts = (workspace: string, from = NOON, to = NOON + 1000, endpoint?: string) =>
    store().countDeliveries(workspace, { from, to, ...(endpoint !== undefined && { endpoint }) })

  test("deliveries of a span are counted by endpoint and by how long their last answer took", async () => {
    const workspace = "ws_counts"
    const event = anEvent({ workspace })
    const [a, b, c] = [
      aFanOut(event, "ep_a", { createdAt: NOON }),
      aFanOut(event, "ep_a", { createdAt: NOON + 999 }),
      aFanOut(event, "ep_b", { createdAt: NOON }),
    ] as const
    await store().publish(event, [a, b, c])
    await ended(a, { settlement: DELIVERED, elapsedMs: 12.3 })
    await ended(b, { settlement: GIVEN_UP, elapsedMs: 11.8, status: 500 })
    await ended(aDelivery({ workspace, createdAt: NOON + 5 }), { settlement: ANSWERED, elapsedMs: 444 })
    const found = await counts(workspace)
    expect(found.toSorted((x, y) => String(x.endpoint).localeCompare(String(y.endpoint)))).toEqual([
      { endpoint: "ep_a", latencyMs: 12, deliveries: 2, failed: 1 },
      { endpoint: "ep_b", latencyMs: null, deliveries: 1, failed: 0 },
      { endpoint: null, latencyMs: 440, deliveries: 1, failed: 1 },
    ])
    expect(await counts(workspace, NOON, NOON + 1000, "ep_b")).toMatchObject([{ endpoint: "ep_b" }])
  })

  test("the beginning of a span belongs to it, its end does not, and other workspaces never", async () => {
    const workspace = "ws_span"
    for (const createdAt of [NOON - 1, NOON, NOON + 9, NOON + 10])
      await store().insertDelivery(aDelivery({ workspace, createdAt }))
    expect(await counts(workspace, NOON, NOON + 10)).toMatchObject([{ deliveries: 2 }])
    expect(await counts("ws_nobody", NOON, NOON + 10)).toEqual([])
  })

  test("an attempt without an answer has no latency, and a long one is rounded", async () => {
    const workspace = "ws_latency"
    await ended(aDelivery({ workspace }), { settlement: GIVEN_UP, elapsedMs: 30_000, status: null })
    await ended(aDelivery({ workspace }), { settlement: DELIVERED, elapsedMs: 1234 })
    const found = await counts(workspace)
    expect(new Set(found.map(({ latencyMs }) => latencyMs))).toEqual(new Set([null, 1200]))
  })
}
