import { workspaceTable } from "../ui/workspace-table.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Lists the workspaces of a relay. */
export const run: Command<ConnectionOptions> = async (context, { options }) => {
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const { items, next } = await api.workspaces()
    context.out.value({ items, next })
    context.out.data(workspaceTable(items, viewOf(context)))
    return 0
  })
}
