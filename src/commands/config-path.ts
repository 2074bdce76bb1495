import { pathsFor } from "../config/paths.ts"
import { profilesPath } from "../config/profiles.ts"
import { findProjectFile } from "../config/project-file.ts"
import { EXIT } from "../errors.ts"
import { fieldLines } from "../ui/fields.ts"
import type { Command } from "./context.ts"

/** Where settings, keys and data are on this machine. */
export const run: Command<object> = async ({ out, env, cwd }) => {
  const paths = pathsFor(env)
  const project = (await findProjectFile(cwd))?.path ?? null
  const value = { project, profiles: profilesPath(paths), ...paths }
  out.value(value)
  const { config, data, run: running } = paths
  out.data(
    fieldLines(
      [
        ["Project file", project ?? "none from here upwards"],
        ["Profiles", value.profiles],
        ["Keys, secrets", config],
        ["Relay's data", data],
        ["While it runs", running],
      ],
      out,
    ).join("\n"),
  )
  return EXIT.done
}
