import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { CASES } from "../../src/check/cases.ts"
import { RIGHT_PROVIDERS } from "../../src/check/self-test/self-test.ts"

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/check.md"), "utf8")

test("the page lists every case with its sentence, in order", () => {
  const rows = [...PAGE.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gm)].map(([, id, title]) => [id, title])
  expect(rows).toEqual(CASES.map(({ id, title }) => [id, title]))
  expect(PAGE).toContain("twelve providers")
  expect(RIGHT_PROVIDERS).toHaveLength(12)
})
