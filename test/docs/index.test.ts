import { existsSync, readFileSync } from "node:fs"
import { dirname, join, normalize, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import { pages } from "../support/doc-page.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8")

/** Where the links of a page lead inside the project, with what is behind the `#`. */
function linksOf(page: string): readonly { readonly path: string; readonly anchor: string | undefined }[] {
  return [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = "", anchor] = link.split("#")
      return { path: path === "" ? page : normalize(join(dirname(page), path)), anchor }
    })
}

/** The anchors that a reader's browser makes of headings. */
function anchorsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  )
}

test.each([...pages(), "ARCHITECTURE.md", "docs/llms.txt"])("every link of %s leads somewhere", (page) => {
  const broken = linksOf(page).filter(
    ({ path, anchor }) =>
      !existsSync(join(ROOT, path)) ||
      (anchor !== undefined && path.endsWith(".md") && !anchorsOf(path).includes(anchor)),
  )
  expect(broken).toEqual([])
})

test.each(["docs/README.md", "docs/llms.txt"])("%s names every page", (index) => {
  const named = linksOf(index).map(({ path }) => path)
  const missing = pages().filter((page) => page.startsWith("docs/") && page !== "docs/README.md")
  expect(missing.filter((page) => !named.includes(page))).toEqual([])
})

test("the README's table names every command", () => {
  const commands = [...read("docs/reference/commands.md").matchAll(/^## whk (\S+)/gm)].map(
    ([, name]) => name!,
  )
  const table = read("README.md").split("## Commands")[1]!.split("## ")[0]!
  const named = [...table.matchAll(/^\| (.+?) +\|/gm)].map(([, cell]) => cell!).join(" ")
  const missing = [...new Set(commands)].filter((name) => !new RegExp(`\\b${name}\\b`).test(named))
  expect(missing).toEqual(["help"])
})

test.each(["README.md", "docs/providers.md"])("%s counts the providers that there are", (page) => {
  expect(
    [...read(page).matchAll(/\b(\d+) (?:of them|platforms)\b/g)].map(([, count]) => Number(count)),
  ).toEqual([providers.length])
})

test("llms.txt has the form that llmstxt.org describes", () => {
  expect(read("docs/llms.txt")).toMatch(
    /^# .+\n\n> .+\n\n(?:[^#\n].*\n\n)*(?:## .+\n\n(?:- \[.+\]\(.+\): .+\n)+\n?)+$/,
  )
})

test("the reference and llms.txt are as the program is", async () => {
  const { exitCode, stderr } = await execa(process.execPath, ["scripts/make-reference.js", "--check"], {
    cwd: ROOT,
    reject: false,
  })
  expect([exitCode, stderr]).toEqual([0, ""])
})
