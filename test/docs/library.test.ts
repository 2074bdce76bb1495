import { mkdir, symlink, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { blocksOf } from "../support/doc-page.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const blocks = blocksOf("docs/library.md")
const programs = blocks.flatMap(({ language, text }, index) =>
  language === "js"
    ? [{ text, printed: blocks[index + 1]?.language === "" ? blocks[index + 1]!.text : "" }]
    : [],
)

test("the page has programs, and shows what they print", () => {
  expect(programs.filter(({ printed }) => printed !== "")).toHaveLength(3)
})

test.each(programs)("a program of the page prints what it says: $printed", async ({ text, printed }) => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, "node_modules"))
  await symlink(ROOT, join(folder.path, "node_modules", "whk"))
  await writeFile(join(folder.path, "program.mjs"), text)
  const { stdout } = await execa(process.execPath, ["program.mjs"], { cwd: folder.path })
  expect(stdout).toBe(printed.trimEnd())
})
