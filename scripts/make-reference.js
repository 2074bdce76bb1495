// Writes docs/reference and docs/llms.txt from the program itself (npm run reference). With --check it only says
// whether they are as the program is now: exit 1 when they are not.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { resolve } from "node:path"
import { build } from "esbuild"
import { format } from "oxfmt"
import { apiPage } from "./reference/api.js"
import { commandsPage } from "./reference/commands.js"
import { errorsPage } from "./reference/errors.js"
import { llmsText } from "./reference/llms.js"

// The program is TypeScript: what the pages are made of is bundled once, the bodies of the commands left out.
const BUNDLE = resolve("node_modules/.cache/whk/reference.mjs")
await build({
  stdin: {
    contents: `
      export { parseCommandLine } from "./src/program/program.ts"
      export { EXIT, errorCatalogue } from "./src/errors.ts"`,
    resolveDir: process.cwd(),
  },
  outfile: BUNDLE,
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  external: ["../commands/*"],
  logLevel: "warning",
})
const program = await import(pathToFileURL(BUNDLE).href)

const pages = [
  ["docs/reference/commands.md", await commandsPage(program)],
  ["docs/reference/errors.md", errorsPage(program)],
  ["docs/reference/api.md", await apiPage()],
  ["docs/llms.txt", llmsText()],
]
const options = JSON.parse(readFileSync(".oxfmtrc.json", "utf8"))
let stale = 0
for (const [path, text] of pages) {
  const wanted = path.endsWith(".md") ? (await format(path, text, options)).code : text
  if (existsSync(path) && readFileSync(path, "utf8") === wanted) continue
  stale++
  if (process.argv.includes("--check"))
    console.error(`${path} is not as the program is: run npm run reference`)
  else writeFileSync(path, wanted)
}
process.exitCode = process.argv.includes("--check") && stale > 0 ? 1 : 0
