import fc from "fast-check"
import { expect, test } from "vitest"
import { type JsonNode, layOut, readJson } from "../../src/inspector/deliveries/body/json-node.ts"
import { openAtFirst, parentPath, treeRows } from "../../src/inspector/deliveries/body/tree-rows.ts"

/** What `JSON.parse` gives, made of a node. */
function valueOf(node: JsonNode): unknown {
  switch (node.kind) {
    case "object":
      return Object.fromEntries(node.members.map(([key, value]) => [key, valueOf(value)]))
    case "array":
      return node.items.map(valueOf)
    case "text":
      return node.text
    default:
      return JSON.parse(node.text)
  }
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

test("numbers keep their digits, objects their order and their duplicate keys", () => {
  const text = '{"b":12345678901234567890,"a":1.50,"b":-0e0}'
  expect(layOut(readJson(text)!)).toBe('{\n  "b": 12345678901234567890,\n  "a": 1.50,\n  "b": -0e0\n}')
})

test("it reads what JSON.parse reads, and means the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(valueOf(readJson(text)!)).toEqual(JSON.parse(text))
      expect(JSON.parse(layOut(readJson(text)!))).toEqual(JSON.parse(text))
    }),
  )
})

test("a text is JSON exactly when JSON.parse says so", () => {
  const token = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u12"',
    "1",
    "01",
    "-",
    "1.",
    "1e5",
    "true",
    "nul",
    " ",
    "\n",
    "\u00a0",
    '"\t"',
    '"\u007f"',
    "'a'",
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
      const text = tokens.join("")
      expect(readJson(text) !== undefined, text).toBe(parsed(text) !== undefined)
    }),
    { numRuns: 2000 },
  )
})

test("no text makes the reader fail, not even a deep or a long one", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readJson(text)))
  expect(readJson("[".repeat(100_000))).toBeUndefined()
  expect(readJson("[".repeat(1000) + "]".repeat(1000))).toBeUndefined()
  expect(readJson(JSON.stringify("x\\".repeat(2_000_000)))?.kind).toBe("text")
})

test("a closed value hides what is in it, and counts it", () => {
  const rows = treeRows(readJson('{"a":[1,2],"b":{}}')!, { open: new Set([""]), shown: new Map() })
  expect(rows.map(({ path, level, label, isOpen }) => [path, level, label, isOpen])).toEqual([
    ["", 1, null, true],
    ["0", 2, "a", false],
    ["1", 2, "b", undefined],
  ])
})

test("of many values two hundred are shown until somebody asks for more", () => {
  const root = readJson(JSON.stringify(Array.from({ length: 500 }, () => 0)))!
  const open = openAtFirst(root)
  const rows = treeRows(root, { open, shown: new Map() })
  expect(rows).toHaveLength(202)
  expect(rows.at(-1)).toMatchObject({ more: 300, path: "200" })
  expect(treeRows(root, { open, shown: new Map([["", 800]]) })).toHaveLength(501)
})

test("a large value is opened at first as far as a page or two show it", () => {
  const wide = Array.from({ length: 40 }, () => ({ a: [1, 2, 3], b: [4, 5, 6] }))
  const root = readJson(JSON.stringify(wide))!
  const rows = treeRows(root, { open: openAtFirst(root), shown: new Map() })
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.length).toBeLessThanOrEqual(160)
})

test("the value around a value is found by its path", () => {
  expect(["0/3/1", "7", ""].map(parentPath)).toEqual(["0/3", "", null])
})
