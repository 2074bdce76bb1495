import { expect, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { drawFaults, type FaultName, type FaultRates, withFaults } from "../../src/listen/faults.ts"
import type { Forwarder } from "../../src/listen/forwarder.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { startRawServer } from "../support/raw-server.ts"
import { collectAnswer, requestInfo } from "./collected-answer.ts"
import { forwarderTo, forwardOnce } from "./forward-once.ts"

const NONE: FaultRates = { delayMs: 0, duplicate: 0, dropResponse: 0, flipByte: 0 }
const BODY = Buffer.from("0123456789")

function faulty(app: number, names: readonly FaultName[], clock = systemClock, delayMs = 0): Forwarder {
  return withFaults(forwarderTo(app), { names, delayMs, flip: { at: 0.55, mask: 1 } }, clock)
}

async function* inChunks(): AsyncGenerator<Uint8Array, void> {
  yield BODY.subarray(0, 4)
  yield BODY.subarray(4)
}

test("a share of 1 is always, a share of 0 never", () => {
  const always = { delayMs: 5, duplicate: 1, dropResponse: 1, flipByte: 1 }
  expect(drawFaults(always, () => 0.999)?.names).toEqual(["delay", "duplicate", "drop-response", "flip-byte"])
  expect(drawFaults(NONE, () => 0)).toBeUndefined()
})

test("a share of one half hits half of the deliveries", () => {
  let number = 0
  const random = (): number => (number++ % 100) / 100
  const hits = Array.from({ length: 200 }, () => drawFaults({ ...NONE, flipByte: 0.5 }, random)).filter(
    Boolean,
  )
  expect(hits).toHaveLength(100)
})

test.each([
  ["whole", BODY],
  ["in chunks", "chunks"],
] as const)(
  "flip-byte changes one byte of a body that comes %s, and leaves the delivery's own alone",
  async (_, body) => {
    await using app = await startRawServer()
    const before = Buffer.from(BODY)
    await forwardOnce(
      faulty(app.port, ["flip-byte"]),
      { bodyBytes: BODY.length },
      body === "chunks" ? inChunks() : body,
    )
    expect(app.requests[0]!.body.toString()).toBe("0123446789")
    expect(BODY.equals(before)).toBe(true)
  },
)

test("an empty body has no byte to flip", async () => {
  await using app = await startRawServer()
  await forwardOnce(faulty(app.port, ["flip-byte"]))
  expect(app.requests[0]!.body).toHaveLength(0)
})

test.each([
  ["whole", false],
  ["in chunks", true],
])("duplicate sends a body that comes %s to the app twice, and answers once", async (_, isStreamed) => {
  await using app = await startRawServer()
  const answer = await forwardOnce(
    faulty(app.port, ["duplicate"]),
    { bodyBytes: BODY.length },
    isStreamed ? inChunks() : BODY,
  )
  expect(answer.status).toBe(200)
  const requests = await app.waitFor(2)
  expect(requests.map(({ body }) => body.toString())).toEqual(["0123456789", "0123456789"])
})

test("drop-response lets the app answer, and nobody hears it", async () => {
  await using app = await startRawServer()
  const { status, failure } = await forwardOnce(faulty(app.port, ["drop-response"]), {}, BODY)
  expect([status, failure?.outcome]).toEqual([undefined, "reset"])
  expect(failure?.detail).toContain("--inject")
  expect(app.requests).toHaveLength(1)
})

test("delay keeps a delivery back for so long, and one that is taken back never goes", async () => {
  await using app = await startRawServer()
  const clock = new FakeClock()
  const forwarder = faulty(app.port, ["delay"], clock, 2000)
  forwarder.forward(requestInfo(), BODY, collectAnswer().sink).abort()
  const { sink, answer } = collectAnswer()
  forwarder.forward(requestInfo(), BODY, sink)
  clock.advance(1999)
  await new Promise(setImmediate)
  expect(app.connections).toBe(0)
  clock.advance(1)
  expect((await answer).status).toBe(200)
  expect(app.requests).toHaveLength(1)
})
