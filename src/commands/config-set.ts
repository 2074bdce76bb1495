import { join } from "node:path"
import { editProjectFile } from "../config/edit-project.ts"
import { findProjectFile, PROJECT_FILE } from "../config/project-file.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { argument, argumentList } from "./arguments.ts"
import type { Command } from "./context.ts"
import { readSettingName, readSettingValue } from "./settings/read-setting.ts"

/** Sets one key of the project's file, which is made here where there is none from here upwards. */
export const run: Command<object> = async ({ out, cwd }, invocation) => {
  const name = readSettingName(argument(invocation, 0) ?? "", "project")
  const value = await readSettingValue(name, argumentList(invocation, 1), { place: "project", cwd })
  const path = (await findProjectFile(cwd))?.path ?? join(cwd, PROJECT_FILE)
  const changed = await editProjectFile(path, name, value)
  out.value({ path, name, value, changed })
  out.talk(`${changed ? "Set" : "Already set:"} ${name} in ${cleanText(path, 1000)}`)
  return EXIT.done
}
