import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { cellsOf } from "../../src/ui/cells.ts"
import { progressLine } from "../../src/ui/progress-line.ts"

const color = new Chalk({ level: 0 })

test.each([
  [{ done: 0, total: 400, what: "sent" }, "──────────────────────── 0 of 400 sent"],
  [{ done: 200, total: 400, what: "sent" }, "━━━━━━━━━━━━──────────── 200 of 400 sent"],
  [{ done: 400, total: 400, what: "sent" }, "━━━━━━━━━━━━━━━━━━━━━━━━ 400 of 400 sent"],
  // A file that grows while it is read.
  [{ done: 500, total: 400, what: "read" }, "━━━━━━━━━━━━━━━━━━━━━━━━ 500 of 400 read"],
  [{ done: 0, total: 0, what: "sent" }, "━━━━━━━━━━━━━━━━━━━━━━━━ 0 of 0 sent"],
  [{ done: 20, total: undefined, what: "judged" }, "… 20 judged"],
])("%o is shown as %s", (progress, line) => {
  expect(progressLine(progress, { columns: 80, color })).toBe(line)
})

test("a narrow screen has no bar", () => {
  expect(progressLine({ done: 1, total: 4, what: "sent" }, { columns: 59, color })).toBe("1 of 4 sent")
})

test.each([1_000_000, undefined])("of %s things the line never reaches the end of the screen", (total) => {
  for (const columns of [8, 20, 60, 61])
    expect(
      cellsOf(progressLine({ done: 123_456, total, what: "deliveries sent again" }, { columns, color })),
    ).toBeLessThan(columns)
})
