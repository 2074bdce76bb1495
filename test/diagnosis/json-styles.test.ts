import { readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { prettyStyles, serialisers, sortedStyles } from "../../src/diagnosis/variants/json-styles.ts"
import { jsonTokens, rewriteTokens } from "../../src/diagnosis/variants/json-tokens.ts"
import { jsonTree, printJson } from "../../src/diagnosis/variants/json-tree.ts"

interface Printed {
  readonly text: string
  readonly printed: Readonly<Record<string, string>>
}

const file = new URL("../../fixtures/serialisers.json", import.meta.url)
const { documents } = JSON.parse(readFileSync(file, "utf8")) as { documents: readonly Printed[] }
const styles = [...serialisers, ...prettyStyles, ...sortedStyles]
const treeOf = (text: string) => jsonTree(jsonTokens(text)!)

/** What the fixture calls the serialiser of a cause: `python`, `pretty-php`. */
const nameOf = (id: string): string => id.replace(/^body-(?:reserialised-)?/, "")

// What real serialisers printed, as the file says which.
const rows = styles.flatMap(({ id, style }) =>
  documents.flatMap(({ text, printed }) => {
    // Jackson's tree and its plain objects print alike, and so does Go with a map.
    const real = printed[nameOf(id)]
    return real === undefined ? [] : [{ id, text, real, style }]
  }),
)

test.each(rows)("$id prints $text as the real one does", ({ text, real, style }) => {
  expect(printJson(treeOf(text), style)).toBe(real)
})

test("nearly every style was compared with a real serialiser", () => {
  const compared = new Set(rows.map(({ id }) => id))
  expect(styles.map(({ id }) => id).filter((id) => !compared.has(id))).toEqual([
    "body-reserialised-go-struct",
    "body-reserialised-dotnet",
    "body-pretty-2",
    "body-pretty-4",
    "body-pretty-tab",
    "body-keys-sorted",
  ])
})

test("the tokens of a text are the text", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(rewriteTokens(jsonTokens(text)!, ({ text: own }) => own)).toBe(text)
    }),
  )
})

test.each(["body-pretty-2", "body-pretty-4", "body-pretty-tab"])("%s prints as JSON.stringify does", (id) => {
  const { style } = prettyStyles.find((one) => one.id === id)!
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(printJson(treeOf(text), style)).toBe(JSON.stringify(value, null, style.indent))
    }),
  )
})

test.each(["", "{", "[1,]", "{'a':1}", "01", '"\u0001"', '"\\x"', "nul", "1 2", "\ufeff{}"])(
  "%j is not JSON",
  (text) => {
    expect(jsonTokens(text)).toBeUndefined()
  },
)
