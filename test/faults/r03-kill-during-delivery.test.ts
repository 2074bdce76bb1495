import { setTimeout } from "node:timers/promises"
import { expect, test } from "vitest"
import { DEFAULT_LIMITS } from "../../src/relay/dispatcher/lanes.ts"
import { startReceiver } from "../support/receiver.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { emptyLog, listenAsApp, type Moment } from "./support/dying-app.ts"
import { type FaultRelay, startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"

const MOMENTS: readonly Moment[] = ["push", "response", "ack"]
const ROUNDS = 12
const QUEUED = 6
const LIVE = 4
const PUBLISHED = 8

const PATIENCE_MS = 60_000
const ENDED = ["delivered", "answered", "failed"]

test("R3: a relay killed between push, response and ack ends every delivery, with no more repeats than were in flight", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  // Retries come a thousand times sooner.
  await using relay = await startFaultRelay({ home: home.path, flags: ["--time-scale", "1000"] })
  const inbox = await relay.inbox()
  const log = emptyLog()
  let sent = 0
  const post = async (): Promise<string | null> => {
    sent += 1
    const body = `delivery ${sent}${sent % 3 === 0 ? " fails first" : ""}`
    return fetch(inbox, { method: "POST", body }).then(
      ({ ok, headers }) => (ok ? headers.get("x-whk-delivery-id") : null),
      () => null,
    )
  }
  const acked: string[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const queued = await Promise.all(Array.from({ length: QUEUED }, post))
    acked.push(...queued.filter((id) => id !== null))
    const moment = MOMENTS[round % MOMENTS.length]!
    let left = 1 + Math.floor(Math.random() * QUEUED)
    const listener = await listenAsApp(relay, log, (now) => {
      if (now === moment && (left -= 1) === 0) process.kill(relay.process.pid, "SIGKILL")
    })
    const live = Promise.all(Array.from({ length: LIVE }, post))
    await listener.closed
    await live
    await relay.process.exited
    await relay.start()
  }
  const atKills = log.unacknowledged
  const listener = await listenAsApp(relay, log, () => {})
  const ends = await untilAllEnded(relay)
  listener.destroy()

  const repeats = [...log.arrivals].map(([body, times]) => times - (body.includes("fails first") ? 2 : 1))
  const repeated = repeats.reduce((sum, times) => sum + Math.max(0, times), 0)
  const attempts = await Promise.all(ends.map(({ id }) => relay.api("GET", `/v1/deliveries/${id}`)))
  figures(task, { kills: ROUNDS, stored: ends.length, acked: acked.length, "in flight": atKills, repeated })
  expect(acked.filter((id) => !ends.some((end) => end.id === id))).toEqual([])
  expect(ends.filter(({ status }) => !ENDED.includes(status))).toEqual([])
  expect(attempts.filter(({ attemptLog }) => attemptLog.at(-1)?.outcome !== "responded")).toEqual([])
  expect(repeated).toBeLessThanOrEqual(atKills)
  expect(atKills).toBeGreaterThan(0)
})

test("R3: a relay killed while it sends to an endpoint sends again what was in flight, and nothing else", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  await using relay = await startFaultRelay({ home: home.path, flags: ["--time-scale", "1000"] })
  let left = Infinity
  const app = await startReceiver((_received, number) => {
    if ((left -= 1) === 0) process.kill(relay.process.pid, "SIGKILL")
    return number % 5 === 0 ? 500 : 200
  })
  await relay.api("POST", "/v1/endpoints", { provider: "axiestudio", url: app.url, events: ["user.created"] })
  const published: string[] = []
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    left = 1 + Math.floor(Math.random() * PUBLISHED)
    for (let event = 0; event < PUBLISHED && left > 0; event += 1) {
      await relay
        .api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
        .then(({ deliveries }) => published.push(deliveries[0].id as string))
        .catch(() => {})
    }
    await relay.process.exited
    left = Infinity
    await relay.start()
  }
  const ends = await untilAllEnded(relay)
  const details = await Promise.all(ends.map(({ id }) => relay.api("GET", `/v1/deliveries/${id}`)))
  const recorded = details.reduce(
    (sum, { attemptLog }) =>
      sum + Number(attemptLog.filter(({ outcome }: { outcome: string }) => outcome !== "unknown").length),
    0,
  )
  const repeated = app.requests.length - recorded
  figures(task, { kills: ROUNDS / 2, stored: ends.length, requests: app.requests.length, repeated })
  expect(published.filter((id) => !ends.some((end) => end.id === id))).toEqual([])
  expect(ends.filter(({ status }) => !ENDED.includes(status))).toEqual([])
  expect(repeated).toBeLessThanOrEqual((ROUNDS / 2) * DEFAULT_LIMITS.perEndpoint)
  expect(repeated).toBeGreaterThan(0)
})

interface Ended {
  readonly id: string
  readonly status: string
}

/** Every delivery of the relay, once each has ended or after all patience. */
async function untilAllEnded(relay: FaultRelay): Promise<readonly Ended[]> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const { items } = (await relay.api("GET", "/v1/deliveries?limit=500")) as { items: readonly Ended[] }
    if (items.every(({ status }) => ENDED.includes(status)) || performance.now() > until) return items
    await setTimeout(50)
  }
}
