import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { verify } from "../../../src/signing/verify.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { startReceiver } from "../../support/receiver.ts"
import { runInProcess } from "../../support/run-in-process.ts"

const SECRET = "0123456789abcdef0123456789abcdef"
const fire = ["trigger", "user.created", "--provider", "axiestudio", "--secret", SECRET, "--retry"]

test("--retry follows the provider's schedule exactly, and gives up where the provider does", async () => {
  const clock = new FakeClock()
  const startedAt = clock.now()
  const times: number[] = []
  const receiver = await startReceiver(() => {
    times.push(clock.now() - startedAt)
    return 500
  })
  const running = runInProcess([...fire, "--to", receiver.url], { clock })
  expect(await clock.runUntil(running.done)).toBe(1)
  expect(times).toEqual([0, 2000, 6000, 14_000, 30_000])
  expect(running.stderr()).toContain("Given up after 5 attempts, as Axie Studio does.")
})

test("--time-scale makes the schedule so many times faster", async () => {
  const clock = new FakeClock()
  const startedAt = clock.now()
  const times: number[] = []
  const receiver = await startReceiver((_, number) => {
    times.push(clock.now() - startedAt)
    return number < 4 ? 503 : 200
  })
  const running = runInProcess([...fire, "--time-scale", "10", "--to", receiver.url], { clock })
  expect(await clock.runUntil(running.done)).toBe(0)
  expect(times).toEqual([0, 200, 600, 1400])
})

test("attempts carry one event and one delivery id, each with a timestamp and a signature of its own", async () => {
  const clock = new FakeClock()
  const judged: string[] = []
  const receiver = await startReceiver(async ({ headers, body }, number) => {
    const { scheme } = findProvider("axiestudio")
    const input = { headers, body, method: "POST", url: receiver.url, secrets: [SECRET], nowMs: clock.now() }
    judged.push((await verify(scheme, input)).reason)
    return number < 3 ? 500 : 200
  })
  const running = runInProcess([...fire, "--to", receiver.url], { clock })
  expect(await clock.runUntil(running.done)).toBe(0)
  expect(judged).toEqual(["ok", "ok", "ok"])
  const bodies = receiver.requests.map(({ body }) => body.toString())
  const timestamps = receiver.requests.map(
    ({ headers }) => headers.find(([name]) => name === "X-Webhook-Timestamp")?.[1],
  )
  expect([new Set(bodies).size, new Set(timestamps).size]).toEqual([1, 3])
  const lines = running.lines()
  expect(lines.map(({ attempt, ok }) => [attempt, ok])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ])
  expect(new Set(lines.map(({ delivery }) => delivery)).size).toBe(1)
})

test("a target that is away is tried again, and reached when it comes back", async () => {
  const clock = new FakeClock()
  const running = runInProcess([...fire, "--to", "127.0.0.1:9"], { clock })
  await expect(clock.runUntil(running.done)).rejects.toMatchObject({ code: "TARGET_UNREACHABLE" })
  expect(running.lines().map(({ outcome }) => outcome)).toEqual(Array(5).fill("refused"))
})

test("told to stop while it waits for the next attempt, it makes none and ends with 130", async () => {
  const clock = new FakeClock()
  const stop = new AbortController()
  const receiver = await startReceiver(() => 500)
  const running = runInProcess([...fire, "--to", receiver.url], { clock, stop: stop.signal })
  await clock.untilTimer()
  stop.abort("SIGINT")
  expect(await running.done).toBe(130)
  expect([receiver.requests.length, clock.timers]).toEqual([1, 0])
})
