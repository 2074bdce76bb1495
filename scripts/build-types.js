// Writes the library's declarations into dist/types: what src/index.ts reaches, and nothing else.
import { execFile } from "node:child_process"
import { readdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname, join, relative } from "node:path"
import { promisify } from "node:util"

const FOLDER = "dist/types"
const IMPORT = /((?:from|import\()\s*")(\.[^"]+)\.ts(")/g

await rm(FOLDER, { recursive: true, force: true })
await promisify(execFile)("npx", ["tsc", "-p", "tsconfig.types.json"])

// The compiler leaves .ts in the imports, which no installed package may have.
const reached = new Set()
const waiting = [join(FOLDER, "index.d.ts")]
for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
  if (reached.has(path)) continue
  reached.add(path)
  const text = await readFile(path, "utf8")
  for (const [, , target] of text.matchAll(IMPORT)) waiting.push(join(dirname(path), `${target}.d.ts`))
  await writeFile(path, text.replace(IMPORT, "$1$2.js$3"))
}

for (const entry of await readdir(FOLDER, { recursive: true, withFileTypes: true })) {
  const path = relative(".", join(entry.parentPath, entry.name))
  if (entry.isFile() && !reached.has(path)) await rm(path)
}
