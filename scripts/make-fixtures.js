// Writes fixtures/<provider>/<event>.json anew from the provider files.
import { mkdir, rm, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { build } from "esbuild"

const bundle = ".fixtures.mjs"
try {
  await build({
    entryPoints: ["test/support/fixtures.ts"],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  })
  const { makeFixtures, formatFixture } = await import(`../${bundle}`)
  const fixtures = await makeFixtures()
  for (const [path, fixture] of fixtures) {
    await mkdir(dirname(`fixtures/${path}`), { recursive: true })
    await writeFile(`fixtures/${path}`, formatFixture(fixture))
  }
  console.log(`${fixtures.size} fixtures written`)
} finally {
  await rm(bundle, { force: true })
}
