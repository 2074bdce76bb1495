import { createHmac } from "node:crypto"
import { afterEach, expect, test } from "vitest"
import type { Timer } from "../../src/domain/clock.ts"
import type { JudgeJob } from "../../src/verdict/judge-request.ts"
import { VerdictThread } from "../../src/verdict/verdict-thread.ts"
import { FakeClock } from "../support/fake-clock.ts"

/** Tells when its timers are started. */
class WatchedClock extends FakeClock {
  #started = 0
  #waiting: (() => void)[] = []

  override startTimer(delayMs: number, callback: () => void): Timer {
    this.#started += 1
    for (const resolve of this.#waiting.splice(0)) resolve()
    return super.startTimer(delayMs, callback)
  }

  async untilStarted(timers: number): Promise<void> {
    while (this.#started < timers) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}

const threads: VerdictThread[] = []
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.close()
})

function start(mostWaiting = 0): { readonly thread: VerdictThread; readonly clock: WatchedClock } {
  const clock = new WatchedClock()
  const thread = new VerdictThread({ clock, mostWaiting })
  threads.push(thread)
  return { thread, clock }
}

/** A request of GitHub, signed with `secret`. */
function job(body: Uint8Array, secret = "right", changes: Partial<JudgeJob> = {}): () => Promise<JudgeJob> {
  const signature = createHmac("sha256", secret).update(body).digest("hex")
  return () =>
    Promise.resolve({
      request: {
        method: "POST",
        url: "https://example.com/",
        headers: [["X-Hub-Signature-256", `sha256=${signature}`]],
        body,
      },
      provider: "github",
      secrets: [{ name: "right", value: "right" }],
      otherSecrets: [],
      nowMs: 0,
      ...changes,
    })
}

const SMALL = Buffer.from('{"a":1}')

test("a request is judged in the thread, one after the other", async () => {
  const { thread } = start(2)
  const verdicts = await Promise.all([
    thread.judge(job(SMALL)),
    thread.judge(job(SMALL, "wrong")),
    thread.judge(job(SMALL)),
  ])
  expect(verdicts.map(({ verified }) => verified)).toEqual([true, false, true])
})

test("nobody waits where nobody may", async () => {
  const { thread } = start(0)
  const first = thread.judge(job(SMALL))
  expect(thread.isBusy).toBe(true)
  await expect(thread.judge(job(SMALL))).rejects.toMatchObject({ code: "RATE_LIMITED" })
  await first
  expect(thread.isBusy).toBe(false)
})

test("a search that takes too long is given up, and its verdict stands", async () => {
  const { thread, clock } = start()
  const judged = thread.judge(job(Buffer.alloc(16 * 1024 * 1024, "{ "), "wrong"))
  // The first timer is the verdict's, the second one the search's.
  await clock.untilStarted(2)
  clock.advance(3000)
  expect(await judged).toMatchObject({ verified: false, reason: "no-match", causes: [], excluded: null })
  expect(await thread.judge(job(SMALL))).toMatchObject({ verified: true })
})

test("a verdict that takes too long is none", async () => {
  const { thread, clock } = start()
  const judged = thread.judge(job(SMALL))
  await clock.untilStarted(1)
  clock.advance(10_000)
  await expect(judged).rejects.toMatchObject({
    code: "RATE_LIMITED",
    message: "Judging this request took too long.",
  })
})

test("a thread that dies is replaced with the next request", async () => {
  const { thread } = start()
  await expect(thread.judge(job(SMALL, "right", { provider: "nobody" }))).rejects.toMatchObject({
    code: "BUG",
  })
  expect(await thread.judge(job(SMALL))).toMatchObject({ verified: true })
})

test("a thread without work ends, and the next request starts another", async () => {
  const { thread, clock } = start()
  await thread.judge(job(SMALL))
  clock.advance(30_000)
  expect(await thread.judge(job(SMALL))).toMatchObject({ verified: true })
})

test("what makes a job may refuse it", async () => {
  const { thread } = start()
  await expect(thread.judge(() => Promise.reject(new Error("gone")))).rejects.toThrow("gone")
  expect(await thread.judge(job(SMALL))).toMatchObject({ verified: true })
})

test("a job under way when the thread is closed ends", async () => {
  const { thread, clock } = start()
  const judged = thread.judge(job(Buffer.alloc(16 * 1024 * 1024, "{ "), "wrong"))
  await clock.untilStarted(2)
  await thread.close()
  expect(await judged).toMatchObject({ verified: false, causes: [] })
  await expect(thread.judge(job(SMALL))).rejects.toMatchObject({ code: "RATE_LIMITED" })
})

test("the loop goes on while a cause is searched for", async () => {
  const { thread, clock } = start()
  const judged = thread.judge(job(Buffer.alloc(4 * 1024 * 1024, '{"a": 1} '), "wrong"))
  await clock.untilStarted(2)
  let longest = 0
  let last = performance.now()
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  await judged
  clearInterval(watch)
  expect(longest).toBeLessThan(150)
})
