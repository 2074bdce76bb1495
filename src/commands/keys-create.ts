import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { argument } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"

/** Makes an API key of the relay and prints it, this once. */
export const run: Command<ConnectionOptions> = async (context, invocation) => {
  const name = argument(invocation, 0)
  if (name === undefined)
    throw new WhkError("VALUE_MISSING", "<name> is missing.", {
      hint: "Say what the key is for, for example `whk keys create ci`.",
    })
  const settings = await readConnectionSettings(context, invocation.options)
  return withConnection(context, settings, async ({ api }) => {
    const { out } = context
    const made = await api.createKey(name)
    out.value(made)
    out.data(cleanText(made.key ?? ""))
    out.talk(`Made ${cleanText(made.id)} for "${cleanText(name, 100)}". The relay shows the key this once.`)
    return EXIT.done
  })
}
