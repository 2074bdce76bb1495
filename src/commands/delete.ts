import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { idOrAsk } from "./arguments.ts"
import { askEndpoint } from "./ask-which.ts"
import { isConfirmed, requireConfirmation, type ConfirmFlags } from "./confirm.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"

/** Deletes an endpoint for good, after asking. */
export const run: Command<ConnectionOptions & ConfirmFlags> = async (context, invocation) => {
  const { options } = invocation
  const named = idOrAsk(context, invocation, "delete", "ep")
  requireConfirmation(context, options, `"${named}"`)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const endpoint = await api.get(named ?? (await askEndpoint(context, api)))
    const what = `endpoint ${cleanText(endpoint.id)} to ${cleanText(endpoint.url)}`
    if (!(await isConfirmed(context, options, what))) return EXIT.bad
    await api.delete(endpoint.id)
    context.out.value({ id: endpoint.id, deleted: true })
    context.out.data(`Deleted ${what}.`)
    return EXIT.done
  })
}
