// The licenses of packages whose code is in a bundle: what leaves out node_modules has to bring them along.
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

/** The license texts of the packages that these modules belong to. Throws for a package that has none. */
export async function licensesOf(modules) {
  const names = modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? [])
  const texts = [...new Set(names)]
    .toSorted((one, other) => one.localeCompare(other))
    .map(async (name) => {
      const folder = join("node_modules", name)
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
      if (file === undefined) throw new Error(`${name} is bundled and has no license file`)
      return `${name}\n\n${await readFile(join(folder, file), "utf8")}`
    })
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`)
}
