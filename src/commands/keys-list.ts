import { EXIT } from "../errors.ts"
import { keyTable } from "../ui/key-table.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Lists the API keys of the relay, without the keys themselves. */
export const run: Command<ConnectionOptions> = async (context, { options }) => {
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async ({ api }) => {
    const { items, next } = await api.keys()
    const { keyId } = await api.workspace()
    context.out.value({ items, next })
    context.out.data(keyTable(items, { ...viewOf(context), inUse: keyId }))
    return EXIT.done
  })
}
