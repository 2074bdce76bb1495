import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { CAUSES, type CauseId } from "../../src/diagnosis/causes.ts"
import { fixFor } from "../../src/diagnosis/fixes.ts"
import { findProvider } from "../../src/providers/registry.ts"

const here = new URL(".", import.meta.url)
const planted = readdirSync(here)
  .filter((name) => name.endsWith("-causes.test.ts"))
  .map((name) => readFileSync(new URL(name, here), "utf8"))
  .join("\n")
const serialisers = readFileSync(new URL("../../fixtures/serialisers.json", here), "utf8")
const doc = readFileSync(new URL("../../docs/verify.md", here), "utf8")
const ids = Object.keys(CAUSES) as CauseId[]

test.each(ids)("%s is planted by a test", (id) => {
  const printer = id.replace(/^body-(?:reserialised-)?/, "")
  expect(planted.includes(`"${id}"`) || serialisers.includes(`"${printer}":`)).toBe(true)
})

test.each(ids)("there is advice on %s", (id) => {
  expect(fixFor(id, findProvider("stripe")).text).toMatch(/^[A-Z].*[^ ]$/)
})

test("docs/verify.md lists every cause, in order, with its meaning", () => {
  const rows = doc.match(/^\| `(?!--)[a-z0-9-]+` +\| .* \|$/gm) ?? []
  expect(rows.map((row) => row.replaceAll(/ +\|/g, " |"))).toEqual(
    Object.entries(CAUSES).map(([id, { means }]) => `| \`${id}\` | ${means} |`),
  )
})
