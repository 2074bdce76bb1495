import type { ServerResponse } from "node:http"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { Session } from "../../src/listen/session.ts"
import { forwarderTo } from "../listen/forward-once.ts"
import { onlyDelivery, post } from "../relay/hub/inbox-rig.ts"
import { startApp } from "../support/app.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { figures } from "./support/figures.ts"

const APP_SLEEPS_MS = 60_000

test("R21: with an app that sleeps for a minute the sender is answered a second before its patience ends, and the late result is kept", async ({
  task,
}) => {
  const { timeoutMs } = findProvider("github").delivery
  const clock = new FakeClock()
  let answerLate = (): void => {}
  await using app = await startApp((_, response: ServerResponse) => {
    answerLate = () => response.writeHead(202).end("late")
  })
  await using relay = await startTestRelay({ clock })
  let welcomed = (_url: string): void => {}
  let reconnects = 0
  const inbox = new Promise<string>((resolve) => (welcomed = resolve))
  let settled = (): void => {}
  const isSettled = new Promise<void>((resolve) => (settled = resolve))
  const session = new Session({
    locate: () => Promise.resolve({ url: relay.url, key: relay.key }),
    inbox: "slow",
    provider: "github",
    maxInFlight: 16,
    forwarder: forwarderTo(app.port, { clock, timeoutMs: 2 * APP_SLEEPS_MS }),
    keepBodyBytes: 0,
    clock,
    random: () => 0,
    emit(event) {
      if (event.type === "welcome") welcomed(event.welcome.inbox.url)
      if (event.type === "reconnecting") reconnects += 1
      if (event.type === "settled") settled()
    },
  })
  const from = clock.now()
  const url = await inbox
  let answeredMs: number | undefined
  const sending = post(url).then((response) => {
    answeredMs = clock.now() - from
    return response
  })
  await app.untilReceived(["/"])

  clock.advance(timeoutMs - 1001)
  await relay.api("GET", "/v1/inboxes")
  expect(answeredMs).toBeUndefined()
  clock.advance(1)
  const response = await sending
  expect([response.status, response.headers.get("x-whk-answer")]).toEqual([200, "queued"])
  expect(answeredMs).toBe(timeoutMs - 1000)

  // The rest of the minute passes in steps in which both ends can hear each other.
  for (let left = APP_SLEEPS_MS - (answeredMs ?? 0); left > 0; left -= 10_000) {
    clock.advance(Math.min(left, 10_000))
    await relay.api("GET", "/v1/inboxes")
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(clock.now() - from).toBe(APP_SLEEPS_MS)
  answerLate()
  await isSettled
  expect(await onlyDelivery(relay)).toMatchObject({
    status: "delivered",
    attempts: 1,
    responseStatus: 202,
    elapsedMs: APP_SLEEPS_MS,
  })
  expect([app.received.size, reconnects]).toEqual([1, 0])
  await session.close(0)
  figures(task, { "patience, s": timeoutMs / 1000, "answered after, s": (answeredMs ?? 0) / 1000, late: 202 })
})
