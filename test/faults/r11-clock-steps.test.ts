import { expect, test } from "vitest"
import { DEFAULT_LIMITS } from "../../src/relay/dispatcher/lanes.ts"
import { connectListener } from "../support/fake-listener.ts"
import { startReceiver } from "../support/receiver.ts"
import { startTestRelay, type TestRelay } from "../support/test-relay.ts"
import { figures } from "./support/figures.ts"
import { SteppedClock } from "./support/stepped-clock.ts"

const HOUR_MS = 3_600_000
const STEPS = [10 * HOUR_MS, -10 * HOUR_MS, -1000]
const POLL_MS = 60_000
const TICK_MS = 500
/** What a tick of this test and the sockets add. */
const SEEN_WITHIN_MS = 4 * TICK_MS

/** Runs so much time in small steps, each long enough for real sockets; returns when `isDone` first held. */
async function run(
  relay: TestRelay,
  clock: SteppedClock,
  forMs: number,
  isDone: () => boolean,
): Promise<number> {
  let doneAfter = Infinity
  for (let elapsed = 0; elapsed <= forMs; elapsed += TICK_MS) {
    if (isDone() && doneAfter === Infinity) doneAfter = elapsed
    clock.advance(TICK_MS)
    // A question to the store comes behind everything it was asked before.
    await relay.api("GET", "/v1/deliveries")
  }
  return doneAfter
}

async function untilAttempted(relay: TestRelay, count: number): Promise<void> {
  const { items }: { items: readonly { attempts: number }[] } = (
    await relay.api("GET", "/v1/deliveries?limit=100")
  ).json
  if (items.filter(({ attempts }) => attempts > 0).length < count) await untilAttempted(relay, count)
}

const endpointOf = (url: string) => ({ provider: "standard-webhooks", url, events: ["*"] })
const EVENT = { provider: "standard-webhooks", type: "user.created" }

test.for(STEPS)(
  "R11: a retry at an endpoint happens once and within a poll when the clock steps by %i ms",
  async (stepMs, { task }) => {
    const clock = new SteppedClock()
    await using relay = await startTestRelay({ clock })
    const app = await startReceiver((_received, number) => (number === 1 ? 500 : 200))
    await relay.api("POST", "/v1/endpoints", endpointOf(app.url))
    await relay.api("POST", "/v1/events", EVENT)
    await untilAttempted(relay, 1)
    clock.step(stepMs)
    const after = await run(relay, clock, 3 * POLL_MS, () => app.requests.length > 1)
    figures(task, { "retried after": `${after} ms` })
    expect(app.requests).toHaveLength(2)
    expect(after).toBeLessThanOrEqual(5000 + POLL_MS + SEEN_WITHIN_MS)
  },
)

test.for(STEPS)(
  "R11: a retry at a listener happens once and within a poll when the clock steps by %i ms",
  async (stepMs, { task }) => {
    const clock = new SteppedClock()
    await using relay = await startTestRelay({ clock })
    const { url }: { url: string } = (await relay.api("POST", "/v1/inboxes", { name: "test" })).json
    await fetch(url, { method: "POST", body: "hello" })
    const listener = await connectListener(relay)
    listener.answer(await listener.frame("request"), { status: 500 })
    await listener.frame("ack")
    clock.step(stepMs)
    const requests = (): number => listener.frames.filter(({ type }) => type === "request").length
    let answered = 1
    const after = await run(relay, clock, 3 * POLL_MS, () => {
      // A real listener is never silent for so long.
      listener.send({ type: "ping" })
      const [next] = listener.frames.filter((frame) => frame.type === "request").slice(answered)
      if (next && (answered += 1)) listener.answer(next)
      return requests() > 1
    })
    figures(task, { "retried after": `${after} ms` })
    expect(requests()).toBe(2)
    expect(after).toBeLessThanOrEqual(1000 + POLL_MS + SEEN_WITHIN_MS)
  },
)

test.for(STEPS)(
  "R11: what was queued is delivered to the next listener when the clock steps by %i ms",
  async (stepMs) => {
    const clock = new SteppedClock()
    await using relay = await startTestRelay({ clock })
    const { url }: { url: string } = (await relay.api("POST", "/v1/inboxes", { name: "test" })).json
    await fetch(url, { method: "POST", body: "hello" })
    clock.step(stepMs)
    const listener = await connectListener(relay)
    await run(relay, clock, 2000, () => false)
    expect(listener.frames.filter(({ type }) => type === "request")).toHaveLength(1)
  },
)

test("R11: retries that are all due after a step of 10 h keep to the limit of attempts at one endpoint", async ({
  task,
}) => {
  const clock = new SteppedClock()
  await using relay = await startTestRelay({ clock })
  let inFlight = 0
  let most = 0
  const app = await startReceiver(async (_received, number) => {
    inFlight += 1
    most = Math.max(most, inFlight)
    await new Promise((resolve) => setTimeout(resolve, 5))
    inFlight -= 1
    return number <= 40 ? 500 : 200
  })
  await relay.api("POST", "/v1/endpoints", endpointOf(app.url))
  for (let event = 0; event < 40; event += 1) await relay.api("POST", "/v1/events", EVENT)
  await untilAttempted(relay, 40)
  clock.step(10 * HOUR_MS)
  await run(relay, clock, POLL_MS, () => app.requests.length >= 80)
  figures(task, { requests: app.requests.length, "most at once": most })
  expect(app.requests).toHaveLength(80)
  expect(most).toBeLessThanOrEqual(DEFAULT_LIMITS.perEndpoint)
})
