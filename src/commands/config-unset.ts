import { editProjectFile } from "../config/edit-project.ts"
import { findProjectFile } from "../config/project-file.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"
import { readSettingName } from "./settings/read-setting.ts"

/** Takes one key out of the project's file. */
export const run: Command<object> = async ({ out, cwd }, invocation) => {
  const name = readSettingName(argument(invocation, 0) ?? "", "project")
  const path = (await findProjectFile(cwd))?.path ?? null
  const changed = path !== null && (await editProjectFile(path, name, undefined))
  out.value({ path, name, changed })
  out.talk(
    changed ? `Took ${name} out of ${cleanText(path, 1000)}` : `${name} was not set in a project file.`,
  )
  return EXIT.done
}
