import { expect, test } from "vitest"
import { Answer } from "../../src/listen/answer.ts"
import type { AttemptAnswer } from "../../src/listen/result-memory.ts"
import { CHUNK_BYTES, type Frame, STREAM_WINDOW_BYTES } from "../../src/tunnel/frames.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { requestInfo } from "./collected-answer.ts"

interface Watched {
  readonly answer: Answer
  readonly clock: FakeClock
  readonly sent: Frame[]
  /** What happened, in order: "resume", "done", "sent". */
  readonly calls: string[]
  readonly results: AttemptAnswer[]
}

function watchedAnswer(): Watched {
  const clock = new FakeClock()
  const sent: Frame[] = []
  const calls: string[] = []
  const results: AttemptAnswer[] = []
  const answer = new Answer({
    request: requestInfo(),
    stream: 3,
    clock,
    send: (frame) => sent.push(frame),
    resume: () => calls.push("resume"),
    onDone(result) {
      calls.push("done")
      results.push(result)
    },
    onSent: () => calls.push("sent"),
  })
  return { answer, clock, sent, calls, results }
}

function chunk(length: number): Uint8Array {
  return new Uint8Array(length).fill(1)
}

test("the app is stopped when the credit is used up and taken up again when its data are gone", () => {
  const { answer, sent, calls } = watchedAnswer()
  answer.onHead(200, [])
  expect(answer.onData(chunk(STREAM_WINDOW_BYTES))).toBe(true)
  expect(answer.onData(chunk(CHUNK_BYTES))).toBe(false)
  expect(sent).toHaveLength(STREAM_WINDOW_BYTES / CHUNK_BYTES)
  answer.credit(1)
  expect(sent.at(-1)).toEqual({ type: "data", stream: 3, body: chunk(1) })
  expect(calls).toEqual([])
  answer.credit(STREAM_WINDOW_BYTES)
  expect(calls).toEqual(["resume"])
})

test("an answer that has ended is done at once and sent when the credit allows, with one END", () => {
  const { answer, sent, calls } = watchedAnswer()
  answer.onHead(200, [])
  answer.onData(chunk(STREAM_WINDOW_BYTES + 1))
  answer.onEnd()
  expect(calls).toEqual(["done"])
  answer.credit(1)
  answer.credit(5)
  expect(calls).toEqual(["done", "sent"])
  expect(sent.slice(-2)).toEqual([
    { type: "data", stream: 3, body: chunk(1) },
    { type: "end", stream: 3 },
  ])
})

test("head, body and end that come together are one frame", () => {
  const { answer, clock, sent, calls } = watchedAnswer()
  answer.onHead(200, [["X-A", "1"]])
  answer.onData(Uint8Array.of(1, 2))
  answer.onData(Uint8Array.of(3))
  answer.onEnd()
  expect(sent).toMatchObject([{ type: "response", last: true, body: Buffer.of(1, 2, 3) }])
  expect(calls).toEqual(["done", "sent"])
  expect(clock.timers).toBe(0)
})

test("a head waits 20 ms for its body and then goes alone", async () => {
  const { answer, clock, sent } = watchedAnswer()
  answer.onHead(200, [])
  await clock.untilTimer()
  clock.advance(19)
  expect(sent).toEqual([])
  clock.advance(1)
  expect(sent).toMatchObject([{ type: "response", last: false }])
  expect(sent[0]).toHaveProperty("body", new Uint8Array(0))
})

test("a body that comes while the head waits goes with it", async () => {
  const { answer, clock, sent } = watchedAnswer()
  answer.onHead(200, [])
  await clock.untilTimer()
  answer.onData(Uint8Array.of(1))
  answer.onEnd()
  expect(sent).toMatchObject([{ type: "response", last: true }])
  expect(clock.timers).toBe(0)
})

test("without a tunnel nothing is sent, the app is not held up, and the first 64 KiB are kept", () => {
  const { answer, sent, calls, results } = watchedAnswer()
  answer.onHead(200, [])
  answer.lose()
  expect(answer.onData(chunk(STREAM_WINDOW_BYTES))).toBe(true)
  expect(answer.onData(chunk(STREAM_WINDOW_BYTES))).toBe(true)
  answer.onEnd()
  expect(sent).toEqual([])
  expect(calls).toEqual(["done"])
  expect(results[0]).toMatchObject({ info: { status: 200 }, body: chunk(64 * 1024), bodyIsWhole: false })
})

test("an app stopped for want of credit goes on when the tunnel is lost", () => {
  const { answer, calls } = watchedAnswer()
  answer.onHead(200, [])
  answer.onData(chunk(STREAM_WINDOW_BYTES + 1))
  answer.lose()
  expect(calls).toEqual(["resume"])
})
