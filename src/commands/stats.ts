import { statsView } from "../ui/stats-view.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Counts endpoints, events and deliveries. */
export const run: Command<ConnectionOptions> = async (context, { options }) => {
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const stats = await api.stats()
    context.out.value(stats)
    context.out.data(statsView(stats, viewOf(context)))
    return 0
  })
}
