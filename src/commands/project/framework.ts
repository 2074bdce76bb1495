import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { type Framework, FRAMEWORKS } from "../../diagnosis/diagnosis.ts"
import { WhkError } from "../../errors.ts"
import { quoted } from "../request/read-flags.ts"

/** Files that say what a project is made with, and what in them says which framework; the more special one first. */
const SIGNS: readonly (readonly [
  file: RegExp,
  marks: readonly (readonly [framework: Framework, mark: RegExp])[],
])[] = [
  [
    /^package\.json$/,
    [
      ["nestjs", /"@nestjs\/core"/],
      ["nextjs", /"next"\s*:/],
      ["fastify", /"fastify"\s*:/],
      ["hono", /"hono"\s*:/],
      ["express", /"express"\s*:/],
    ],
  ],
  [
    /^(?:requirements.*\.txt|pyproject\.toml|Pipfile)$/,
    [
      ["fastapi", /\bfastapi\b/i],
      ["django", /\bdjango\b/i],
      ["flask", /\bflask\b/i],
    ],
  ],
  [/^Gemfile$/, [["rails", /\brails\b/]]],
  [/^composer\.json$/, [["laravel", /laravel\/framework/]]],
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, [["spring", /springframework/]]],
  [/^go\.mod$/, [["go", /^/]]],
  [/\.csproj$/, [["aspnet", /Microsoft\.NET\.Sdk\.Web/]]],
]

/** The framework named, else the one that the files of the folder tell; undefined when they tell none. Throws USAGE. */
export async function chooseFramework(
  named: string | undefined,
  folder: string,
): Promise<Framework | undefined> {
  if (named === undefined) return await detectFramework(folder)
  const known = FRAMEWORKS.find((framework) => framework === named)
  if (known) return known
  throw new WhkError("USAGE", `"${quoted(named)}" is not a framework that fixes are written for.`, {
    hint: `Use one of ${FRAMEWORKS.join(", ")}.`,
  })
}

/** The framework that the files of a folder tell; undefined when they tell none. */
export async function detectFramework(folder: string): Promise<Framework | undefined> {
  const names = await readdir(folder).catch(() => [])
  for (const [file, marks] of SIGNS) {
    for (const name of names.filter((candidate) => file.test(candidate))) {
      const text = await readFile(join(folder, name), "utf8").catch(() => "")
      const found = marks.find(([, mark]) => mark.test(text))
      if (found) return found[0]
    }
  }
  return undefined
}
