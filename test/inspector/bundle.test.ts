import { readdirSync, readFileSync } from "node:fs"
import { extname, join } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"

const BUILT = join(import.meta.dirname, "../../dist/inspector")
const assets = readdirSync(join(BUILT, "assets"))

function asset(extension: string): string {
  return readFileSync(
    join(
      BUILT,
      "assets",
      assets.find((name) => extname(name) === extension)!,
    ),
    "utf8",
  )
}

test("the page is one document, one script and one stylesheet", () => {
  expect(assets.map((name) => extname(name)).toSorted()).toEqual([".css", ".js"])
  const html = readFileSync(join(BUILT, "index.html"), "utf8")
  expect(html.match(/(?:src|href)="[^"]+"/g)).toEqual([
    'href="data:,"',
    expect.stringMatching(/^src="\/inspect\/assets\/inspector-[\w-]+\.js"$/),
    expect.stringMatching(/^href="\/inspect\/assets\/inspector-[\w-]+\.css"$/),
  ])
})

test("the script weighs at most 60 KiB on its way, the stylesheet 10", () => {
  expect(gzipSync(asset(".js")).length).toBeLessThan(60 * 1024)
  expect(gzipSync(asset(".css")).length).toBeLessThan(10 * 1024)
})

test("nothing in it makes code of text, or names anything to be loaded", () => {
  const found = [asset(".js"), asset(".css")].flatMap((text) => [
    ...text.matchAll(
      /\beval\(|\bnew Function\b|document\.write\b|\bimport\(|url\(|@import|fetch\(["'`]http/g,
    ),
  ])
  expect(found.map(([text]) => text)).toEqual([])
})

test("the licenses of the packages in it are beside it", () => {
  const text = readFileSync(join(BUILT, "LICENSES.txt"), "utf8")
  const names = text.split(/^-{80}$/m).map((license) => license.trim().split("\n")[0])
  expect(names).toEqual(["@preact/signals", "@preact/signals-core", "diff", "jsonc-parser", "preact"])
  expect(text.match(/Copyright/g)?.length).toBeGreaterThanOrEqual(names.length)
})
