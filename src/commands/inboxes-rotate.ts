import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { requireId } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import { type ConfirmFlags, isMeant } from "./confirm.ts"
import type { Command } from "./context.ts"

/** Gives an inbox a new public address, after asking; the old one is gone. */
export const run: Command<ConnectionOptions & ConfirmFlags> = async (context, invocation) => {
  const id = requireId(invocation, "in")
  const settings = await readConnectionSettings(context, invocation.options)
  return withConnection(context, settings, async ({ api }) => {
    const question = `Give the inbox "${cleanText(id)}" a new address? The old one ends at once.`
    if (!(await isMeant(context, invocation.options, question))) return EXIT.bad
    const inbox = await api.rotateInbox(id)
    context.out.value(inbox)
    context.out.talk(`The old address of ${cleanText(inbox.name)} is gone; give senders the new one:`)
    context.out.data(cleanText(inbox.url))
    return 0
  })
}
