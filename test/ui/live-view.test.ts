import { Chalk } from "chalk"
import fc from "fast-check"
import { expect, test } from "vitest"
import { SETTLED } from "./settled.ts"
import { cellsOf } from "../../src/ui/cells.ts"
import { drawFrame, lastLines } from "../../src/ui/live/frame.ts"
import { LiveModel } from "../../src/ui/live/live-model.ts"
import type { SettledView } from "../../src/ui/listen-lines.ts"

const COLOR = new Chalk({ level: 0 })
const NOTHING = { headers: [], body: new Uint8Array(), bodyBytes: 0 }

/** A model that has settled these events, and a way to draw it. */
function startModel(events: readonly string[] = [], size = { columns: 80, rows: 24 }) {
  const model = new LiveModel()
  const add = (event: string, change: Partial<SettledView> = {}): void => {
    model.arrived({ answers: 1, wasQueued: false, verified: change.verdict?.verified ?? null })
    const settled = { ...SETTLED, event, ...change }
    model.settled({ settled, causes: () => [], request: NOTHING, answer: null })
  }
  const draw = (to = size) => {
    const frame = drawFrame(model.state, { ...to, color: COLOR })
    model.drawn(frame)
    return frame
  }
  model.connected(0)
  model.ready({
    url: "http://a/in/1",
    isLocalOnly: false,
    forward: "http://localhost:3000/",
    inspector: null,
  })
  for (const event of events) add(event)
  return { model, add, draw }
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `event.${index}`)

test("what scrolls off the view is printed once, in order, and nothing is left out", () => {
  const { model, add, draw } = startModel([], { columns: 80, rows: 12 })
  const printed: string[] = []
  for (const event of numbered(100)) {
    add(event)
    if (Number(event.slice(6)) % 7 === 0) printed.push(...draw().above)
  }
  printed.push(...draw().above, ...lastLines(model.state, { columns: 80, rows: 12, color: COLOR }))
  const names = printed.flatMap((line) => /event\.\d+/.exec(line)?.[0] ?? [])
  expect(names).toEqual(numbered(100))
})

test("what comes faster than it can be drawn is counted, and said once where it is missing", () => {
  const { add, draw, model } = startModel([], { columns: 80, rows: 12 })
  draw()
  for (const event of numbered(2500)) add(event)
  const { above } = draw()
  expect(above[0]).toBe("  … 1000 not shown: more came than are remembered.")
  expect(above[1]).toContain("event.1000 ")
  add("event.last")
  const after = [...draw().above, ...lastLines(model.state, { columns: 80, rows: 12, color: COLOR })]
  expect(after.join("\n")).not.toContain("not shown")
  expect(after.join("\n")).toContain("event.last")
})

test("a selected delivery stays in sight while others come", () => {
  const { model, add, draw } = startModel(numbered(5), { columns: 80, rows: 12 })
  draw()
  model.move(-1)
  for (const event of numbered(50)) add(event)
  expect(draw().lines.join("\n")).toMatch(/▸ .*event\.4 /)
  model.follow()
  expect(draw().lines.join("\n")).toMatch(/event\.49 /)
})

test("what a filter hides is not printed while it holds, and all of it is there when it ends", () => {
  const { model, add, draw } = startModel(["a.created", "b.created"])
  model.filterBy("A.cre 200")
  const filtered = draw()
  expect(filtered.lines.join("\n")).toContain("a.created")
  expect(filtered.lines.join("\n")).not.toContain("b.created")
  expect(filtered.lines.join("\n")).toContain('only "A.cre 200"')
  add("c.created")
  model.filterBy("")
  expect(draw().lines.join("\n")).toMatch(/a\.created[^]*b\.created[^]*c\.created/)
})

test("the counts tell answers from failures, and what waits at the relay from what has come", () => {
  const { model, add, draw } = startModel()
  model.connected(3)
  model.arrived({ answers: 1, wasQueued: true, verified: false })
  add("x", { result: { status: 503 } })
  add("y", { result: { outcome: "refused", detail: "nobody" } })
  add("z", { result: { skipped: "filter" } })
  expect(draw().lines.find((line) => line.includes("total"))).toBe(
    "● connected  4 total  0 2xx  2 failed  1 not verified  3 waiting",
  )
  model.reconnecting("the relay went away")
  expect(draw().lines.join("\n")).toMatch(/○ reconnecting .*\n {2}the relay went away\n/)
})

const hostile = fc.string({ unit: "binary", maxLength: 200 })
const width = fc.integer({ min: 20, max: 140 })

test("whatever a sender writes, no line is as wide as the screen or moves the cursor, and all of them fit it", () => {
  fc.assert(
    fc.property(hostile, hostile, width, fc.integer({ min: 8, max: 40 }), (event, target, columns, rows) => {
      const { model, add, draw } = startModel([], { columns, rows })
      add(event, { target, verdict: { verified: false, reason: "no-match" } })
      model.note("a warning that is long enough to need more than one line on a narrow screen")
      const list = draw()
      model.enter({ kind: "detail", row: 1, scroll: 3 })
      const detail = draw()
      model.enter({ kind: "typing", text: event })
      for (const { lines } of [list, detail, draw()]) {
        expect(lines.length).toBeLessThanOrEqual(rows)
        for (const line of lines) {
          expect(cellsOf(line)).toBeLessThan(columns)
          // oxlint-disable-next-line no-control-regex
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
        }
      }
    }),
    { numRuns: 60 },
  )
})
