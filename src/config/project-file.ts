import { dirname, join } from "node:path"
import { readIfThere } from "./read-if-there.ts"
import type { SettingValues } from "./setting-names.ts"

export const PROJECT_FILE = "whk.config.json"

/** A project's settings and where they stand; relative paths in it start at `folder`. */
export interface ProjectFile {
  readonly path: string
  readonly folder: string
  readonly values: Omit<SettingValues, "api">
}

/** The nearest `whk.config.json` from a folder upwards. Throws CONFIG_INVALID for one that breaks its rules. */
export async function findProjectFile(cwd: string): Promise<ProjectFile | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, PROJECT_FILE)
    const content = await readIfThere(path)
    if (content !== undefined) {
      // The schema library is not loaded where there is nothing to check.
      const { parseProjectFile } = await import("./project-schema.ts")
      return { path, folder, values: parseProjectFile(content, path) }
    }
    if (dirname(folder) === folder) return undefined
  }
}
