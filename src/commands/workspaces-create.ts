import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import { argument } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"

/** Makes a workspace and prints its first key, once. */
export const run: Command<ConnectionOptions> = async (context, invocation) => {
  const name = argument(invocation, 0)
  if (name === undefined)
    throw new WhkError("VALUE_MISSING", "<name> is missing: what is the workspace called?", {
      hint: "For example: whk workspaces create billing",
    })
  const settings = await readConnectionSettings(context, invocation.options)
  return withConnection(context, settings, async ({ api }) => {
    const { out } = context
    const { id, name: taken, key } = await api.createWorkspace(name)
    out.value({ id, name: taken, key })
    out.talk(
      `${out.talkColor.green("Created")} workspace ${cleanText(taken)} (${cleanText(id)}). Its first key:\n`,
    )
    out.data(cleanText(key))
    out.talk("\nThe key is not shown again: store it now.")
    return 0
  })
}
