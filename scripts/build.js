// Bundles src into dist: one chunk per command, so that a command loads only what it uses.
import { execFileSync } from "node:child_process"
import { readdir, rm, writeFile } from "node:fs/promises"
import { build } from "esbuild"
import { buildInspector } from "./build-inspector.js"

const { metafile } = await build({
  entryPoints: {
    cli: "src/cli.ts",
    index: "src/index.ts",
    "store-worker": "src/store/sqlite/worker.ts",
    "verdict-worker": "src/verdict/worker.ts",
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
})

await buildInspector()

const SCHEMA = "provider.schema.json"
await writeFile(`dist/${SCHEMA}`, execFileSync(process.execPath, ["dist/cli.js", "providers", "--schema"]))

// Chunks of earlier builds go last, so that a build never leaves dist without a program.
const written = new Set([
  SCHEMA,
  "types",
  "inspector",
  ...Object.keys(metafile.outputs).map((path) => path.replace(/^dist\//, "")),
])
for (const name of await readdir("dist")) {
  if (!written.has(name)) await rm(`dist/${name}`, { recursive: true, force: true })
}
