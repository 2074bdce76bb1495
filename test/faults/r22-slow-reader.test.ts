import { request } from "undici"
import { expect, test } from "vitest"
import { firstHeader } from "../../src/domain/headers.ts"
import { connectListener } from "../support/fake-listener.ts"
import { figures } from "./support/figures.ts"
import { startMeasuredRelay } from "./support/measured-relay.ts"

const DELIVERIES = 10_000
/** The first ones are large: they are what a relay that pushes them all would hold. */
const LARGE = 1500
const LIVE = 400
const MOST_GROWTH_MIB = 64
/** What is pushed and not read may be held, and no more: 1 MiB, with what else there is. */
const MOST_HELD_MIB = 16
const MOST_LAG_MS = 100

test(
  "R22: a listener that reads nothing costs the relay neither memory nor time, and gets all 10,000 later",
  { timeout: 90_000 },
  async ({ task }) => {
    await using relay = await startMeasuredRelay()
    const hello = { inbox: "paused", provider: "strava", maxInFlight: 1000 }
    const before = await connectListener(relay, hello)
    const { url } = (await before.frame("welcome")).info.inbox
    before.destroy()
    await before.closed

    let next = 0
    const statuses = new Set<number>()
    const send = async (end: number, atOnce: number): Promise<void> => {
      const sender = async (): Promise<void> => {
        while (next < end) {
          const number = next++
          const body = Buffer.alloc(number < LARGE ? 48_000 : 2000, number % 256)
          const headers = { "x-event": String(number) }
          const response = await request(url, { method: "POST", headers, body })
          statuses.add(response.statusCode)
          await response.body.dump()
        }
      }
      await Promise.all(Array.from({ length: atOnce }, sender))
    }
    await send(LARGE, 32)

    const baseMiB = relay.residentMiB()
    let mostMiB = baseMiB
    const meter = setInterval(() => (mostMiB = Math.max(mostMiB, relay.residentMiB())), 50)
    const { heldMiB: heldBefore } = await relay.loop()
    const paused = await connectListener(relay, hello)
    paused.pause()
    // Its inbox is listened on, so these senders wait as long as their provider does.
    await send(LARGE + LIVE, LIVE)
    const held = (await relay.loop()).heldMiB - heldBefore
    paused.destroy()
    await send(DELIVERIES - LIVE, 32)
    const again = await connectListener(relay, hello)
    again.pause()
    await send(DELIVERIES, LIVE)
    const { p99Ms } = await relay.loop()
    clearInterval(meter)

    const got = new Set<string | undefined>()
    await new Promise<void>((resolve) => {
      const take = (frame: (typeof again.frames)[number]): void => {
        if (frame.type !== "request") return
        got.add(firstHeader(frame.info.headers, "x-event"))
        again.answer(frame)
        if (got.size === DELIVERIES) resolve()
      }
      for (const frame of again.frames) take(frame)
      again.onFrame(take)
      again.resume()
    })
    expect([...statuses]).toEqual([200])
    expect(got.size).toBe(DELIVERIES)
    expect(held).toBeLessThan(MOST_HELD_MIB)
    expect(mostMiB - baseMiB).toBeLessThan(MOST_GROWTH_MIB)
    expect(p99Ms).toBeLessThan(MOST_LAG_MS)
    figures(task, {
      deliveries: DELIVERIES,
      lost: DELIVERIES - got.size,
      "held for it, MiB": held,
      "RSS before, MiB": baseMiB,
      "RSS grew by, MiB": mostMiB - baseMiB,
      "loop late p99, ms": Math.round(p99Ms),
    })
  },
)
