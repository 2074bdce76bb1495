import fc from "fast-check"
import { expect, test } from "vitest"
import { cellsOf, cutToCells, padToCells, splitToCells } from "../../src/ui/cells.ts"

test("wide characters take two cells, marks and colours none", () => {
  expect(["abc", "日本", "🙂", "e\u0301", "\u001b[31mred\u001b[39m"].map(cellsOf)).toEqual([3, 4, 2, 1, 3])
})

test("a line is cut before the character that does not fit, and says so", () => {
  expect(cutToCells("日本語テスト", 5)).toBe("日本…")
  expect(cutToCells("● connected  1 total", 19)).toBe("● connected  1 tot…")
  expect(cutToCells("abc", 3)).toBe("abc")
  expect(cutToCells("\u001b[31mabcdef\u001b[39m", 3)).toBe("\u001b[31mab…\u001b[0m")
  expect(padToCells("日", 4, "right")).toBe("  日")
})

const text = fc.string({ unit: "grapheme", maxLength: 60 })

test("nothing that is cut or split is wider than asked for, and of what is split nothing is lost", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (line, cells) => {
      expect(cellsOf(cutToCells(line, cells))).toBeLessThanOrEqual(cells)
      const pieces = splitToCells(line, cells)
      expect(pieces.join("")).toBe(line)
      expect(Math.max(...pieces.map(cellsOf))).toBeLessThanOrEqual(cells)
    }),
  )
})
