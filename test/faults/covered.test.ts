import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"

const FOLDER = import.meta.dirname
const MUTATIONS = join(FOLDER, "mutations")

interface Mutation {
  readonly test: string
  readonly edits: readonly { readonly file: string; readonly find: string }[]
}

const range = (letter: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`)
const IDS = [...range("R", 1, 26), "R33", "R34", ...range("A", 1, 18)]

const tests = readdirSync(FOLDER).filter((name) => name.endsWith(".test.ts"))
const mutations = readdirSync(MUTATIONS).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(join(MUTATIONS, name), "utf8")) as Mutation),
}))

/** The id a file begins with: `r05-disk-full` is R5. */
function idOf(name: string): string {
  const [, letter = "", number = ""] = /^([ra])0*(\d+)-/.exec(name) ?? []
  return letter.toUpperCase() + number
}

test("every fault and abuse has a test, and every test a mutation that it must notice", () => {
  const tested = new Set(tests.map(idOf))
  const mutated = new Set(mutations.map(({ test: name }) => idOf(name)))
  expect(IDS.filter((id) => !tested.has(id))).toEqual([])
  expect(IDS.filter((id) => !mutated.has(id))).toEqual([])
})

test.each(mutations)("$name changes what stands in the source exactly once", ({ test: name, edits }) => {
  expect(tests).toContain(`${name}.test.ts`)
  for (const { file, find } of edits) {
    const text = readFileSync(join(FOLDER, "../..", file), "utf8")
    expect(text.split(find)).toHaveLength(2)
  }
})
