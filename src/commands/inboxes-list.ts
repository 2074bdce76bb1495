import { inboxTable } from "../ui/inbox-table.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Lists the public addresses. */
export const run: Command<ConnectionOptions> = async (context, { options }) => {
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const { items, next } = await api.inboxes()
    context.out.value({ items, next })
    if (items.length > 0) context.out.data(inboxTable(items, viewOf(context)))
    else context.out.talk("No inboxes yet. `whk listen --forward localhost:3000` makes one.")
    return 0
  })
}
