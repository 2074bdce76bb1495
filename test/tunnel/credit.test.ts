import fc from "fast-check"
import { expect, test } from "vitest"
import { ReceiveWindow, SendWindow } from "../../src/tunnel/credit.ts"
import { CHUNK_BYTES, STREAM_WINDOW_BYTES } from "../../src/tunnel/frames.ts"

test("a sender takes one window and then waits for credit", async () => {
  const window = new SendWindow()
  expect(window.take(STREAM_WINDOW_BYTES + 1)).toBe(STREAM_WINDOW_BYTES)
  expect(window.take(1)).toBe(0)
  const open = window.untilCredit()
  window.add(10)
  expect(await open).toBe(true)
  expect(window.take(CHUNK_BYTES)).toBe(10)
})

test("a sender with credit left does not wait", async () => {
  expect(await new SendWindow().untilCredit()).toBe(true)
})

test("credit of zero bytes wakes nobody", async () => {
  const window = new SendWindow()
  window.take(STREAM_WINDOW_BYTES)
  const open = window.untilCredit()
  window.add(0)
  window.cancel()
  expect(await open).toBe(false)
})

test("a cancelled sender is let go at once, waiting or not", async () => {
  const window = new SendWindow()
  window.take(STREAM_WINDOW_BYTES)
  const open = window.untilCredit()
  window.cancel()
  expect(await open).toBe(false)
  expect(await window.untilCredit()).toBe(false)
})

test("a receiver grants credit when half a window was passed on", () => {
  const window = new ReceiveWindow()
  expect(window.accept(STREAM_WINDOW_BYTES)).toBe(true)
  expect(window.release(STREAM_WINDOW_BYTES / 2 - 1)).toBe(0)
  expect(window.release(1)).toBe(STREAM_WINDOW_BYTES / 2)
  expect(window.release(1)).toBe(0)
})

test("a sender that goes beyond its window is caught", () => {
  const window = new ReceiveWindow()
  expect(window.accept(STREAM_WINDOW_BYTES)).toBe(true)
  expect(window.accept(1)).toBe(false)
})

test("two peers that keep the rules move any body to its end, never more than a window under way", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: CHUNK_BYTES }), { maxLength: 60 }), (chunks) => {
      const send = new SendWindow()
      const receive = new ReceiveWindow()
      const underWay: number[] = []
      const moved = chunks.reduce((total, chunk) => {
        let left = chunk
        while (left > 0) {
          const taken = send.take(left)
          if (taken > 0) {
            underWay.push(taken)
            expect(receive.accept(taken)).toBe(true)
            left -= taken
          } else {
            // Everything under way is passed on; a sender that is stuck now would be stuck for ever.
            const credit = underWay.splice(0).reduce((sum, bytes) => sum + receive.release(bytes), 0)
            expect(credit).toBeGreaterThan(0)
            send.add(credit)
          }
        }
        return total + chunk
      }, 0)
      expect(moved).toBe(chunks.reduce((sum, chunk) => sum + chunk, 0))
    }),
  )
})
