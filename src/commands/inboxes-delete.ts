import { EXIT } from "../errors.ts"
import { requireId } from "./arguments.ts"
import { isConfirmed, requireConfirmation, type ConfirmFlags } from "./confirm.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"

/** Deletes an inbox for good, after asking: senders get 404 at its address from then on. */
export const run: Command<ConnectionOptions & ConfirmFlags> = async (context, invocation) => {
  const { options } = invocation
  const id = requireId(invocation, "in")
  requireConfirmation(context, options, `the inbox "${id}"`)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    if (!(await isConfirmed(context, options, `the inbox "${id}"`))) return EXIT.bad
    await api.deleteInbox(id)
    context.out.value({ id, deleted: true })
    context.out.data(`Deleted the inbox ${id}.`)
    return EXIT.done
  })
}
