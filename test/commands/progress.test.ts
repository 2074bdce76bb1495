import { PassThrough } from "node:stream"
import { expect, test } from "vitest"
import { startProgress } from "../../src/commands/progress.ts"
import { createOutput } from "../../src/ui/output.ts"
import { FakeClock } from "../support/fake-clock.ts"

function stream(isTTY: boolean): NodeJS.WriteStream & PassThrough {
  return Object.assign(new PassThrough(), { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream &
    PassThrough
}

/** A terminal with a clock that stands still, and what was written to the terminal since it was last asked. */
function startRig({ isTTY = true } = {}) {
  const [clock, stderr] = [new FakeClock(), stream(isTTY)]
  const stdin = stream(true) as unknown as NodeJS.ReadStream
  const out = createOutput({
    stdout: stream(true),
    stderr,
    stdin,
    env: {},
    json: false,
    quiet: false,
    color: false,
  })
  return { clock, out, written: () => String(stderr.read() ?? "") }
}

const LINE = "\r\u001b[K"
const SOME = "━━━━━━────────────────── 1 of 4 sent"

test("work that is over within half a second shows nothing, and leaves no timer", () => {
  const rig = startRig()
  const progress = startProgress(rig, { what: "sent", total: 4 })
  progress.add()
  rig.clock.advance(500)
  progress[Symbol.dispose]()
  expect(rig.written()).toBe("")
  expect(rig.clock.timers).toBe(0)
})

test("longer work shows one line, drawn again only when it has changed, and nothing of it is left", () => {
  const rig = startRig()
  const progress = startProgress(rig, { what: "sent", total: 4 })
  progress.add()
  rig.clock.advance(600)
  expect(rig.written()).toBe(`${LINE}${SOME}`)
  rig.clock.advance(1000)
  expect(rig.written()).toBe("")
  progress.reach(4, 4)
  rig.clock.advance(100)
  expect(rig.written()).toBe(`${LINE}━━━━━━━━━━━━━━━━━━━━━━━━ 4 of 4 sent`)
  progress[Symbol.dispose]()
  expect(rig.written()).toBe(LINE)
  expect(rig.clock.timers).toBe(0)
})

test("what is said meanwhile stands above the line, which is drawn again below it at once", () => {
  const rig = startRig()
  const progress = startProgress(rig, { what: "sent", total: 4 })
  rig.out.talk("before it is shown")
  expect(rig.written()).toBe("before it is shown\n")
  progress.add()
  rig.clock.advance(600)
  rig.written()
  rig.out.talk("one")
  expect(rig.written()).toBe(`${LINE}one\n${SOME}`)
  progress[Symbol.dispose]()
  rig.written()
  rig.out.talk("after")
  expect(rig.written()).toBe("after\n")
})

test("where nobody can see it nothing is drawn, however long it takes", () => {
  const rig = startRig({ isTTY: false })
  const progress = startProgress(rig, { what: "sent", total: 4 })
  progress.add()
  expect(rig.clock.timers).toBe(0)
  rig.clock.advance(60_000)
  progress[Symbol.dispose]()
  expect(rig.written()).toBe("")
})
