import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"

const ROOT = resolve(import.meta.dirname, "../..")
const PAGE = readFileSync(join(ROOT, "SECURITY.md"), "utf8")
const paths = [...PAGE.matchAll(/`(test\/[\w/.-]+\.test\.ts)`/g)].map(([, path]) => path!)

test("every proof that SECURITY.md names is there", () => {
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  expect(paths.length).toBeGreaterThan(10)
})

test("a fault test it names has a mutation that turns it red", () => {
  const mutations = readdirSync(join(ROOT, "test/faults/mutations"))
  const unproved = paths
    .flatMap((path) => /^test\/faults\/(\w+)-/.exec(path)?.[1] ?? [])
    .filter((id) => !mutations.some((name) => name.startsWith(`${id}-`)))
  expect(unproved).toEqual([])
})
