import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { pages } from "../support/doc-page.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8")
const GLOSSARY = "docs/glossary.md"

interface Entry {
  readonly word: string
  readonly means: string
  readonly not: readonly string[]
}

const [own = "", others = ""] = read(GLOSSARY).split("## In other tools")
const entries = [...own.matchAll(/^\| (?!word|-)(.+?) +\| (.+?) +\| (.*?) +\|$/gm)].map(
  ([, word = "", means = "", not = ""]): Entry => ({
    word,
    means,
    not: not.split(", ").filter((name) => name !== ""),
  }),
)
const refused = entries.flatMap(({ word, not }) => not.map((name) => [name, word] as const))

/** Every page but the glossary, which names what is not said, and what is shown of a provider's own. */
const texts = [...pages(), "ARCHITECTURE.md"]
  .filter((page) => page !== GLOSSARY)
  .map((page) => [page, read(page)] as const)

/** The names of what the API and `--json` tell, as words: `nextAttemptAt` is "next attempt at". */
const jsonNames = readdirSync(resolve(ROOT, "src/domain/api"))
  .flatMap((file) => [...read(`src/domain/api/${file}`).matchAll(/^ +readonly (\w+)\??:/gm)])
  .map(([, name]) => name!.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))

function uses(text: string, name: string): boolean {
  return new RegExp(`\\b${name.replace(" ", "[ -]")}(?:s|es)?\\b`, "i").test(text)
}

test("the glossary has its words", () => {
  expect(entries.length).toBeGreaterThan(25)
  expect(refused.length).toBeGreaterThan(25)
  expect(jsonNames.length).toBeGreaterThan(100)
})

test.each(refused)("nobody says %s for %s", (name) => {
  expect(texts.filter(([, text]) => uses(text, name)).map(([page]) => page)).toEqual([])
  expect(jsonNames.filter((field) => uses(field, name))).toEqual([])
})

test.each(entries)("$word is a word of the pages", ({ word }) => {
  expect(texts.some(([, text]) => uses(text, word))).toBe(true)
})

test("every prefix of an id stands in the glossary, and no other", () => {
  const [, union = ""] = /^export type IdPrefix = (.+)$/m.exec(read("src/domain/ids.ts")) ?? []
  const made = [...union.matchAll(/"(\w+)"/g)].map(([, prefix]) => prefix!)
  const told = [...own.matchAll(/`(\w+)_…`/g)].map(([, prefix]) => prefix!).filter((name) => name !== "whk")
  expect(told.toSorted()).toEqual(made.toSorted())
})

test("what other tools say is told of words that are explained", () => {
  const here = [...others.matchAll(/^\| (?!here|-)(.+?) +\|/gm)].map(([, word]) => word!)
  expect(here.filter((word) => !entries.some((entry) => entry.word === word))).toEqual([])
})
