import { expect, test } from "vitest"
import { connected } from "../listen/listening.ts"
import { inboxUrlOf, post, roundTrip } from "../relay/hub/inbox-rig.ts"
import { startApp } from "../support/app.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { connectListener } from "../support/fake-listener.ts"
import { ofType } from "../support/start-whk.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"

const DETECTED_WITHIN_MS = 35_000

// When the last sign of life falls between two looks decides how long the silence may last.
const LAST_HEARD_MS = [0, 1, 4600, 7400, 14_999, 15_001, 22_000]

/** How long a relay takes to notice that a listener has fallen silent. */
async function relayDetects(lastHeardMs: number): Promise<number> {
  const clock = new FakeClock()
  await using relay = await startTestRelay({ clock })
  const listener = await connectListener(relay)
  const url = await inboxUrlOf(listener)
  clock.advance(lastHeardMs)
  await roundTrip(listener)
  const sending = post(url)
  await listener.frame("request")
  const from = clock.now()
  // Its sender hears from the relay within its own patience, whatever the listener does.
  clock.advance(29_000)
  expect((await sending).headers.get("x-whk-answer")).toBe("queued")
  let isClosed = false
  void listener.closed.then(() => (isClosed = true))
  while (!isClosed && clock.now() - from < 2 * DETECTED_WITHIN_MS) {
    clock.advance(250)
    // A whole exchange later a connection that was cut is seen to be.
    await relay.api("GET", "/v1/inboxes")
  }
  const detectedMs = clock.now() - from
  expect((await post(url)).headers.get("x-whk-answer")).toBe("queued")
  return detectedMs
}

/** How long a listener takes to notice that its relay has fallen silent. */
async function listenerDetects(lastHeardMs: number): Promise<number> {
  const clock = new FakeClock()
  const { link, events } = await connected(3000, { clock })
  clock.advance(lastHeardMs)
  link.push({ kind: "probe", delivery: "probe" })
  await link.next("response")
  const from = clock.now()
  while (events.length === 1 && clock.now() - from < 2 * DETECTED_WITHIN_MS) {
    clock.advance(250)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return clock.now() - from
}

test(
  "R17: a half-open tunnel is noticed within 35 s at both ends, and senders get the fallback meanwhile",
  { timeout: 60_000 },
  async ({ task }) => {
    const byRelay: number[] = []
    const byListener: number[] = []
    for (const lastHeardMs of LAST_HEARD_MS) {
      byRelay.push(await relayDetects(lastHeardMs))
      byListener.push(await listenerDetects(lastHeardMs))
    }
    expect(Math.max(...byRelay)).toBeLessThanOrEqual(DETECTED_WITHIN_MS)
    expect(Math.max(...byListener)).toBeLessThanOrEqual(DETECTED_WITHIN_MS)

    await using app = await startApp()
    await using chain = await startChain({ forward: app.port, listenFlags: ["--provider", "strava"] })
    process.kill(chain.listener.pid, "SIGSTOP")
    const from = performance.now()
    const senders = await Promise.all(Array.from({ length: 20 }, () => post(chain.inbox.href)))
    const fallbackMs = Math.round(performance.now() - from)
    expect(senders.map(({ headers }) => headers.get("x-whk-answer"))).toEqual(senders.map(() => "queued"))
    expect(fallbackMs).toBeLessThan(2000)
    process.kill(chain.listener.pid, "SIGCONT")
    await chain.listener.count(ofType("response"), senders.length)
    figures(task, {
      "relay notices after, at most, s": Math.max(...byRelay) / 1000,
      "listener, s": Math.max(...byListener) / 1000,
      "fallback after, ms": fallbackMs,
    })
  },
)
