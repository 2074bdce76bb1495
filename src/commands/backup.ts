import { resolve } from "node:path"
import { formatSize } from "../domain/size.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { backUpStore } from "../store/sqlite/backup.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"
import { readDataFolder } from "./data-folder.ts"

export interface BackupCommandOptions {
  readonly data?: string
  readonly force?: boolean
}

/** `whk backup <file>`: copies the store of a data folder, also while a relay runs on it. */
export const run: Command<BackupCommandOptions> = async (context, invocation) => {
  const { cwd, out } = context
  const { options } = invocation
  const given = argument(invocation, 0)
  if (given === undefined)
    throw new WhkError("VALUE_MISSING", "<file> is missing.", { hint: "Name the file of the copy." })
  const folder = readDataFolder(context, options.data)
  const file = resolve(cwd, given)
  const bytes = await backUpStore({ folder, file, replace: options.force === true })
  out.value({ file, bytes, data: folder })
  out.data(`${cleanText(file)}  ${formatSize(bytes)}`)
  out.talk("It holds secrets and webhooks. To restore it, put it as whk.db into an empty folder for --data.")
  return EXIT.done
}
